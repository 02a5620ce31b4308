import type { Box, Point } from '../../base/domain.ts';
import { watched } from './plan.ts';
import { type Size, same, WHOLE } from './squares.ts';

/** How a camera is swept. */
export interface SweepOptions {
  readonly size: Size;
  /** Time from the start of one round to the next: ms; 4000 by default. */
  readonly every?: number;
  /** Side of the square tiles as a fraction of the frame's shorter side, above 0 to 1; the whole frame without it. */
  readonly tiles?: number;
  /** Tiles that show nothing of any zone, or only masks, are left out. */
  readonly zones?: readonly (readonly Point[])[];
  readonly masks?: readonly (readonly Point[])[];
}

/** Least overlap of neighbouring tiles, as a fraction of their side: an animal on a seam is whole in one of them. */
const OVERLAP = 0.15;

/** Least time between two rounds, however often the picture changes: ms. */
const HURRY = 1_000;

/** When to sweep the frame for what stands still, and which tiles of the round have not been looked at yet. */
export class SweepSchedule {
  readonly #every: number;
  readonly #tiles: readonly Box[];
  #pending: readonly Box[] = [];
  #next = Number.NEGATIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor({ size, every = 4_000, tiles, zones = [], masks = [] }: SweepOptions) {
    this.#every = every;
    const all = tiles === undefined ? [WHOLE] : tilesOf(size, tiles);
    this.#tiles = all.filter((tile) => shows(tile, zones, masks));
  }

  /** What is to be looked at now: all of a round that is due, the rest of one that has begun, or nothing. */
  due(at: number): readonly Box[] {
    if (this.#pending.length === 0 && at >= this.#next) {
      this.#pending = this.#tiles;
      this.#begin(at);
    }
    return this.#pending;
  }

  /** Tells what has been looked at. A round that came late moves the next one along. */
  swept(looked: readonly Box[], at: number): void {
    const before = this.#pending.length;
    this.#pending = this.#pending.filter((tile) => !looked.some((box) => same(box, tile)));
    if (before === this.#tiles.length && this.#pending.length < before) this.#begin(at);
  }

  /** Makes a round due at once, though not sooner than a second after the last: the picture is no longer the one swept. */
  hurry(): void {
    this.#next = Math.min(this.#next, this.#last + HURRY);
  }

  /** Makes a round due with the next frame, from its first tile: what was swept last was not looked at. */
  again(): void {
    this.#pending = [];
    this.#next = Number.NEGATIVE_INFINITY;
  }

  #begin(at: number): void {
    this.#last = at;
    this.#next = at + this.#every;
  }
}

/** Square tiles that cover the frame, evenly spread, overlapping by at least 15%; corners on even pixels. */
export function tilesOf({ width, height }: Size, fraction: number): Box[] {
  const shorter = Math.min(width, height);
  const side = Math.min(shorter, 2 * Math.ceil((shorter * fraction) / 2));
  const tiles: Box[] = [];
  for (const y of starts(height, side)) {
    for (const x of starts(width, side)) {
      tiles.push({ x: x / width, y: y / height, w: side / width, h: side / height });
    }
  }
  return tiles;
}

/** Where spans of `side` start that cover `length`. */
function starts(length: number, side: number): number[] {
  const free = length - side;
  // One less than a full step of 85%, as corners are rounded to even pixels.
  const count = free === 0 ? 0 : Math.ceil(free / Math.max(1, Math.floor(side * (1 - OVERLAP)) - 2));
  return Array.from({ length: count + 1 }, (_, i) => (count === 0 ? 0 : 2 * Math.round((free * i) / count / 2)));
}

/** True if any of some points spread over the tile is watched. */
function shows(tile: Box, zones: readonly (readonly Point[])[], masks: readonly (readonly Point[])[]): boolean {
  const steps = 8;
  for (let r = 0; r < steps; r++) {
    for (let c = 0; c < steps; c++) {
      const at: Point = [tile.x + ((c + 0.5) / steps) * tile.w, tile.y + ((r + 0.5) / steps) * tile.h];
      if (watched(at, zones, masks)) return true;
    }
  }
  return false;
}
