/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The largest size with the shape of `own` that fits into `limit`; never larger than `own`, always even, at least 2 x 2.
 * @example fitSize({ width: 4000, height: 3000 }, { width: 1280, height: 720 }) // 960 x 720
 */
export function fitSize(own: Size, limit: Size): Size {
  const scale = Math.min(1, limit.width / own.width, limit.height / own.height);
  return { width: even(own.width * scale), height: even(own.height * scale) };
}

function even(pixels: number): number {
  return Math.max(2, 2 * Math.round((pixels - 1e-6) / 2));
}
