import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../../base/said/said.ts';
import type { Config } from '../../know/config/config.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import { startOf } from './begin.ts';
import { type ShadowChild, type ShadowEnd, startShadow } from './child.ts';
import { runFolder } from './kept-runs.ts';
import { endedRun, type ShadowRun } from './run.ts';
import { idsOf, type Side, sidesOf } from './sides.ts';
import { AskedViews, type ShowNext } from './views.ts';

/** What the life of a run's process stands on. */
export interface LifeParts {
  readonly config: Config;
  readonly database: string;
  /** The models folder. */
  readonly folder: string;
  /** What looks and names now; undefined where nothing does. */
  inUse(): Side | undefined;
  /** Frames that all cameras dropped since they are watched. */
  dropped(): number;
  readonly show: ShowNext;
  now(): number;
  told(tracks: ShadowTracks): void;
  /** Starts the process; `startShadow` in earnest. */
  readonly start?: typeof startShadow | undefined;
}

/** How often it is looked whether frames are dropped and the models are the same, ms. */
const LOOK = 2_000;
const OTHER_MODELS = say('other-models', {});

/**
 * One life of the process of a run.
 * @returns how the run ended, or why only the process did; undefined where it was told to
 * @throws RoostError (rejects) where the bundle is not whole any more
 */
export async function lifeOf(
  parts: LifeParts,
  run: ShadowRun,
  signal: AbortSignal,
): Promise<ShadowRun | { readonly died: string } | undefined> {
  const { now, config, database, folder: models } = parts;
  const inUse = await looking(parts, signal);
  if (!inUse) return undefined;
  if (idsOf(inUse).join() !== run.present.join()) return endedRun(run, 'stopped', now(), OTHER_MODELS);
  const sides = await sidesOf(models, whichOf(run.bundle), inUse);
  if (signal.aborted) return undefined;
  const start = startOf(config, { run, folder: runFolder(models, run.bundle), database }, sides);
  const child: ShadowChild = (parts.start ?? startShadow)(start, {
    tracks: parts.told,
    want: (camera) => views.want(camera),
  });
  const views = new AskedViews(parts.show, (camera, view) => child.say({ type: 'view', camera, view }));
  const abort = () => child.kill();
  signal.addEventListener('abort', abort);
  const minding = new AbortController();
  const changed = mind(parts, run, child, minding.signal);
  try {
    return outcome(run, await child.ended, { left: signal.aborted, changed: changed(), at: now() });
  } finally {
    minding.abort();
    views.close();
    signal.removeEventListener('abort', abort);
  }
}

function outcome(
  run: ShadowRun,
  end: ShadowEnd,
  { left, changed, at }: { readonly left: boolean; readonly changed: boolean; readonly at: number },
) {
  if (left) return undefined;
  if (changed) return endedRun(run, 'stopped', at, OTHER_MODELS);
  return end.type === 'died' ? { died: end.why } : endedRun(run, end.state, at, end.why);
}

/** What looks, once anything does; undefined where nobody waits for it any more. */
async function looking({ inUse }: Pick<LifeParts, 'inUse'>, signal: AbortSignal): Promise<Side | undefined> {
  while (!signal.aborted) {
    const side = inUse();
    if (side) return side;
    await sleep(LOOK, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** Has the process rest where cameras drop frames, and ends it where other models came into use. @returns whether they did */
function mind(parts: LifeParts, run: ShadowRun, child: ShadowChild, signal: AbortSignal): () => boolean {
  let changed = false;
  let dropped = parts.dropped();
  const look = () => {
    const before = dropped;
    dropped = parts.dropped();
    if (dropped > before) child.say({ type: 'busy' });
    const inUse = parts.inUse();
    if (!inUse || idsOf(inUse).join() === run.present.join()) return;
    changed = true;
    child.kill();
  };
  const timer = setInterval(look, LOOK);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return () => changed;
}

/** The bundle of a name. */
function whichOf(name: string): { readonly id: string; readonly version: number } {
  const at = name.lastIndexOf('-');
  return { id: name.slice(0, at), version: Number(name.slice(at + 1)) };
}
