/** Bytes of one yuv420p picture. */
export function frameBytes(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/**
 * Cuts a stream of bytes into pictures of one size. Each byte is copied once, into the buffer in use; whoever is handed
 * a full buffer gives back the one to fill next, so nothing is allocated for a frame.
 */
export class FrameCutter {
  readonly #complete: (data: Uint8Array) => Uint8Array;
  #buffer: Uint8Array;
  #filled = 0;

  /** @param complete is handed a full buffer and answers with the next one, of the same size */
  constructor(buffer: Uint8Array, complete: (data: Uint8Array) => Uint8Array) {
    this.#buffer = buffer;
    this.#complete = complete;
  }

  /** Bytes that the picture in work still needs: a `push` of no more completes at most one. */
  get missing(): number {
    return this.#buffer.length - this.#filled;
  }

  push(chunk: Uint8Array): void {
    let read = 0;
    while (read < chunk.length) {
      const end = Math.min(chunk.length, read + this.missing);
      this.#buffer.set(read === 0 && end === chunk.length ? chunk : chunk.subarray(read, end), this.#filled);
      this.#filled += end - read;
      read = end;
      if (this.#filled === this.#buffer.length) {
        this.#filled = 0;
        this.#buffer = this.#complete(this.#buffer);
      }
    }
  }

  /** Forgets an incomplete picture. */
  reset(): void {
    this.#filled = 0;
  }
}
