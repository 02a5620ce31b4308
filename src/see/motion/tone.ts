import type { Grid } from './grid.ts';

/** Brightness bands: 8 of 32 grey levels. */
const BANDS = 8;
const WIDTH = 256 / BANDS;
/** Differences from -255 to 255, one bin a grey level. */
const BINS = 511;
/** Fewer cells than this tell nothing about their band: an animal could be most of them. */
const ENOUGH = 40;

/**
 * How the light changed from the background to the picture. A camera's exposure is not one factor: highlights are
 * compressed. So each band of brightness has its own shift, the median over cells all over the picture, which no animal
 * moves; between the bands it is interpolated.
 */
export class Tone {
  readonly #shift: Float32Array;
  readonly #probes: Int32Array;
  readonly #bins = new Int32Array(BANDS * BINS);
  readonly #counts = new Int32Array(BANDS);
  readonly #sums = new Float64Array(BANDS);

  /** @param shift of 256: where it writes by how many grey levels a cell of a level is expected to have changed */
  constructor({ cols, rows, masked }: Grid, shift: Float32Array) {
    this.#shift = shift;
    const probes: number[] = [];
    for (let i = 0; i < cols * rows; i++) {
      const c = i % cols;
      // Counted from both sides, so that a mirrored picture has the mirrored probes.
      if (masked[i] === 0 && (c % 7 === 0 || (cols - 1 - c) % 7 === 0) && Math.floor(i / cols) % 2 === 0)
        probes.push(i);
    }
    this.#probes = Int32Array.from(probes);
  }

  /** Measures the shift and returns by what fraction the whole picture became brighter (above 0) or darker (below). */
  measure(now: Float32Array, mean: Float32Array): number {
    this.#count(now, mean);
    const shift = this.#shift;
    let from = 0;
    let [grey, change] = [0, 0];
    let [total, changed] = [0, 0];
    for (let band = 0; band < BANDS; band++) {
      const count = this.#counts[band]!;
      if (count < ENOUGH) continue;
      const nextGrey = this.#sums[band]! / count;
      const nextChange = this.#median(band);
      const to = Math.round(nextGrey);
      const slope = (nextChange - change) / Math.max(1, nextGrey - grey);
      for (; from <= to; from++) shift[from] = change + (from - grey) * slope;
      [grey, change] = [nextGrey, nextChange];
      total += this.#sums[band]!;
      changed += nextChange * count;
    }
    shift.fill(change, from);
    return total > 0 ? changed / total : 0;
  }

  #count(now: Float32Array, mean: Float32Array): void {
    const bins = this.#bins.fill(0);
    const counts = this.#counts.fill(0);
    const sums = this.#sums.fill(0);
    const probes = this.#probes;
    for (let k = 0; k < probes.length; k++) {
      const i = probes[k]!;
      const was = mean[i]!;
      const band = (was / WIDTH) | 0;
      const bin = (now[i]! - was + 255.5) | 0;
      bins[band * BINS + bin] = bins[band * BINS + bin]! + 1;
      counts[band] = counts[band]! + 1;
      sums[band] = sums[band]! + was;
    }
  }

  /** Median difference in a band, interpolated within its bin. */
  #median(band: number): number {
    let left = this.#counts[band]! / 2;
    let bin = band * BINS;
    while (left > this.#bins[bin]!) left -= this.#bins[bin++]!;
    return bin - band * BINS - 255.5 + left / this.#bins[bin]!;
  }
}
