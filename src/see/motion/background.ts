import type { Grid } from './grid.ts';
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
}

/**
 * What each cell of the small picture looks like when nothing moves: its mean, and how much it flickers. A cell moves when
 * it differs by more than its own threshold. Flicker is learned from what changes between two frames, so that water
 * and reeds raise their thresholds while a bird that stands still does not; it is absorbed into the mean instead.
 */
export class Background {
  readonly #mean: Float32Array;
  readonly #unrest: Float32Array;
  readonly #last: Float32Array;
  readonly #excess: Float32Array;
  readonly #cells: Int32Array;
  readonly #cols: number;
  readonly #rows: number;
  readonly #masked: Uint8Array;
  readonly #open: number;
  readonly #tone: Tone;
  #at = Number.NaN;
  #learning = LEARN_FOR;
  #frames = 0;

  constructor(grid: Grid) {
    const size = grid.cols * grid.rows;
    this.#mean = new Float32Array(size);
    this.#unrest = new Float32Array(size);
    this.#last = new Float32Array(size);
    this.#excess = new Float32Array(size);
    this.#cells = new Int32Array(size);
    this.#cols = grid.cols;
    this.#rows = grid.rows;
    this.#masked = grid.masked;
    this.#open = Math.max(1, grid.open);
    this.#tone = new Tone(grid);
  }

  /** Compares the picture with the background and learns from it. `at` in ms, increasing. */
  learn(now: Float32Array, at: number): Change {
    const elapsed = at - this.#at;
    this.#at = at;
    if (!(elapsed >= 0 && elapsed < FORGET)) {
      this.#restart(now);
      return this.#change(0, false);
    }
    const brighter = this.#tone.measure(now, this.#mean);
    const learning = this.#learning > 0 || this.#frames < LEARN_FRAMES;
    const count = this.#compare(now, elapsed, learning);
    this.#frames++;
    if (this.#learning > 0) this.#learning -= elapsed;
    if (learning) return this.#change(0, false);
    const jump = Math.abs(brighter) > JUMP_LIGHT || count > JUMP_BUSY * this.#open;
    if (jump) this.#mean.set(now);
    return this.#change(jump ? 0 : this.#doubt(count), jump);
  }

  #change(count: number, jump: boolean): Change {
    const settled = this.#learning <= 0 && this.#frames >= LEARN_FRAMES;
    return { count, cells: this.#cells, excess: this.#excess, jump, settled };
  }

  /** Takes the picture as the background; what was learned of flicker stays. */
  #restart(now: Float32Array): void {
    this.#mean.set(now);
    this.#last.set(now);
    this.#learning = LEARN_FOR;
    this.#frames = 0;
  }

  /** Drops moving cells that only do what the restless cells around them do: a gust moves reeds to where none were. */
  #doubt(count: number): number {
    const cells = this.#cells;
    const excess = this.#excess;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const cell = cells[k]!;
      const over = excess[cell]! - DEVIATIONS * Math.max(0, SPREAD * this.#unrestAround(cell) - this.#unrest[cell]!);
      if (over <= 0) continue;
      excess[cell] = over;
      cells[kept++] = cell;
    }
    return kept;
  }

  /** The most unrest of a cell and its neighbours. */
  #unrestAround(cell: number): number {
    const cols = this.#cols;
    const x = cell % cols;
    const y = (cell - x) / cols;
    let most = 0;
    for (let r = Math.max(0, y - NEAR); r <= Math.min(this.#rows - 1, y + NEAR); r++) {
      for (let c = Math.max(0, x - NEAR); c <= Math.min(cols - 1, x + NEAR); c++) {
        most = Math.max(most, this.#unrest[r * cols + c]!);
      }
    }
    return most;
  }

  #compare(now: Float32Array, elapsed: number, learning: boolean): number {
    const mean = this.#mean;
    const unrest = this.#unrest;
    const last = this.#last;
    const excess = this.#excess;
    const cells = this.#cells;
    const masked = this.#masked;
    const follow = share(elapsed, learning ? LEARN : FOLLOW);
    const absorb = share(elapsed, learning ? LEARN : ABSORB);
    const calm = share(elapsed, learning ? LEARN : UNREST);
    const shift = this.#tone.shift;
    let count = 0;
    for (let i = 0; i < now.length; i++) {
      const x = now[i]!;
      const before = mean[i]!;
      const change = shift[(before + 0.5) | 0]!;
      let expected = before + change;
      if (expected < 0) expected = 0;
      else if (expected > 255) expected = 255;
      const difference = x - expected;
      const size = Math.abs(difference);
      const restless = unrest[i]!;
      const threshold = FLOOR + DEVIATIONS * restless + UNEXPLAINED * Math.abs(change);
      // A thing that stands still differs from the mean but not from the last frame. Limited, so that one bird passing
      // does not deafen the cell, while steady flicker still grows the limit along with the threshold.
      const step = x - last[i]! - change;
      const twice = 2 * Math.abs(step);
      // The smaller of two, without a branch: noise takes each side half of the time, and the processor guesses wrong.
      let flicker = 0.5 * (size + twice - Math.abs(size - twice));
      if (flicker > 2 * threshold) flicker = 2 * threshold;
      unrest[i] = restless + (flicker - restless) * calm;
      let pull = follow;
      if (size > threshold && masked[i] === 0) {
        pull = absorb;
        excess[i] = size - threshold;
        cells[count++] = i;
      }
      mean[i] = expected + difference * pull;
    }
    last.set(now);
    return count;
  }
}

/** Share of the way that an exponential approach with time constant `constant` goes in `elapsed`. */
function share(elapsed: number, constant: number): number {
  return 1 - Math.exp(-elapsed / constant);
}
