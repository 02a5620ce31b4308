import type { PeopleSeen } from '../../base/domain.ts';
import { type Patch, patchesOf } from './people.ts';

/**
 * Video filter that wipes people out of a clip: patches filled from their own edge (ffmpeg's `delogo`), so that the picture
 * behind cannot be brought back.
 * @param start time of the clip's first frame, ms
 * @returns undefined where there is nobody to wipe out
 */
export function blurFilter(
  people: readonly PeopleSeen[],
  start: number,
  end: number,
  width: number,
  height: number,
): string | undefined {
  const patches = patchesOf(people, start, end);
  return patches.length === 0 ? undefined : patches.map((patch) => delogo(patch, start, width, height)).join(',');
}

/** True where there is nobody to wipe out of pictures from `start` to `end`, ms. */
export function nobodyIn(people: readonly PeopleSeen[], start: number, end: number): boolean {
  return patchesOf(people, start, end).length === 0;
}

function delogo({ from, to, box }: Patch, start: number, width: number, height: number): string {
  // delogo needs one pixel of picture around its patch to fill it from.
  const x = Math.min(width - 2, Math.max(1, Math.floor(box.x * width)));
  const y = Math.min(height - 2, Math.max(1, Math.floor(box.y * height)));
  const w = Math.max(1, Math.min(width - 1 - x, Math.ceil((box.x + box.w) * width) - x));
  const h = Math.max(1, Math.min(height - 1 - y, Math.ceil((box.y + box.h) * height) - y));
  const seconds = (at: number) => ((at - start) / 1000).toFixed(3);
  return `delogo=x=${x}:y=${y}:w=${w}:h=${h}:enable='gte(t,${seconds(from)})*lt(t,${seconds(to)})'`;
}
