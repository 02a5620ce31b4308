import type { TidePoint } from '../../know/tide/curve.ts';
import type { Tide } from '../../know/tide/tide.ts';
import type { PresenceRow } from './presence-line.ts';
import { SLOT } from './slots.ts';

/** Ten minutes are near a high water if their middle is no farther from it than this, ms. */
export const NEAR = 2 * 3_600_000;

/** Counts by distance from high water are summed by half hours, ms. */
const STEP = 1_800_000;

/** How long animals were there in some time, and how long cameras looked in it, s: see `PresenceRow`. */
export interface Rate {
  readonly animalSeconds: number;
  readonly lookedSeconds: number;
}

/** A high water with what was counted in the ten minutes that are nearer to it than to any other. */
export interface HighWaterCount extends TidePoint {
  /** The most in any of them; null where nobody looked and nothing was seen. */
  readonly individuals: number | null;
  /** Start of the first with so many, ms; absent where there was nothing. */
  readonly peakAt?: number;
  readonly lookedSeconds: number;
}

/** Ten minutes with the tide in their middle. */
export interface TideRow extends PresenceRow {
  /** Metres; undefined where it is not known. */
  readonly height?: number;
  /** The nearest high water; undefined where the time is not between two that are known. */
  readonly highWater?: TidePoint;
}

/** What was counted, against the tide. */
export interface TideCounts {
  readonly rows: readonly TideRow[];
  /** By time: each that has ten minutes of the rows. */
  readonly highWaters: readonly HighWaterCount[];
  /** Of all ten minutes that have a high water, of those near it, and of the others. */
  readonly all: Rate;
  readonly near: Rate;
  readonly far: Rate;
  /** The same by distance from high water: half hours by the start of each, ms, below 0 before it. */
  readonly steps: readonly (Rate & { readonly from: number })[];
}

/**
 * Holds presence by ten minutes against the tide. Each ten minutes belong, by their middle, to the nearest high water; those that are not
 * between two known high waters belong to none, and are in no sum.
 */
export function againstTide(rows: readonly PresenceRow[], tide: Tide): TideCounts {
  const told = rows.map((row): TideRow => {
    const middle = row.at + SLOT / 2;
    const [height, highWater] = [tide.heightAt(middle), tide.highWaterOf(middle)];
    return { ...row, ...(height !== undefined && { height }), ...(highWater && { highWater }) };
  });
  const highWaters = new Map<number, HighWaterCount>();
  const steps = new Map<number, Rate>();
  let [near, far]: [Rate, Rate] = [NONE, NONE];
  for (const { highWater, ...row } of told) {
    if (!highWater) continue;
    const distance = row.at + SLOT / 2 - highWater.at;
    const step = Math.floor(distance / STEP) * STEP;
    if (Math.abs(distance) <= NEAR) near = sum(near, row);
    else far = sum(far, row);
    steps.set(step, sum(steps.get(step) ?? NONE, row));
    highWaters.set(highWater.at, counted(highWaters.get(highWater.at) ?? { ...highWater, ...NOBODY }, row));
  }
  const byStep = [...steps].sort(([a], [b]) => a - b).map(([from, rate]) => ({ from, ...rate }));
  return { rows: told, highWaters: [...highWaters.values()], all: sum(near, far), near, far, steps: byStep };
}

const NONE: Rate = { animalSeconds: 0, lookedSeconds: 0 };
const NOBODY = { individuals: null, lookedSeconds: 0 };

function sum(a: Rate, b: Rate): Rate {
  return { animalSeconds: a.animalSeconds + b.animalSeconds, lookedSeconds: a.lookedSeconds + b.lookedSeconds };
}

function counted(known: HighWaterCount, { at, individuals, lookedSeconds }: PresenceRow): HighWaterCount {
  const looked = { ...known, lookedSeconds: known.lookedSeconds + lookedSeconds };
  if (individuals === null || individuals < (known.individuals ?? 0)) return looked;
  if (individuals === 0) return { ...looked, individuals };
  return individuals > (known.individuals ?? 0) ? { ...looked, individuals, peakAt: at } : looked;
}

/** How many animals were in the view of one camera on average; null where nobody looked. */
export function meanOf({ animalSeconds, lookedSeconds }: Rate): number | null {
  return lookedSeconds > 0 ? animalSeconds / lookedSeconds : null;
}
