import { setPriority } from 'node:os';
import { messageOf } from '../base/errors.ts';
import { say } from '../base/said/said.ts';
import type { Config } from '../know/config/config.ts';
import { type InstalledDetector, installedDetector } from '../know/models/installed.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { loadOf } from './capacity.ts';

/** Cores that must be spare beside what the cameras keep busy, for a second detector to be of use. */
const SPARE: number = 0.25;
/** How much its process gives way to all others, of 19. */
const NICE = 10;

/** The second detector of a box, which looks at sweeps in spare time. */
export interface SecondDetector {
  readonly installed: InstalledDetector;
  /** One process, without classifiers. */
  readonly pool: InferencePool;
}

/** Cores that the cameras leave, roughly. @param cores that the box may use */
export function spareCores(cameras: Config['cameras'], cores: number): number {
  return cores - loadOf(cameras);
}

/**
 * Starts the second detector, where the config names one. It costs a camera nothing where it cannot be used: then there is none, and why.
 * @param folder of the weights @param cores that the box may use
 */
export async function startSecond(
  folder: string,
  { site, cameras }: Pick<Config, 'site' | 'cameras'>,
  cores: number,
): Promise<SecondDetector | { readonly why: string } | undefined> {
  const name = site.detector.sweep;
  if (name === undefined) return undefined;
  const spare = spareCores(cameras, cores);
  if (spare < SPARE) {
    return { why: say('no-time-for-sweeps', { name, spare: Math.max(0, spare), cores }) };
  }
  try {
    const installed = await installedDetector(folder, name);
    const pool = new InferencePool(installed.spec, 1);
    pool.onChange(() => giveWay(pool));
    await pool.start();
    return { installed, pool };
  } catch (error) {
    return { why: say('no-sweeps', { name, why: messageOf(error) }) };
  }
}

/** Its process gives way to those that look for tracks, and to ffmpeg. */
function giveWay({ status }: InferencePool): void {
  for (const { pid } of status) {
    try {
      if (pid !== undefined) setPriority(pid, NICE);
    } catch {
      // It has ended in between.
    }
  }
}

/**
 * How many of the sweeps a second detector would see, in words.
 * @param ms that it takes for a look here @param spare cores, see {@link spareCores}
 */
export function secondWords(id: string, ms: number, cameras: Config['cameras'], spare: number): string {
  const sweeps = cameras.reduce((sum, { enabled, sweepSeconds }) => sum + (enabled ? 1 / sweepSeconds : 0), 0);
  const share = Math.min(1, (1000 * Math.min(1, spare)) / (ms * Math.max(sweeps, Number.MIN_VALUE)));
  const seen = share < 1 ? `about ${Math.floor(100 * share)} % of sweeps` : 'every sweep';
  return `sweeps: ${id} looks at them too, in spare time: ${Math.round(ms)} ms a look here, ${seen} where nothing else needs the time`;
}
