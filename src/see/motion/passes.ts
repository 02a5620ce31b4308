import { loadSimd, type SimdModule, type SimdNumber } from '../../base/simd.ts';
import type { Grid } from './grid.ts';

/** What decides how a picture is held against the background. */
export interface Comparing {
  /** Least threshold in grey levels, how many times a cell's unrest is added to it, and what part of a change of light. */
  readonly floor: number;
  readonly deviations: number;
  readonly unexplained: number;
  /** Share of the way to the picture that the mean of a quiet cell goes, and that of a moving one. */
  readonly follow: number;
  readonly absorb: number;
  /** The same for unrest. */
  readonly calm: number;
}

/** What `simd/motion` exports; its docstrings say what each is. */
interface Passer extends SimdModule {
  readonly columns: SimdNumber;
  readonly lines: SimdNumber;
  readonly picture: SimdNumber;
  readonly mean: SimdNumber;
  readonly unrest: SimdNumber;
  readonly excess: SimdNumber;
  readonly cells: SimdNumber;
  readonly watched: SimdNumber;
  readonly shift: SimdNumber;
  open(width: number, cols: number, rows: number): void;
  readRow(row: number): number;
  restart(): void;
  compare(floor: number, deviations: number, unexplained: number, follow: number, absorb: number, calm: number): number;
}

/**
 * The passes over every cell of one camera's picture, four cells at once: WebAssembly, written in `simd/motion`, with a
 * memory of its own. The arrays lie in it.
 */
export class Passes {
  /** The picture that was read last: grey levels of the cells, 0 to 255 with quarters. */
  readonly picture: Float32Array;
  /** What a cell looks like when nothing moves, and by how many grey levels it flickers. */
  readonly mean: Float32Array;
  readonly unrest: Float32Array;
  /** By how many grey levels a moving cell exceeds its threshold. */
  readonly excess: Float32Array;
  /** The moving cells, ascending; as many as `compare` says. */
  readonly cells: Int32Array;
  /** By how many grey levels a cell of the background, by its rounded grey level, is expected to have changed. */
  readonly shift: Float32Array;
  readonly #passer: Passer;
  readonly #grid: Grid;
  readonly #lines: Uint8Array;
  /** Of no use but that what gives it is not left out. */
  #touched = 0;

  /** @throws RoostError where this machine cannot run it */
  constructor(grid: Grid) {
    const { width, cols, rows, left, right, masked } = grid;
    const passer = loadSimd<Passer>(new URL('./motion.wasm', import.meta.url));
    passer.open(width, cols, rows);
    const { buffer } = passer.memory;
    const size = cols * rows;
    const columns = new Uint32Array(buffer, passer.columns.value, 2 * cols);
    for (let c = 0; c < cols; c++) columns.set([left[c]!, right[c]!], 2 * c);
    new Uint8Array(buffer, passer.watched.value, size).set(masked.map((mask) => 255 * (1 - mask)));
    this.picture = new Float32Array(buffer, passer.picture.value, size);
    this.mean = new Float32Array(buffer, passer.mean.value, size);
    this.unrest = new Float32Array(buffer, passer.unrest.value, size);
    this.excess = new Float32Array(buffer, passer.excess.value, size);
    this.cells = new Int32Array(buffer, passer.cells.value, size);
    this.shift = new Float32Array(buffer, passer.shift.value, 256);
    this.#lines = new Uint8Array(buffer, passer.lines.value, 2 * width);
    this.#passer = passer;
    this.#grid = grid;
  }

  /** Reads the small picture from a Y plane. @returns its mean, 0 to 255 */
  read(y: Uint8Array): number {
    const { width, cols, rows, upper, lower } = this.#grid;
    let total = 0;
    // Two lines at a time, which stay in the processor's nearest cache.
    for (let r = 0; r < rows; r++) {
      const [above, below] = [upper[r]!, lower[r]!];
      this.#touched = (this.#touched + touch(y, above, below, width)) | 0;
      this.#lines.set(y.subarray(above, above + width));
      this.#lines.set(y.subarray(below, below + width), width);
      total += this.#passer.readRow(r);
    }
    return total / (4 * cols * rows);
  }

  /** Takes the picture as the background; what was learned of flicker stays. */
  restart(): void {
    this.#passer.restart();
  }

  /**
   * Holds the picture against the background, and learns from it: a cell moves where it differs from its mean, shifted by
   * the change of light, by more than its own threshold. @returns how many cells move
   */
  compare({ floor, deviations, unexplained, follow, absorb, calm }: Comparing): number {
    return this.#passer.compare(floor, deviations, unexplained, follow, absorb, calm);
  }
}

/** A line of a processor's cache, bytes. */
const CACHE_LINE = 64;

/**
 * Asks the memory for two lines of a frame at once. Copying asks for one piece after the other and waits for each, which
 * took twice as long where a frame is not in the cache any more.
 */
function touch(y: Uint8Array, above: number, below: number, width: number): number {
  let sum = 0;
  for (let x = 0; x < width; x += CACHE_LINE) sum += y[above + x]! + y[below + x]!;
  return sum;
}
