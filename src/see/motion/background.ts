import type { Grid } from './grid.ts';
import { type Comparing, Passes } from './passes.ts';
import { Tone } from './tone.ts';

/** Smallest difference that can be motion, in grey levels of 255. */
const FLOOR = 7;
/** How many mean deviations a cell must differ by, beyond the floor. */
const DEVIATIONS = 4;
/** How much of the most unrest within how many cells is expected of a cell. */
const SPREAD = 0.7;
const NEAR = 2;
/** How fast a quiet cell follows the picture, how fast a moving one is absorbed, and how fast deviations are learned: ms. */
const FOLLOW = 4_000;
const ABSORB = 12_000;
const UNREST = 6_000;
/** While it learns, it learns this fast: ms. */
const LEARN = 700;
/** A picture counts as learned after this long, and after that many frames. */
const LEARN_FOR = 2_000;
const LEARN_FRAMES = 8;
/** A gap after which nothing that was learned of the means holds: ms. */
const FORGET = 10_000;
/** Change of light in one frame, as a fraction, and share of moving cells, from which on the whole picture changed. */
const JUMP_LIGHT = 0.25;
const JUMP_BUSY = 0.3;
/** What part of a change of light may stay unexplained in a cell: cameras are not linear, highlights clip. */
const UNEXPLAINED = 0.5;

/** What one picture did to the background. Valid until the next. */
export interface Change {
  /** How many of `cells` are filled: the moving cells, ascending. */
  readonly count: number;
  readonly cells: Int32Array;
  /** By how many grey levels each cell of the grid exceeds its threshold; true only for moving cells. */
  readonly excess: Float32Array;
  readonly jump: boolean;
  readonly settled: boolean;
  /** Mean of the picture, 0 to 255. */
  readonly luma: number;
}

/**
 * What each cell of the small picture looks like when nothing moves: its mean, and how much it flickers. A cell moves when
 * it differs by more than its own threshold. Flicker is learned from what changes between two frames, so that water
 * and reeds raise their thresholds while a bird that stands still does not; it is absorbed into the mean instead.
 */
export class Background {
  readonly #passes: Passes;
  readonly #cols: number;
  readonly #rows: number;
  readonly #open: number;
  readonly #tone: Tone;
  #at = Number.NaN;
  #learning = LEARN_FOR;
  #frames = 0;

  constructor(grid: Grid) {
    this.#passes = new Passes(grid);
    this.#cols = grid.cols;
    this.#rows = grid.rows;
    this.#open = Math.max(1, grid.open);
    this.#tone = new Tone(grid, this.#passes.shift);
  }

  /**
   * Compares the next frame with the background and learns from it.
   * @param y begins with the frame's Y plane @param at ms, increasing
   */
  learn(y: Uint8Array, at: number): Change {
    const passes = this.#passes;
    const luma = passes.read(y);
    const elapsed = at - this.#at;
    this.#at = at;
    if (!(elapsed >= 0 && elapsed < FORGET)) {
      this.#restart();
      return this.#change(0, false, luma);
    }
    const brighter = this.#tone.measure(passes.picture, passes.mean);
    const learning = this.#learning > 0 || this.#frames < LEARN_FRAMES;
    const count = passes.compare(comparing(elapsed, learning));
    this.#frames++;
    if (this.#learning > 0) this.#learning -= elapsed;
    if (learning) return this.#change(0, false, luma);
    const jump = Math.abs(brighter) > JUMP_LIGHT || count > JUMP_BUSY * this.#open;
    if (jump) passes.mean.set(passes.picture);
    return this.#change(jump ? 0 : this.#doubt(count), jump, luma);
  }

  #change(count: number, jump: boolean, luma: number): Change {
    const settled = this.#learning <= 0 && this.#frames >= LEARN_FRAMES;
    const { cells, excess } = this.#passes;
    return { count, cells, excess, jump, settled, luma };
  }

  /** Takes the picture as the background; what was learned of flicker stays. */
  #restart(): void {
    this.#passes.restart();
    this.#learning = LEARN_FOR;
    this.#frames = 0;
  }

  /** Drops moving cells that only do what the restless cells around them do: a gust moves reeds to where none were. */
  #doubt(count: number): number {
    const { cells, excess, unrest } = this.#passes;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const cell = cells[k]!;
      const over = excess[cell]! - DEVIATIONS * Math.max(0, SPREAD * this.#unrestAround(cell) - unrest[cell]!);
      if (over <= 0) continue;
      excess[cell] = over;
      cells[kept++] = cell;
    }
    return kept;
  }

  /** The most unrest of a cell and its neighbours. */
  #unrestAround(cell: number): number {
    const cols = this.#cols;
    const { unrest } = this.#passes;
    const x = cell % cols;
    const y = (cell - x) / cols;
    let most = 0;
    for (let r = Math.max(0, y - NEAR); r <= Math.min(this.#rows - 1, y + NEAR); r++) {
      for (let c = Math.max(0, x - NEAR); c <= Math.min(cols - 1, x + NEAR); c++) {
        most = Math.max(most, unrest[r * cols + c]!);
      }
    }
    return most;
  }
}

/** How a picture is compared that comes so long (ms) after the last. */
function comparing(elapsed: number, learning: boolean): Comparing {
  return {
    floor: FLOOR,
    deviations: DEVIATIONS,
    unexplained: UNEXPLAINED,
    follow: share(elapsed, learning ? LEARN : FOLLOW),
    absorb: share(elapsed, learning ? LEARN : ABSORB),
    calm: share(elapsed, learning ? LEARN : UNREST),
  };
}

/** Share of the way that an exponential approach with time constant `constant` goes in `elapsed`. */
function share(elapsed: number, constant: number): number {
  return 1 - Math.exp(-elapsed / constant);
}
