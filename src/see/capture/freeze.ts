import type { Size } from './size.ts';

/** Every eighth row is looked at: no digit of a clock in the picture is smaller. */
const ROW_STEP = 8;
/** Cells of a picture, across and down. */
const [ACROSS, DOWN] = [16, 9];
/** A clock text changes cells within so many, across and down. */
const SPOT = { across: 8, down: 3 };
/** A cell that changes by more than this in the mean moves: compression alone changes it by less. */
const MOVES = 6;
/** So many values of a cell are remembered: what comes again is nothing new, unless it moves. */
const KNOWN = 32;
/** Shades that a cell has at least, if it shows anything; and so much of a picture shows something, or it is too dark to judge. */
const SHADES = 8;
const SHOWN = 0.1;
/** The same picture is frozen after so many key pictures, each of which is coded from what the sensor sees. */
const KEYS = 3;
/** Nothing new but in one spot is frozen after so long (ms), and so many key pictures. */
const SPOT_MS = 600_000;
const SPOT_KEYS = 8;

/** A time (ms), and the key packets until then. */
interface Moment {
  readonly at: number;
  readonly keys: number;
}

/** Cells that lie together; the ends belong to it. */
interface Spot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Notices a picture that shows nothing new. A sensor is never without noise; a strong compression leaves the same picture for minutes,
 * but codes it anew at each key picture, and some of it comes out otherwise, here or there. So a picture that stays the same to the
 * bit over several key pictures is one that the camera sends again and again. Where it still codes it anew, or writes its clock
 * into it, the picture is frozen if for ten minutes nothing came that was not there before, or only in one spot. A picture in which
 * hardly anything shows is never called frozen: it may be the night.
 */
export class FreezeWatch {
  readonly #frozenAfter: number;
  #width = 0;
  #height = 0;
  #last = new Uint8Array(0);
  #before = new Uint8Array(0);
  #known: Uint32Array[] = [];
  #told = new Uint32Array(0);
  #shows = false;
  /** Since when the picture is the same, and since when nothing was new but in one spot. */
  #same: Moment | undefined;
  #onlySpot: Moment | undefined;
  #spot: Spot | undefined;

  /** @param frozenAfter how long (ms) a picture is the same before it is called frozen */
  constructor(frozenAfter: number) {
    this.#frozenAfter = frozenAfter;
  }

  /** Forgets all pictures: a stream of this size begins. */
  begin({ width, height }: Size): void {
    this.#width = width;
    this.#height = height;
    this.#last = new Uint8Array(width * Math.ceil(height / ROW_STEP));
    this.#before = new Uint8Array(this.#last.length);
    this.#known = Array.from({ length: ACROSS * DOWN }, () => new Uint32Array(KNOWN));
    this.#told = new Uint32Array(ACROSS * DOWN);
    this.#same = undefined;
    this.#onlySpot = undefined;
    this.#spot = undefined;
  }

  /**
   * @param data the frame; only its Y plane is read @param at its time in milliseconds
   * @param keys key packets of the stream until now
   * @returns true if the picture is frozen
   */
  see(data: Uint8Array, at: number, keys: number): boolean {
    const now = { at, keys };
    this.#onlySpot ??= now;
    const changed = this.#take(data);
    if (changed || !this.#same) this.#same = now;
    const fresh = changed ? this.#fresh() : undefined;
    if (fresh) {
      this.#spot = joined(this.#spot, fresh);
      if (!fits(this.#spot)) {
        this.#onlySpot = now;
        this.#spot = fits(fresh) ? fresh : undefined;
      }
    }
    const lasts = (since: Moment, ms: number, times: number) => at - since.at > ms && keys - since.keys >= times;
    return this.#shows && (lasts(this.#same, this.#frozenAfter, KEYS) || lasts(this.#onlySpot, SPOT_MS, SPOT_KEYS));
  }

  /** Copies the rows that are looked at. @returns true if they differ from those before */
  #take(data: Uint8Array): boolean {
    for (let y = 0, to = 0; y < this.#height; y += ROW_STEP, to += this.#width)
      this.#before.set(data.subarray(y * this.#width, (y + 1) * this.#width), to);
    [this.#last, this.#before] = [this.#before, this.#last];
    return Buffer.compare(this.#last, this.#before) !== 0;
  }

  /** The cells that move, or show what they did not lately, as one spot; undefined where there are none. */
  #fresh(): Spot | undefined {
    let fresh: Spot | undefined;
    let shown = 0;
    const rows = this.#last.length / this.#width;
    for (let cell = 0; cell < ACROSS * DOWN; cell++) {
      const [x, y] = [cell % ACROSS, Math.floor(cell / ACROSS)];
      const { hash, shades, moves } = this.#cell(x, y, rows);
      if (shades >= SHADES) shown += 1;
      if (!this.#isNew(cell, hash) && !moves) continue;
      fresh = joined(fresh, { left: x, right: x, top: y, bottom: y });
    }
    this.#shows = shown >= SHOWN * ACROSS * DOWN;
    return fresh;
  }

  /** FNV-1a of what was copied of a cell, how many shades it spans, and whether it differs much from the one before. */
  #cell(x: number, y: number, rows: number) {
    const [from, to] = [Math.floor((x * this.#width) / ACROSS), Math.floor(((x + 1) * this.#width) / ACROSS)];
    const [first, end] = [Math.floor((y * rows) / DOWN), Math.floor(((y + 1) * rows) / DOWN)];
    let [hash, low, high, difference] = [0x811c9dc5, 255, 0, 0];
    for (let row = first; row < end; row++)
      for (let i = row * this.#width + from; i < row * this.#width + to; i++) {
        const value = this.#last[i]!;
        hash = Math.imul(hash ^ value, 0x01000193);
        difference += Math.abs(value - this.#before[i]!);
        if (value < low) low = value;
        if (value > high) high = value;
      }
    const moves = difference > MOVES * (end - first) * (to - from);
    return { hash: hash >>> 0, shades: high - low, moves };
  }

  /** True if a cell did not have this value among its last ones, with which it is then. */
  #isNew(cell: number, hash: number): boolean {
    const known = this.#known[cell]!;
    if (known.includes(hash)) return false;
    known[this.#told[cell]!++ % KNOWN] = hash;
    return true;
  }
}

function joined(a: Spot | undefined, b: Spot): Spot {
  if (!a) return b;
  return {
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    top: Math.min(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

function fits({ left, right, top, bottom }: Spot): boolean {
  return right - left < SPOT.across && bottom - top < SPOT.down;
}
