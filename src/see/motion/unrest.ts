import type { Blob } from './blobs.ts';
import type { Grid } from './grid.ts';

/** Side of a block in cells. */
const BLOCK = 8;
/** How fast a block gets used to blobs, how fast it forgets them: ms. */
const RISE = 3_000;
const FALL = 40_000;
/** How many times the mass that a block is used to a blob must have. */
const MARGIN = 2;
/** How much of a block's unrest is expected of its neighbours. */
const BESIDE = 0.7;
/** Least mass of a blob that passes, and most that a block learns from one, in grey levels: no water makes an animal usual. */
const LEAST = 20;
const MOST = 60;
/** So many blobs a frame double the least mass, and this is how fast their number is learned, ms: rain is everywhere. */
const CROWD = 10;
const CROWDING = 3_000;

/**
 * Glitter, rain and reeds put small blobs now here, now there: no single cell learns them. So each block of cells learns
 * how large a blob is usual in it and its neighbours, and only larger ones pass. What is usual rises slowly enough that
 * an animal crossing a block has left before the block is used to it.
 */
export class Unrest {
  readonly #cols: number;
  readonly #rows: number;
  readonly #usual: Float64Array;
  /** Blobs in a frame, as of late. */
  #crowd = 0;
  #at = Number.NaN;

  constructor({ cols, rows }: Grid) {
    this.#cols = Math.ceil(cols / BLOCK);
    this.#rows = Math.ceil(rows / BLOCK);
    this.#usual = new Float64Array(this.#cols * this.#rows);
  }

  /** The blobs that are more than the usual unrest of their place; learns from all of them. */
  sift(blobs: readonly Blob[], at: number, settled: boolean): Blob[] {
    const elapsed = Math.max(0, at - this.#at) || 0;
    this.#at = at;
    const keep = Math.exp(-elapsed / FALL);
    const usual = this.#usual;
    for (let i = 0; i < usual.length; i++) usual[i] = usual[i]! * keep;
    this.#crowd += (blobs.length - this.#crowd) * (1 - Math.exp(-elapsed / CROWDING));
    const least = LEAST * (1 + this.#crowd / CROWD);
    const passed = settled ? blobs.filter((blob) => blob.mass > least + MARGIN * this.#around(blob)) : [];
    const rise = 1 - Math.exp(-elapsed / RISE);
    for (const blob of blobs) this.#learn(blob, Math.min(blob.mass, MOST), rise);
    return passed;
  }

  #learn({ left, top, right, bottom }: Blob, mass: number, rise: number): void {
    for (let r = block(top); r <= block(bottom - 1); r++) {
      for (let c = block(left); c <= block(right - 1); c++) {
        const i = r * this.#cols + c;
        this.#usual[i] = Math.max(this.#usual[i]!, this.#usual[i]! + (mass - this.#usual[i]!) * rise);
      }
    }
  }

  /** What is usual where the blob is, or, a little less, beside it. */
  #around({ left, top, right, bottom }: Blob): number {
    let most = 0;
    for (let r = Math.max(0, block(top) - 1); r <= Math.min(this.#rows - 1, block(bottom - 1) + 1); r++) {
      for (let c = Math.max(0, block(left) - 1); c <= Math.min(this.#cols - 1, block(right - 1) + 1); c++) {
        const beside = r < block(top) || r > block(bottom - 1) || c < block(left) || c > block(right - 1);
        most = Math.max(most, this.#usual[r * this.#cols + c]! * (beside ? BESIDE : 1));
      }
    }
    return most;
  }
}

function block(cell: number): number {
  return Math.floor(cell / BLOCK);
}
