import { Recurrence } from './recurrence.ts';
import { Rows } from './rows.ts';
import type { Size } from './size.ts';

/** Cells of a picture, across and down. */
const [ACROSS, DOWN] = [16, 9];
const CELLS = ACROSS * DOWN;
/** Pictures nearer to the last than this (ms) are not looked at. */
const LOOK_MS = 500;
/** A cell that changes by more than this in the mean moves: compression alone changes it by less, or at a key picture by less than so. */
const MOVES = 6;
const MOVES_AT_KEY = 18;
/** Texts that count time change so many cells at most. */
const TEXTS = CELLS / 8;
/** Shades that a cell has at least, if it shows anything; and so much of a picture shows something, or it is too dark to judge. */
const SHADES = 8;
const SHOWN = CELLS / 10;
/** Shades of a cell that shows so much detail that noise of a sensor shows as well; and so many such cells come again in a frozen picture. */
const DETAIL = 12;
const COME_AGAIN = CELLS / 10;
/** The same picture is frozen after so many key pictures, each of which is coded from what the sensor sees. */
const KEYS = 3;
/** One that comes again is frozen after so long (ms), and so many key pictures, of which none is nearer than this (ms) to the last. */
const AGAIN_MS = 600_000;
const AGAIN_KEYS = 16;
const KEY_MS = 1_500;

/** A time (ms), and the key packets until then. */
interface Moment {
  readonly at: number;
  readonly keys: number;
}

/**
 * Notices a picture that shows nothing new. A sensor is never without noise; a strong compression leaves the same picture for minutes,
 * but codes it anew at each key picture, and what has some detail comes out otherwise each time. So a picture that stays the same to the
 * bit over several key pictures is one that the camera sends again and again. Where texts in it count the time, or the encoder has
 * several ways to code it, the picture is frozen if for ten minutes a good part of it came as it had come before, and nothing moved
 * but texts. A picture in which hardly anything shows is never called frozen: it may be the night.
 */
export class FreezeWatch {
  readonly #frozenAfter: number;
  #width = 0;
  #rows: Rows | undefined;
  #frozen = false;
  /** What the cells of the last picture that was looked at show. */
  readonly #hashes = new Uint32Array(CELLS);
  readonly #shades = new Uint8Array(CELLS);
  #recurrence = new Recurrence(CELLS);
  /** The cells that moved since `#again`. */
  readonly #moving = new Set<number>();
  /** The last picture looked at, whether a key picture came with it, and the last that went into what comes again. */
  #looked: Moment | undefined;
  #atKey = false;
  #sampled: Moment | undefined;
  /** Since when the picture is the same, and since when much comes again and nothing moves but texts. */
  #same: Moment | undefined;
  #again: (Moment & { samples: number }) | undefined;

  /** @param frozenAfter how long (ms) a picture is the same before it is called frozen */
  constructor(frozenAfter: number) {
    this.#frozenAfter = frozenAfter;
  }

  /** Forgets all pictures: a stream of this size begins. */
  begin(size: Size): void {
    this.#width = size.width;
    this.#rows = new Rows(size);
    this.#recurrence = new Recurrence(CELLS);
    this.#shades.fill(0);
    this.#moving.clear();
    this.#looked = this.#sampled = this.#same = this.#again = undefined;
    this.#frozen = false;
  }

  /**
   * @param data the frame; only its Y plane is read @param at its time in milliseconds
   * @param keys key packets of the stream until now
   * @returns true if the picture is frozen
   */
  see(data: Uint8Array, at: number, keys: number): boolean {
    const rows = this.#rows;
    if (!rows) throw new Error('a picture came before its size was told');
    if (this.#looked && at - this.#looked.at < LOOK_MS) return this.#frozen;
    const now = { at, keys };
    this.#sample(now);
    // A key packet is told of some pictures before it is decoded.
    const isKey = keys !== this.#looked?.keys;
    const [nearKey, before] = [isKey || this.#atKey, this.#looked];
    this.#atKey = isKey;
    this.#looked = now;
    if (rows.take(data) || !before) {
      this.#same = now;
      this.#measure(rows, before ? (nearKey ? MOVES_AT_KEY : MOVES) : Number.POSITIVE_INFINITY);
    }
    if (this.#moving.size > TEXTS) this.#beginAgain();
    this.#frozen = this.#isFrozen(now);
    return this.#frozen;
  }

  #isFrozen({ at, keys }: Moment): boolean {
    const [same, again] = [this.#same!, this.#again];
    if (at - same.at > this.#frozenAfter && keys - same.keys >= KEYS) return this.#count(SHADES) >= SHOWN;
    return again !== undefined && at - again.at > AGAIN_MS && again.samples >= AGAIN_KEYS;
  }

  /** Takes the last picture before a new key picture as one that was coded anew. */
  #sample(now: Moment): void {
    const [last, picture] = [this.#sampled, this.#looked];
    if (!picture || now.keys === (last?.keys ?? picture.keys) || now.at - (last?.at ?? 0) < KEY_MS) return;
    this.#sampled = now;
    this.#recurrence.take(this.#hashes);
    if (this.#count(DETAIL, (cell) => this.#recurrence.comesAgain(cell)) < COME_AGAIN) this.#beginAgain();
    else {
      this.#again ??= { ...now, samples: 0 };
      this.#again.samples += 1;
    }
  }

  #beginAgain(): void {
    this.#again = undefined;
    this.#moving.clear();
  }

  /** How many cells have so many shades, of those that are asked for. */
  #count(shades: number, asked: (cell: number) => boolean = () => true): number {
    let count = 0;
    for (let cell = 0; cell < CELLS; cell++) if (this.#shades[cell]! >= shades && asked(cell)) count += 1;
    return count;
  }

  /** Takes in what each cell shows; those that changed by more than `moves` move. */
  #measure(rows: Rows, moves: number): void {
    for (let cell = 0; cell < CELLS; cell++) {
      const [x, y] = [cell % ACROSS, Math.floor(cell / ACROSS)];
      const [left, right] = [part(x, ACROSS, this.#width), part(x + 1, ACROSS, this.#width)];
      const [first, end] = [part(y, DOWN, rows.count), part(y + 1, DOWN, rows.count)];
      // A picture of fewer rows or pixels than cells has none in some.
      if (right === left || end === first) continue;
      const { hash, shades, change } = rows.measure(left, right, first, end);
      this.#hashes[cell] = hash;
      this.#shades[cell] = shades;
      if (change > moves) this.#moving.add(cell);
    }
  }
}

/** Where a part of so many equal ones begins. */
function part(index: number, parts: number, length: number): number {
  return Math.floor((index * length) / parts);
}
