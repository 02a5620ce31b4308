import type { Grid } from '../../../src/see/motion/grid.ts';
import type { Comparing } from '../../../src/see/motion/passes.ts';

/** What `Passes` is held against: the same two passes, cell by cell and in plain numbers. */
export class PlainPasses {
  readonly picture: Float32Array;
  readonly mean: Float32Array;
  readonly unrest: Float32Array;
  readonly #last: Float32Array;
  readonly #grid: Grid;

  constructor(grid: Grid) {
    const size = grid.cols * grid.rows;
    this.#grid = grid;
    this.picture = new Float32Array(size);
    this.mean = new Float32Array(size);
    this.unrest = new Float32Array(size);
    this.#last = new Float32Array(size);
  }

  read(y: Uint8Array): number {
    const { cols, rows, left, right, upper, lower } = this.#grid;
    let total = 0;
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < cols; c++) {
        const [above, below] = [upper[r]!, lower[r]!];
        const sum = y[above + left[c]!]! + y[above + right[c]!]! + y[below + left[c]!]! + y[below + right[c]!]!;
        this.picture[r * cols + c] = sum / 4;
        total += sum;
      }
    return total / (4 * cols * rows);
  }

  restart(): void {
    this.mean.set(this.picture);
    this.#last.set(this.picture);
  }

  /** @returns by how much each cell exceeds its threshold; at most 0 where it does not move, and in a mask */
  compare({ floor, deviations, unexplained, follow, absorb, calm }: Comparing, shift: Float32Array): number[] {
    return Array.from(this.picture, (now, i) => {
      const change = shift[Math.floor(this.mean[i]! + 0.5)]!;
      const expected = Math.min(255, Math.max(0, this.mean[i]! + change));
      const distance = Math.abs(now - expected);
      const threshold = floor + deviations * this.unrest[i]! + unexplained * Math.abs(change);
      const step = Math.abs(now - this.#last[i]! - change);
      const flicker = Math.min(distance, 2 * step, 2 * threshold);
      this.unrest[i] = this.unrest[i]! + (flicker - this.unrest[i]!) * calm;
      const moves = distance > threshold && this.#grid.masked[i] === 0;
      this.mean[i] = expected + (now - expected) * (moves ? absorb : follow);
      this.#last[i] = now;
      return this.#grid.masked[i] === 0 ? distance - threshold : 0;
    });
  }
}
