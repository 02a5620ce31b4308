import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { KINDS } from '../base/domain.ts';
import { messageOf } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { say } from '../base/said/said.ts';
import type { RoomFacts } from '../count/record/make-room.ts';
import type { Config } from '../know/config/config.ts';
import type { InferencePool } from '../see/inference/pool.ts';
import type { WatcherStatus } from '../see/watch/watchers.ts';
import type { PushState } from '../tell/push/pusher.ts';
import type { HealthFacts } from '../tell/server/deps.ts';
import { lastBackup } from './backup/manifest.ts';
import { camerasOf, type OwnDetectors } from './detectors.ts';
import type { HeldUp } from './held-up.ts';

/** What a box tells its health from. */
export interface HealthSource {
  readonly config: Pick<Config, 'site' | 'cameras'>;
  /** Path of the database. */
  readonly database: string;
  /** Undefined until the models are known. */
  pool(): Pick<InferencePool, 'status' | 'model' | 'detectors' | 'classifiers'> | undefined;
  /** Detectors that cameras have of their own, by the camera's id. */
  detectors(): OwnDetectors['by'];
  /** Id of the detector that looks at sweeps too; undefined where there is none. */
  second(): string | undefined;
  /** What else is wrong. */
  readonly troubles: { readonly all: readonly string[] };
  /** Why the last write failed; undefined while the store writes. */
  failure(): string | undefined;
  /** What was set aside or lost since the start; undefined where nothing was. */
  remarks?(): string | undefined;
  /** How the room for pictures and clips stands; undefined until it was looked at. */
  room?(): RoomFacts | undefined;
  /** How each receiver of the pushed feed stands. */
  pushed?(): readonly PushState[];
  readonly startedAt: number;
  readonly watchers: () => readonly WatcherStatus[];
  /** Cameras at which nobody looks. */
  readonly unlooked: () => readonly string[];
  readonly heldUp: Pick<HeldUp, 'worst'>;
}

/** How a box is. Tells so whatever is wrong. */
export function health(source: HealthSource): HealthFacts {
  const { config, database, pool, startedAt, failure, remarks, troubles } = source;
  const now = performance.now();
  const heldUp = source.heldUp.worst(now);
  const { name, timeZone } = config.site.site;
  const running = pool();
  const last = lastBackup(dirname(database));
  const room = source.room?.();
  return {
    version: VERSION,
    startedAt,
    site: { name, timeZone },
    store: storeFacts(database, failure(), remarks?.()),
    inference: running ? inferenceFacts(running) : [],
    watchers: source.watchers().map(({ cause, ...thread }) => ({ ...thread, ...(cause && { message: cause }) })),
    unlooked: source.unlooked(),
    ...(heldUp && { heldUp }),
    ...(last && { backup: { at: last.at, media: last.media } }),
    ...(room && { room }),
    pushed: source.pushed?.() ?? [],
    troubles: troubles.all,
    models: running ? modelFacts(running, source) : [],
  };
}

/** Whether the store writes, and to a file that is there: one that was taken away is written to and lost. */
function storeFacts(database: string, failure: string | undefined, remarks?: string): HealthFacts['store'] {
  const words = [failure, remarks].filter((text) => text !== undefined);
  try {
    const { size: bytes } = statSync(database);
    return { ok: failure === undefined, bytes, ...(words.length > 0 && { message: words.join('; ') }) };
  } catch (error) {
    return { ok: false, message: failure ?? say('store-gone', { why: messageOf(error) }) };
  }
}

type Pool = NonNullable<ReturnType<HealthSource['pool']>>;

function inferenceFacts(pool: Pool): HealthFacts['inference'] {
  return pool.status.map(({ state, restarts, cause }, index) => ({
    id: String(index + 1),
    state: state === 'running' ? 'ready' : state === 'starting' ? 'starting' : 'down',
    model: pool.model,
    restarts,
    ...(cause ? { message: cause } : {}),
  }));
}

function modelFacts(pool: Pool, { config, detectors, second }: HealthSource): HealthFacts['models'] {
  const watched = config.cameras.filter(({ enabled }) => enabled).map(({ id }) => id);
  const cameras = camerasOf(detectors(), pool.model, watched);
  const sweeps = second();
  return [
    ...pool.detectors.map(({ id }) => ({
      id,
      task: 'detect' as const,
      kinds: KINDS,
      cameras: cameras.get(id) ?? [],
    })),
    ...(sweeps ? [{ id: sweeps, task: 'detect' as const, kinds: KINDS, sweeps: true }] : []),
    ...pool.classifiers.map(({ id, kinds, namesNothing }) => ({
      id,
      task: namesNothing ? ('embed' as const) : ('classify' as const),
      kinds,
    })),
  ];
}
