import { frameBytes } from './frames.ts';
import type { Size } from './size.ts';

/** No header is longer; ffmpeg's has some 80 bytes. */
const LONGEST = 512;
const NEWLINE = 0x0a;

/**
 * Reads the first line of a YUV4MPEG2 stream: `YUV4MPEG2 W960 H720 ...`.
 * @returns the size of its pictures; undefined where the line is none
 */
function sizeIn(header: string): Size | undefined {
  const match = /^YUV4MPEG2 W(\d+) H(\d+)(?: |$)/.exec(header);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** Who takes pictures in. */
export interface Y4mTaker {
  /** The size of all pictures that follow. @returns the buffer to fill first, of one yuv420p picture */
  begin(size: Size): Uint8Array;
  /** A full buffer. @returns the one to fill next, of the same size */
  complete(data: Uint8Array): Uint8Array;
}

/**
 * Cuts a YUV4MPEG2 stream into pictures: one line that tells their size, then each as a line `FRAME` and its bytes. So the
 * stream itself says what shape the camera's pictures have. Each byte is copied once, nothing is allocated for a frame.
 */
export class Y4mCutter {
  readonly #taker: Y4mTaker;
  #line = '';
  #buffer: Uint8Array | undefined;
  /** Bytes of the picture in work; undefined while a line is read. */
  #filled: number | undefined;

  constructor(taker: Y4mTaker) {
    this.#taker = taker;
  }

  /** @throws Error where the bytes are no such stream */
  push(chunk: Uint8Array): void {
    for (let read = 0; read < chunk.length; )
      read = this.#filled === undefined ? this.#text(chunk, read) : this.#picture(chunk, read, this.#filled);
  }

  /** Forgets what was read: another stream begins. */
  reset(): void {
    this.#line = '';
    this.#buffer = undefined;
    this.#filled = undefined;
  }

  /** Reads of a line. @returns where to read on */
  #text(chunk: Uint8Array, from: number): number {
    const end = chunk.indexOf(NEWLINE, from);
    const to = end < 0 ? chunk.length : end;
    this.#line += Buffer.from(chunk.subarray(from, to)).toString('latin1');
    if (this.#line.length > LONGEST) throw new Error('ffmpeg gave no YUV4MPEG2 stream: a line of it has no end');
    if (end < 0) return to;
    this.#told(this.#line);
    this.#line = '';
    return end + 1;
  }

  #told(line: string): void {
    if (this.#buffer) {
      if (!/^FRAME( |$)/.test(line)) throw new Error(`ffmpeg gave no YUV4MPEG2 picture: ${line.slice(0, 40)}`);
      this.#filled = 0;
      return;
    }
    const size = sizeIn(line);
    if (!size) throw new Error(`ffmpeg gave no YUV4MPEG2 stream: ${line.slice(0, 40)}`);
    this.#buffer = this.#taker.begin(size);
    if (this.#buffer.length !== frameBytes(size.width, size.height)) throw new Error('the buffer has another size');
  }

  /** Reads of a picture. @returns where to read on */
  #picture(chunk: Uint8Array, from: number, filled: number): number {
    const buffer = this.#buffer!;
    const to = Math.min(chunk.length, from + buffer.length - filled);
    buffer.set(chunk.subarray(from, to), filled);
    this.#filled = filled + to - from;
    if (this.#filled === buffer.length) {
      this.#filled = undefined;
      this.#buffer = this.#taker.complete(buffer);
    }
    return to;
  }
}
