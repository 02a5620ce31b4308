import type { Box, PersonPath } from '../../base/domain.ts';
import { clip, union } from '../../base/geometry.ts';

/** Seconds that one patch stands: short enough to follow a walker, long enough to keep the filter line readable. */
const SLICE = 1000;

/** A seen box stands this long (ms) either side of the sighting: the time to the next sweep that would see it again. */
const REACH = 1500;

/**
 * Video filter that wipes people out of a clip: for each second a patch over all boxes of that second, grown by a
 * quarter and filled from its own edge (ffmpeg's `delogo`), so that the picture behind cannot be brought back.
 * @param start time of the clip's first frame, ms
 * @returns undefined where there is nobody to blur
 */
export function blurFilter(
  people: readonly PersonPath[],
  start: number,
  end: number,
  width: number,
  height: number,
): string | undefined {
  const patches = new Map<string, Box>();
  for (const [index, { path }] of people.entries())
    for (const { at, box: seen } of path) {
      const box = clip({ x: seen.x - seen.w / 4, y: seen.y - seen.h / 4, w: seen.w * 1.5, h: seen.h * 1.5 });
      const first = Math.max(0, Math.floor((at - REACH - start) / SLICE));
      const last = Math.floor((Math.min(at + REACH, end) - start) / SLICE);
      for (let slice = first; slice <= last; slice++) {
        const key = `${slice}:${index}`;
        const before = patches.get(key);
        patches.set(key, before ? union(before, box) : box);
      }
    }
  if (patches.size === 0) return undefined;
  return [...patches].map(([key, box]) => patch(Number(key.split(':')[0]), box, width, height)).join(',');
}

function patch(slice: number, box: Box, width: number, height: number): string {
  // delogo needs one pixel of picture around its patch to fill it from.
  const x = Math.max(1, Math.floor(box.x * width));
  const y = Math.max(1, Math.floor(box.y * height));
  const w = Math.max(1, Math.min(width - 1 - x, Math.ceil(box.w * width)));
  const h = Math.max(1, Math.min(height - 1 - y, Math.ceil(box.h * height)));
  const from = (slice * SLICE) / 1000;
  return `delogo=x=${x}:y=${y}:w=${w}:h=${h}:enable='between(t,${from},${from + SLICE / 1000})'`;
}
