import { z } from 'zod';
import type { CameraStatus } from '../../../base/domain.ts';
import { saidBeside } from '../../../base/said/said.ts';
import type { HealthFacts, ServerDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { None, Time, time } from '../shapes/common.ts';
import { RoomShape, roomOf } from '../shapes/room.ts';
import { saidAll, saidKey, saidList } from '../shapes/said.ts';

const HealthShape = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    site: z.object({ name: z.string(), timeZone: z.string() }),
    now: Time,
    startedAt: Time,
    uptimeSeconds: z.number().nonnegative(),
    store: z.object({ ok: z.boolean(), bytes: z.int().optional(), message: z.string().optional(), said: saidKey }),
    inference: z.array(
      z.object({
        id: z.string(),
        state: z.enum(['starting', 'ready', 'down']),
        model: z.string().optional(),
        restarts: z.int(),
        message: z.string().optional(),
        said: saidKey,
      }),
    ),
    watchers: z
      .array(
        z.object({
          cameras: z.array(z.string()),
          state: z.enum(['running', 'down']),
          restarts: z.int(),
          message: z.string().optional(),
          said: saidKey,
        }),
      )
      .meta({ description: 'The threads that watch cameras, and why each last ended' }),
    unlooked: z
      .array(z.string())
      .meta({ description: 'Cameras that are switched on and at which nobody looked for 10 s or longer' }),
    heldUp: z.object({ at: Time, seconds: z.number() }).optional().meta({
      description:
        'The longest time of the last five minutes in which the box could neither answer nor store, and when it ended',
    }),
    room: RoomShape.optional().meta({
      description:
        'Room for pictures and clips on the disk; absent in the first seconds, and where the disk does not answer',
    }),
    models: z
      .array(
        z.object({
          id: z.string().meta({ example: 'mobilenet-v2-inat-bird@350fcd8c' }),
          task: z.enum(['detect', 'classify', 'embed']),
          kinds: z.array(z.enum(['bird', 'mammal', 'person', 'vehicle'])),
          cameras: z.array(z.string()).optional().meta({ description: 'Of a detector: the cameras that it looks at' }),
          sweeps: z.boolean().optional().meta({
            description: 'True of the second detector, which looks at the sweeps of all cameras in spare time',
          }),
        }),
      )
      .meta({
        description:
          'What the box runs. Without a model that classifies a kind, no visit of it is named deeper; one that embeds only helps what is taught',
      }),
    unnamed: z
      .array(z.object({ kind: z.enum(['bird', 'mammal']), message: z.string() }))
      .meta({ description: 'Kinds of animals of which no species is named, why, and how to change it' }),
    backup: z.object({ at: Time, media: z.boolean() }).optional().meta({
      description:
        'When the last whole backup was made, and whether with pictures and clips; none is known of without it',
    }),
    pushed: z
      .array(
        z.object({
          receiver: z.string().meta({ example: 'mqtt' }),
          to: z.string().meta({ description: 'Where it is', example: 'mqtts://broker.example.org:8883' }),
          state: z.enum(['connecting', 'connected', 'waiting']),
          acknowledged: z.int().optional().meta({ description: 'Cursor of the last entry that it has' }),
          acknowledgedAt: Time.optional(),
          behind: z.int().nonnegative().meta({ description: 'Entries that are on their way or wait' }),
          problem: z.string().optional().meta({ description: 'Why the last try failed; absent once it goes on' }),
          said: saidKey,
        }),
      )
      .meta({ description: 'How each receiver of the pushed feed stands; an outage of one is no fault of the box' }),
    troubles: z
      .array(z.string())
      .meta({ description: 'What else is not as it should be, and what to do: clock, database, disk' }),
    troublesSaid: saidList,
    cameras: z
      .object({ up: z.int(), down: z.int() })
      .meta({ description: 'Cameras that are watching, and all others' }),
  })
  .meta({ id: 'Health' });

/**
 * `ok` where the store writes, every inference process is ready, every thread of watchers runs, every camera that is
 * switched on watches and was looked at in the last 10 s, and nothing else is wrong; `degraded` otherwise.
 */
export function verdictOf(facts: HealthFacts, cameras: readonly CameraStatus[]): 'ok' | 'degraded' {
  const sound =
    facts.store.ok &&
    facts.troubles.length === 0 &&
    facts.inference.every(({ state }) => state === 'ready') &&
    facts.watchers.every(({ state }) => state === 'running') &&
    facts.unlooked.length === 0 &&
    cameras.every(({ state }) => state === 'watching' || state === 'stopped');
  return sound ? 'ok' : 'degraded';
}

/** Kinds that no model names deeper than bird or mammal. */
function unnamedOf({ models }: HealthFacts) {
  return (['bird', 'mammal'] as const)
    .filter((kind) => !models.some(({ task, kinds }) => task === 'classify' && kinds.includes(kind)))
    .map((kind) => ({
      kind,
      message: `No model that names ${kind}s is installed, so names stop at ${kind}. To get one, run: roost models pull`,
    }));
}

/** How the box is. Always 200: a degraded box still answers. */
export function healthResource(deps: ServerDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/health',
    role: 'viewer',
    scope: 'status',
    summary: 'How the box is',
    params: None,
    query: None,
    description: 'State of the store, the inference processes and the cameras',
    body: HealthShape,
    answer: () => {
      const facts = deps.health();
      const cameras = deps.cameras();
      const at = now();
      const up = cameras.filter(({ state }) => state === 'watching').length;
      return {
        status: verdictOf(facts, cameras),
        version: facts.version,
        site: { name: facts.site.name, timeZone: facts.site.timeZone },
        now: time(at),
        startedAt: time(facts.startedAt),
        uptimeSeconds: Math.max(0, (at - facts.startedAt) / 1000),
        store: { ...facts.store, ...saidBeside(facts.store.message) },
        inference: facts.inference.map((process) => ({ ...process, ...saidBeside(process.message) })),
        watchers: facts.watchers.map(({ cameras, ...thread }) => ({
          ...{ ...thread, cameras: [...cameras] },
          ...saidBeside(thread.message),
        })),
        unlooked: [...facts.unlooked],
        ...(facts.heldUp && { heldUp: { at: time(facts.heldUp.at), seconds: facts.heldUp.seconds } }),
        ...(facts.room && { room: roomOf(facts.room) }),
        models: facts.models.map(({ id, task, kinds, cameras: seen, sweeps }) => ({
          ...{ id, task, kinds: [...kinds] },
          ...(seen && { cameras: [...seen] }),
          ...(sweeps && { sweeps }),
        })),
        unnamed: unnamedOf(facts),
        ...(facts.backup && { backup: { at: time(facts.backup.at), media: facts.backup.media } }),
        pushed: (facts.pushed ?? []).map(({ acknowledgedAt, ...state }) => ({
          ...{ ...state, ...saidBeside(state.problem) },
          ...(acknowledgedAt !== undefined && { acknowledgedAt: time(acknowledgedAt) }),
        })),
        troubles: [...facts.troubles],
        troublesSaid: saidAll(facts.troubles),
        cameras: { up, down: cameras.length - up },
      };
    },
  });
}
