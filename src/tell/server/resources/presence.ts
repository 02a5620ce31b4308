import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import { DOMESTIC_COUNTS } from '../../../count/tally/tally.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, requireOrder, Time, time, timeKey } from '../shapes/common.ts';
import { PresenceShape, presenceRow, TideShape, tideCounts } from '../shapes/presence.ts';
import { saidKey } from '../shapes/said.ts';

const DAY = 86_400_000;
/** A half-year of ten minutes, with a week at either end. */
const MOST_DAYS = 200;

const Query = z.strictObject({
  from: timeKey('Ten minutes that start at this time or later; 7 days before `to` when left out'),
  to: timeKey('Ten minutes that start before this time; now when left out'),
  camera: idFilter('Only the camera of this id'),
  taxon: idFilter(
    'Only the taxon of this id, of any rank, and all within it, e.g. aves; all wild animals when left out',
  ),
  basis: z
    .enum(['best', 'machine', 'reviewed'])
    .default('best')
    .meta({ description: 'best: reviewed where somebody decided, else as the machine says; machine; or reviewed' }),
  domestic: z.enum(DOMESTIC_COUNTS).default('apart').meta({
    description:
      'apart or without: domestic animals are not counted, unless one is asked for by its own id; only: nothing else; with: they count like wild ones',
  }),
});

/** When animals were there, by ten minutes, against the tide. */
export function presenceResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/presence',
    role: 'viewer',
    scope: 'records',
    long: true,
    summary: 'How many animals were there, by ten minutes, against the tide where the site has one',
    params: None,
    query: Query,
    description:
      'Ten minutes of the site, oldest first, also those in which nobody looked; none before anything was recorded',
    body: z.object({
      from: Time,
      to: Time,
      data: z.array(PresenceShape),
      tide: TideShape.optional().meta({
        description: 'Left out where `site.tide` is not configured, or cannot be read',
      }),
      tideTrouble: z.string().optional().meta({ description: 'Why the tide that is configured cannot be read' }),
      said: saidKey,
    }),
    answer: async ({ query }, signal) => {
      const to = query.to ?? now();
      const from = query.from ?? to - 7 * DAY;
      requireOrder({ from, to });
      const { camera, taxon, basis, domestic } = query;
      const only = { ...(camera !== undefined && { camera }), ...(taxon !== undefined && { taxon }) };
      const found = await deps.presence({ from, to, basis, domestic, ...only }, MOST_DAYS * DAY, signal);
      if (!found) throw tooLong();
      const { rows, tide, trouble } = found;
      return {
        from: time(from),
        to: time(to),
        data: rows.map(presenceRow),
        ...(tide && { tide: tideCounts(tide) }),
        ...(trouble !== undefined && { tideTrouble: trouble, ...saidBeside(trouble) }),
      };
    },
  });
}

function tooLong(): Problem {
  const allowed = `at most ${MOST_DAYS} days before \`to\``;
  return new Problem(400, `Ask for at most ${MOST_DAYS} days`, {
    errors: [{ key: 'from', detail: 'the span is too long', allowed }],
  });
}
