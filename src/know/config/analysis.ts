import { z } from 'zod';

/** What is analysed of a frame where a camera file does not say it: as many pixels as 1280x720 has, in whatever shape. */
export const ANALYSIS_PIXELS = 921_600;

const even = (smallest: number, largest: number) =>
  z.number().int().min(smallest).max(largest).multipleOf(2, 'must be even (YUV 4:2:0 halves it)');

/** The key `analysis` of a camera file: `{ pixels }`, or `{ width, height }`, within which the stream's shape is kept. */
export const analysisSchema = z
  .strictObject({
    pixels: z.number().int().min(14_400).max(8_294_400).optional(),
    width: even(160, 3840).optional(),
    height: even(90, 2160).optional(),
  })
  .transform(({ pixels, width, height }, ctx) => {
    if (pixels !== undefined && width === undefined && height === undefined) return { pixels };
    if (pixels === undefined && width !== undefined && height !== undefined) return { width, height };
    ctx.addIssue({ code: 'custom', message: 'needs either pixels, or both width and height' });
    return z.NEVER;
  });
