import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Frame } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { fromRgb } from '../../base/pixels.ts';
import { fitSize, type Limit, type Size } from './size.ts';
import { UnreadableFile } from './unreadable.ts';

/** A picture and when it was taken, in milliseconds since the epoch. */
export interface Picture {
  readonly file: string;
  readonly at: number;
}

/** Pictures of one camera in the order of their times. */
export interface PictureSourceOptions {
  readonly camera: string;
  readonly pictures: readonly Picture[];
  /** Largest analysis size; each picture keeps its shape, so frames may differ in size. */
  readonly limit: Limit;
}

/** Pictures of cameras; libvips draws documents too, which show no animal. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif']);
/** Shortest side of a picture that can show an animal, pixels. */
const LEAST = 16;

/** Gives each picture as a frame, one at a time. */
export class PictureSource {
  readonly #options: PictureSourceOptions;
  #seq = 0;

  constructor(options: PictureSourceOptions) {
    this.#options = options;
  }

  /**
   * The next picture.
   * @returns undefined after the last
   * @throws UnreadableFile, if it cannot be read whole; the next call goes on with the one after it
   */
  async next(signal: AbortSignal): Promise<Frame | undefined> {
    const { camera, pictures, limit } = this.#options;
    const seq = this.#seq;
    const picture = pictures[seq];
    if (!picture || signal.aborted) return undefined;
    this.#seq += 1;
    try {
      // By its bytes: libvips would remember what a name held before.
      return { camera, seq, at: picture.at, ...(await decodePicture(await readFile(picture.file, { signal }), limit)) };
    } catch (cause) {
      if (signal.aborted) return undefined;
      // libvips says the same several times, a line each.
      const [reason = ''] = messageOf(cause).replace('Input buffer', 'the file').split('\n');
      throw new UnreadableFile(picture.file, reason, { cause });
    }
  }
}

/**
 * A picture as a camera would send it: turned as it was held, planar YUV 4:2:0 at limited range.
 * @throws Error for what is no picture, for one too small to show anything, and for one that was cut short: what is left
 *   of it would count as one without an animal
 */
export async function decodePicture(bytes: Buffer, limit: Limit): Promise<Size & { readonly data: Uint8Array }> {
  const picture = sharp(bytes, { failOn: 'truncated', limitInputPixels: false }).autoOrient();
  const { autoOrient: own, format } = await picture.metadata();
  if (!FORMATS.has(format)) throw new Error(`it is of the format ${format}, and no picture of a camera`);
  if (Math.min(own.width, own.height) < LEAST)
    throw new Error(`it is ${own.width}x${own.height} pixels, where ${LEAST} are the least`);
  const size = fitSize(own, limit);
  const data = await picture
    // What a photograph tells of its density is seldom meant as the shape of its pixels.
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { ...size, data: fromRgb({ ...size, data }) };
}
