/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large pictures are looked at, at most: within a size, or with so many pixels whatever their shape. */
export type Limit = Size | { readonly pixels: number };

/**
 * The largest size with the shape of `own` that keeps to `limit`; never larger than `own`, always even, at least 2 x 2.
 * @param own as it is shown, in square pixels
 * @example fitSize({ width: 4000, height: 3000 }, { width: 1280, height: 720 }) // 960 x 720
 * @example fitSize({ width: 1080, height: 1920 }, { pixels: 921_600 }) // 720 x 1280
 */
export function fitSize(own: Size, limit: Limit): Size {
  const most =
    'pixels' in limit
      ? Math.sqrt(limit.pixels / (own.width * own.height))
      : Math.min(limit.width / own.width, limit.height / own.height);
  const scale = Math.min(1, most);
  return { width: even(own.width * scale), height: even(own.height * scale) };
}

/** Rounds to the nearest even number; half way between two it is the lower one. */
function even(pixels: number): number {
  return Math.max(2, 2 * Math.round((pixels - 1e-6) / 2));
}

/**
 * The same as expressions of ffmpeg's scale filter, for pictures whose size is only known once they come; pixels of video may be
 * no squares.
 * @returns its options `w` and `h`, quoted
 */
export function fitExpression(limit: Limit): string {
  const across = 'iw*sar';
  const most =
    'pixels' in limit ? `sqrt(${limit.pixels}/(${across}*ih))` : `min(${limit.width}/(${across}),${limit.height}/ih)`;
  const side = (own: string) => `'2*max(1,round((${own}*min(1,${most})-1e-6)/2))'`;
  return `w=${side(across)}:h=${side('ih')}`;
}

/** A limit in words, e.g. `1280x720` or `921600 pixels`. */
export function describeLimit(limit: Limit): string {
  return 'pixels' in limit ? `${limit.pixels} pixels` : `${limit.width}x${limit.height}`;
}
