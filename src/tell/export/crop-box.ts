import type { Box, Media } from '../../base/domain.ts';

/** Where the animal is in a crop, as fractions of the crop; undefined where that was not kept. Cut at its edges. */
export function boxInCrop({ region, box }: Media): Box | undefined {
  if (!region || !box) return undefined;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const [left, right] = [within((box.x - region.x) / region.w), within((box.x + box.w - region.x) / region.w)];
  const [top, bottom] = [within((box.y - region.y) / region.h), within((box.y + box.h - region.y) / region.h)];
  if (right <= left || bottom <= top) return undefined;
  const digits = (value: number) => Math.round(value * 1e6) / 1e6;
  return { x: digits(left), y: digits(top), w: digits(right - left), h: digits(bottom - top) };
}
