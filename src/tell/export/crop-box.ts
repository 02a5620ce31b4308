import type { Box, Media } from '../../base/domain.ts';

/** Millionths of a picture: boxes are told to so many parts. */
const PARTS = 1e6;

/**
 * Where the animal is in a crop, as fractions of the crop; undefined where that was not kept. Cut at its edges: also as it is
 * rounded, and added up by a reader, no box ends outside of the picture.
 */
export function boxInCrop({ region, box }: Media): Box | undefined {
  if (!region || !box) return undefined;
  const within = (value: number) => Math.round(PARTS * Math.min(1, Math.max(0, value)));
  const [left, right] = [within((box.x - region.x) / region.w), within((box.x + box.w - region.x) / region.w)];
  const [top, bottom] = [within((box.y - region.y) / region.h), within((box.y + box.h - region.y) / region.h)];
  if (!(right > left && bottom > top)) return undefined;
  return { x: left / PARTS, y: top / PARTS, w: (right - left) / PARTS, h: (bottom - top) / PARTS };
}
