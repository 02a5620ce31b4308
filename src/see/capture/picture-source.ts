import { open } from 'node:fs/promises';
import type { Frame } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { runTool } from '../../base/tool.ts';
import { frameBytes } from './frames.ts';
import { fitExpression, type Limit, type Size } from './size.ts';
import { UnreadableFile, unreadable } from './unreadable.ts';
import { requireWhole } from './whole.ts';
import { sizeIn } from './y4m.ts';

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
  readonly ffmpeg?: string;
}

/** No picture takes longer to decode, in milliseconds. */
const TIMEOUT = 30_000;
/** A name like `IMG_%03d.jpg` would be a pattern of many for ffmpeg: it is given the open file, and sees no name. */
const STDIN = 'file:/dev/stdin';

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
    const { camera, pictures, limit, ffmpeg = 'ffmpeg' } = this.#options;
    const seq = this.#seq;
    const picture = pictures[seq];
    if (!picture || signal.aborted) return undefined;
    this.#seq += 1;
    // ffmpeg gives half a picture without a word.
    await requireWhole(picture.file);
    // What a photograph tells of its density is seldom meant as the shape of its pixels.
    const fit = fitExpression(limit, 'iw');
    const args = [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-i', STDIN],
      ...['-map', '0:v:0', '-frames:v', '1', '-vf', `scale=${fit}:out_range=tv`],
      ...['-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe', 'pipe:1'],
    ];
    const input = await open(picture.file).catch((cause: unknown) => {
      throw new UnreadableFile(picture.file, messageOf(cause), { cause });
    });
    try {
      const { stdout, stderr } = await runTool(ffmpeg, args, { input: input.fd, timeout: TIMEOUT, signal });
      const found = readY4m(stdout);
      if (!found) throw unreadable(picture.file, stderr.replaceAll(`${STDIN}: `, ''));
      return { camera, seq, at: picture.at, ...found };
    } finally {
      await input.close();
    }
  }
}

/** Reads the first frame of a YUV4MPEG2 file, which tells its size itself: `YUV4MPEG2 W960 H720 …`, `FRAME`, bytes. */
export function readY4m(bytes: Uint8Array): (Size & { data: Uint8Array }) | undefined {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const match = /^([^\n]*)\nFRAME[^\n]*\n/.exec(head);
  const size = match && sizeIn(match[1]!);
  if (!size) return undefined;
  const length = frameBytes(size.width, size.height);
  const data = bytes.subarray(match[0].length, match[0].length + length);
  return data.length === length ? { ...size, data } : undefined;
}
