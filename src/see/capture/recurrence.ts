/** So many values of a cell are remembered. */
const KNOWN = 64;
/** The share of what comes again is one over so many of the last pictures; fewer at first. */
const OVER = 64;
/** A cell comes again if so many of its pictures showed what an earlier one showed. */
const AGAIN = 0.8;
/** So many of the cells that come again, in so many pictures one after the other, show what they never did: it is another picture. */
const STRANGE = 0.75;
const STRANGE_TIMES = 3;

/**
 * Tells which cells of a picture show the same few things again and again, over pictures of which each was coded anew. A sensor's
 * noise gives every cell with some detail another value each time, however strong the compression; a picture that stands still gives the
 * same ones, or as many as the encoder has ways to code it.
 */
export class Recurrence {
  readonly #known: readonly Uint32Array[];
  readonly #told: Uint32Array;
  readonly #share: Float64Array;
  #pictures = 0;
  #strange = 0;

  /** @param cells how many a picture has */
  constructor(cells: number) {
    this.#known = Array.from({ length: cells }, () => new Uint32Array(KNOWN));
    this.#told = new Uint32Array(cells);
    this.#share = new Float64Array(cells);
  }

  /** Takes in a picture. @param hashes what each cell shows, as a number */
  take(hashes: Uint32Array): void {
    const weight = 1 / Math.min(OVER, ++this.#pictures);
    let [again, other] = [0, 0];
    for (const [cell, hash] of hashes.entries()) {
      const known = this.#known[cell]!.includes(hash);
      if (this.comesAgain(cell)) {
        again += 1;
        if (!known) other += 1;
      }
      if (!known) this.#known[cell]![this.#told[cell]!++ % KNOWN] = hash;
      this.#share[cell]! += (Number(known) - this.#share[cell]!) * weight;
    }
    // An encoder may code all of a still picture otherwise for one or two of its key pictures, as when all digits of a clock change.
    this.#strange = again > 0 && other > again * STRANGE ? this.#strange + 1 : 0;
    if (this.#strange >= STRANGE_TIMES) this.#forget();
  }

  /** True if a cell showed lately what it had shown before. */
  comesAgain(cell: number): boolean {
    return this.#share[cell]! >= AGAIN;
  }

  #forget(): void {
    this.#share.fill(0);
    this.#pictures = 0;
    this.#strange = 0;
  }
}
