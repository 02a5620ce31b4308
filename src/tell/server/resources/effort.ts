import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { requireOrder, Time, time, timeKey } from '../shapes/common.ts';
import { saidKey } from '../shapes/said.ts';

const DAY = 86_400_000;
const MOST_DAYS = 366;

const GapShape = z
  .object({
    camera: z.string(),
    startAt: Time,
    endAt: Time,
    why: z
      .enum([
        'starting',
        'frozen',
        'down',
        'stopped',
        'not-running',
        'no-inference',
        'no-watcher',
        'fault',
        'clock',
        'dark',
        'covered',
        'blurred',
      ])
      .meta({
        description:
          'What the camera did then; not-running: nobody ran the box; no-inference: pictures came and no process answered what is in them; no-watcher: the thread of the camera hung or ended; fault: Roost itself failed; clock: its clock was not right; dark, covered, blurred: it watched and could not see',
      }),
    cause: z.object({ code: z.string(), message: z.string(), said: saidKey }).optional(),
  })
  .meta({ id: 'Gap' });

/** When a camera stood at the site and nothing of it was watched. */
export function gapsResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/cameras/{id}/gaps',
    role: 'viewer',
    scope: 'status',
    long: true,
    summary: 'When nothing was watched, and why',
    params: z.strictObject({ id: z.string().min(1).max(200).meta({ description: 'Id of the camera' }) }),
    query: z.strictObject({
      from: timeKey('Gaps from this time on; 30 days before `to` when left out'),
      to: timeKey('Gaps until this time; now when left out'),
    }),
    problems: [404],
    description: 'Gaps, oldest first, in whole minutes; none before the camera was deployed',
    body: z.object({ from: Time, to: Time, data: z.array(GapShape) }),
    answer: async ({ params, query }, signal) => {
      const known = [...deps.cameraFacts().map(({ id }) => id), ...deps.deployments().map(({ camera }) => camera)];
      if (!known.includes(params.id)) throw new Problem(404, `No camera ${JSON.stringify(params.id)}`);
      const to = Math.min(query.to ?? now(), now());
      const from = query.from ?? to - 30 * DAY;
      requireOrder({ from, to });
      // None before the camera stood there: whoever asks from the beginning of time is answered.
      const stood = deps.deployments().flatMap(({ camera, startAt }) => (camera === params.id ? [startAt] : []));
      const start = Math.max(from, Math.min(to, ...stood));
      if (to - start > MOST_DAYS * DAY) {
        const allowed = `at most ${MOST_DAYS} days before \`to\``;
        throw new Problem(400, `Ask for at most ${MOST_DAYS} days`, {
          errors: [{ key: 'from', detail: 'the span is too long', allowed }],
        });
      }
      const found = await deps.gaps(params.id, start, to, signal);
      const data = found.map(({ cause, startAt, endAt, ...gap }) => ({
        ...{ ...gap, startAt: time(startAt), endAt: time(endAt) },
        ...(cause && { cause: { ...cause, ...saidBeside(cause.message) } }),
      }));
      return { from: time(from), to: time(to), data };
    },
  });
}
