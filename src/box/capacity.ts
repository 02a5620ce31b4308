import { say } from '../base/said/said.ts';
import type { CameraConfig } from '../know/config/schema.ts';

/**
 * Cores that a camera keeps busy, with animals in view for a tenth of the time: a 1080p25 H.264 stream, and a substream of 640x360, as
 * measured on an x86 machine (docs/performance.md, `npm run bench -- capacity`: 10 took 1.29 cores, 40 took 1.25).
 */
const MAIN: number = 0.129;
const SUB: number = 0.0313;

/** What the cameras of a box will cost, in cores. A rough measure: a machine of another kind does more or less. */
export function loadOf(cameras: readonly Pick<CameraConfig, 'enabled' | 'analysisUrl'>[]): number {
  const costs = cameras.map(({ enabled, analysisUrl }) => (enabled ? (analysisUrl === undefined ? MAIN : SUB) : 0));
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/**
 * What a box can hold, in words, where its cameras are more than that; undefined where they are not.
 * @param cores that the box may use
 */
export function capacityTrouble(
  cameras: readonly Pick<CameraConfig, 'enabled' | 'analysisUrl'>[],
  cores: number,
): string | undefined {
  if (loadOf(cameras) <= cores) return undefined;
  const watched = cameras.filter(({ enabled }) => enabled).length;
  const [main, sub] = [Math.floor(cores / MAIN), Math.floor(cores / SUB)];
  return say('too-many-cameras', { watched, cores, main, sub });
}
