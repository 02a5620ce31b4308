import { loadSimd, type SimdModule, type SimdNumber } from '../../base/simd.ts';
import type { Size } from './size.ts';

/** Every eighth row is looked at: no digit of a clock in the picture is smaller. */
const ROW_STEP = 8;

/** What the rows of a part of a picture are like. */
export interface Likeness {
  /** Of all bytes; the same for the same bytes. */
  readonly hash: number;
  /** From the darkest to the brightest. */
  readonly shades: number;
  /** Mean of the differences from the picture before. */
  readonly change: number;
}

/** What `simd/freeze` exports; its docstrings say what each is. */
interface Measurer extends SimdModule {
  readonly now: SimdNumber;
  readonly before: SimdNumber;
  readonly hash: SimdNumber;
  readonly shades: SimdNumber;
  readonly difference: SimdNumber;
  open(bytes: number): void;
  turn(): void;
  measure(start: number, stride: number, across: number, down: number): void;
}

/** Some rows of a picture's Y plane and of the one before. They lie in the memory of a WebAssembly module, which measures them. */
export class Rows {
  /** How many rows are kept. */
  readonly count: number;
  readonly #size: Size;
  readonly #measurer: Measurer;
  #now: Uint8Array;
  #before: Uint8Array;

  /** @throws RoostError where this machine cannot run the module */
  constructor(size: Size) {
    this.#size = size;
    this.count = Math.ceil(size.height / ROW_STEP);
    const bytes = size.width * this.count;
    this.#measurer = loadSimd<Measurer>(new URL('./freeze.wasm', import.meta.url));
    this.#measurer.open(bytes);
    const { memory, now, before } = this.#measurer;
    this.#now = new Uint8Array(memory.buffer, now.value, bytes);
    this.#before = new Uint8Array(memory.buffer, before.value, bytes);
  }

  /** Copies the rows of the next picture. @returns true if they differ from those before */
  take(y: Uint8Array): boolean {
    const { width, height } = this.#size;
    this.#measurer.turn();
    [this.#now, this.#before] = [this.#before, this.#now];
    for (let row = 0, to = 0; row < height; row += ROW_STEP, to += width)
      this.#now.set(y.subarray(row * width, (row + 1) * width), to);
    return Buffer.compare(this.#now, this.#before) !== 0;
  }

  /** Measures pixels `left` to `right` of the rows `first` to `end`, the latter of both exclusive and beyond the former. */
  measure(left: number, right: number, first: number, end: number): Likeness {
    const { width } = this.#size;
    this.#measurer.measure(first * width + left, width, right - left, end - first);
    const { hash, shades, difference } = this.#measurer;
    return {
      hash: hash.value >>> 0,
      shades: shades.value,
      change: difference.value / ((right - left) * (end - first)),
    };
  }
}
