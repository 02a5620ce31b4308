import { z } from 'zod';
import { DOMESTIC_COUNTS } from '../../../count/tally/tally.ts';
import { meanOf, NEAR, type Rate, rest, type TideCounts, type TideRow } from '../../../count/tally/tide-counts.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, requireOrder, Time, time, timeKey } from '../shapes/common.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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

const Hours = z.number().nonnegative();
const Mean = z.number().nonnegative().nullable();
const Share = z.number().min(0).max(1).nullable();

const Row = z.object({
  startAt: Time,
  individuals: z.int().nonnegative().nullable().meta({
    description:
      'The most seen at once by each camera, in each of its zones and of each taxon, added up; null where nobody looked and nothing was seen',
  }),
  animalSeconds: z.number().meta({
    description:
      'How long animals were there: of each visit the seconds, times the most of them at once in these ten minutes',
  }),
  lookedSeconds: z.number().meta({ description: 'How long cameras could see, that of several added' }),
  height: z
    .number()
    .optional()
    .meta({ description: 'Of the tide in the middle of the ten minutes, m; left out where it is not known' }),
  highWaterAt: Time.optional().meta({
    description: 'The high water nearest to the middle; left out where the time is not between two known ones',
  }),
});

const TideShape = z
  .object({
    highWaters: z.array(
      z.object({
        at: Time,
        height: z.number().meta({ description: 'Metres' }),
        individuals: z.int().nonnegative().nullable().meta({
          description:
            'The most in any of the ten minutes that are nearest to this high water; null where nobody looked and nothing was seen',
        }),
        peakAt: Time.optional().meta({ description: 'Start of the first ten minutes with so many' }),
        lookedHours: Hours,
      }),
    ),
    near: z
      .object({
        hours: z.number(),
        animalHours: Hours,
        lookedHours: Hours,
        shareOfAnimals: Share.meta({
          description: 'Of the animal hours of all ten minutes that have a high water; null where there are none',
        }),
        shareOfLooked: Share.meta({
          description:
            'Of the hours in which cameras could see, in the same ten minutes: were animals there whatever the tide, both shares would be alike',
        }),
        mean: Mean.meta({ description: 'Animals in the view of one camera on average: animal hours / hours looked' }),
        meanElsewhere: Mean.meta({ description: 'The same farther from high water' }),
      })
      .meta({ description: 'Ten minutes whose middle is so many hours or less from a high water' }),
    steps: z
      .array(z.object({ fromHours: z.number(), animalHours: Hours, lookedHours: Hours, mean: Mean }))
      .meta({ description: 'The same by half hours from high water, below 0 before it' }),
  })
  .meta({ id: 'TideCounts' });

/** When animals were there, by ten minutes, against the tide. */
export function presenceResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/presence',
    long: true,
    summary: 'How many animals were there, by ten minutes, against the tide where the site has one',
    params: None,
    query: Query,
    description:
      'Ten minutes of the site, oldest first, also those in which nobody looked; none before anything was recorded',
    body: z.object({
      from: Time,
      to: Time,
      data: z.array(Row),
      tide: TideShape.optional().meta({
        description: 'Left out where `site.tide` is not configured, or cannot be read',
      }),
      tideTrouble: z.string().optional().meta({ description: 'Why the tide that is configured cannot be read' }),
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
        data: rows.map(rowOf),
        ...(tide && { tide: tideOf(tide) }),
        ...(trouble !== undefined && { tideTrouble: trouble }),
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

function rowOf({ at, height, highWater, ...row }: TideRow) {
  return {
    startAt: time(at),
    ...row,
    ...(height !== undefined && { height: metres(height) }),
    ...(highWater && { highWaterAt: time(highWater.at) }),
  };
}

function tideOf({ highWaters, all, near, steps }: TideCounts) {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    highWaters: highWaters.map(({ at, height, individuals, peakAt, lookedSeconds }) => ({
      ...{ at: time(at), height: metres(height), individuals, lookedHours: lookedSeconds / 3600 },
      ...(peakAt !== undefined && { peakAt: time(peakAt) }),
    })),
    near: {
      hours: NEAR / HOUR,
      ...hoursOf(near),
      shareOfAnimals: share(near.animalSeconds, all.animalSeconds),
      shareOfLooked: share(near.lookedSeconds, all.lookedSeconds),
      mean: meanOf(near),
      meanElsewhere: meanOf(rest(all, near)),
    },
    steps: steps.map(({ from, ...rate }) => ({ fromHours: from / HOUR, ...hoursOf(rate), mean: meanOf(rate) })),
  };
}

function hoursOf({ animalSeconds, lookedSeconds }: Rate) {
  return { animalHours: animalSeconds / 3600, lookedHours: lookedSeconds / 3600 };
}

/** To the millimetre: no table and no constants say more. */
function metres(height: number): number {
  return Math.round(height * 1000) / 1000;
}
