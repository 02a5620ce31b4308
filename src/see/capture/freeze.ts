import { Rows } from './rows.ts';
import type { Size } from './size.ts';

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
  #rows: Rows | undefined;
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
  begin(size: Size): void {
    this.#width = size.width;
    this.#rows = new Rows(size);
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
    const rows = this.#rows;
    if (!rows) throw new Error('a picture came before its size was told');
    this.#onlySpot ??= now;
    const changed = rows.take(data);
    if (changed || !this.#same) this.#same = now;
    const fresh = changed ? this.#fresh(rows) : undefined;
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

  /** The cells that move, or show what they did not lately, as one spot; undefined where there are none. */
  #fresh(rows: Rows): Spot | undefined {
    let fresh: Spot | undefined;
    let shown = 0;
    for (let cell = 0; cell < ACROSS * DOWN; cell++) {
      const [x, y] = [cell % ACROSS, Math.floor(cell / ACROSS)];
      const [left, right] = [part(x, ACROSS, this.#width), part(x + 1, ACROSS, this.#width)];
      const [first, end] = [part(y, DOWN, rows.count), part(y + 1, DOWN, rows.count)];
      // A picture of fewer rows or pixels than cells has none in some.
      if (right === left || end === first) continue;
      const { hash, shades, change } = rows.measure(left, right, first, end);
      if (shades >= SHADES) shown += 1;
      if (!this.#isNew(cell, hash) && change <= MOVES) continue;
      fresh = joined(fresh, { left: x, right: x, top: y, bottom: y });
    }
    this.#shows = shown >= SHOWN * ACROSS * DOWN;
    return fresh;
  }

  /** True if a cell did not have this value among its last ones, with which it is then. */
  #isNew(cell: number, hash: number): boolean {
    const known = this.#known[cell]!;
    if (known.includes(hash)) return false;
    known[this.#told[cell]!++ % KNOWN] = hash;
    return true;
  }
}

/** Where a part of so many equal ones begins. */
function part(index: number, parts: number, length: number): number {
  return Math.floor((index * length) / parts);
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
