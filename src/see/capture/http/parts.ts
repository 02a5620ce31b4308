import { NoPicture } from './ask.ts';

/** No JPEG of a camera is larger, bytes. */
export const LARGEST = 32 * 1024 * 1024;
/** The head of a part is never longer, bytes. */
const LONGEST_HEAD = 4_096;
const HEAD_END = Buffer.from('\r\n\r\n');
const JPEG_START = Buffer.from([0xff, 0xd8]);

/**
 * Cuts a body of `multipart/x-mixed-replace` (RFC 2046) into its pictures: by the length that a part tells of itself, else by the
 * boundary after it. Cameras are lax with blanks and dashes around boundaries, and so is this.
 */
export class PartCutter {
  readonly #boundary: Buffer;
  readonly #picture: (jpeg: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);

  /** @param contentType of the answer, e.g. `multipart/x-mixed-replace; boundary=frame` */
  constructor(contentType: string, picture: (jpeg: Buffer) => void) {
    const named = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
    // Some tell it with the dashes that belong in front of it, some without.
    this.#boundary = Buffer.from(`--${(named?.[1] ?? named?.[2] ?? '').replace(/^--/, '')}`, 'latin1');
    this.#picture = picture;
  }

  /** Takes bytes as they come. @throws NoPicture where they make no sense */
  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (this.#part());
    if (this.#held.length > LARGEST) throw new NoPicture('Invalid data found: a picture has no end');
  }

  /** Takes one whole part away. @returns false where more bytes are needed */
  #part(): boolean {
    const start = this.#held.indexOf(this.#boundary);
    if (start < 0) return false;
    const head = this.#held.indexOf(HEAD_END, start);
    if (head < 0) {
      if (this.#held.length - start > LONGEST_HEAD) throw new NoPicture('Invalid data found: a part has no head');
      return false;
    }
    const body = head + HEAD_END.length;
    const told = /^content-length\s*:\s*(\d{1,9})\s*$/im.exec(this.#held.toString('latin1', start, head))?.[1];
    const end = told === undefined ? this.#held.indexOf(this.#boundary, body) : body + Number(told);
    if (end < 0 || end > this.#held.length) {
      if (end - body > LARGEST) throw new NoPicture('Invalid data found: a picture is too large');
      return false;
    }
    const part = this.#held.subarray(body, end);
    this.#held = this.#held.subarray(end);
    if (part.subarray(0, 2).equals(JPEG_START)) this.#picture(part);
    return true;
  }
}
