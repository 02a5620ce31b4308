import type { Stratum } from './estimate.ts';

/** A stratum with fewer decided visits of the sample is joined to the next. */
const LEAST_OF_STRATUM = 5;
/** From this part on, visits of a cell outside of the sample count as looked through by people. */
const LOOKED_THROUGH = 0.5;

/** Visits of one name, class of scores and wish for review. */
export interface Cell {
  readonly named: string;
  readonly scoreClass: number;
  all: number;
  sampled: number;
  /** Decided on, not for the sample. */
  decidedOutside: number;
  /** Decided on, of the sample. */
  decided: number;
  /** What the decided ones of the sample are. */
  readonly hits: Map<string, number>;
  /** What all decided ones are. */
  readonly known: Map<string, number>;
}

/** Visits of a cell that nobody decided on. */
export function openOf({ all, decided, decidedOutside }: Cell): number {
  return all - decided - decidedOutside;
}

/**
 * Cells joined into strata. Apart are kinds of names, then what people looked through for other reasons than the sample (which is
 * another kind of visit than what they left), then scores; strata with too few decided visits are joined to the next, the nearest
 * in this order first.
 */
export function strataOf(cells: readonly Cell[], taxon: string, kindOf: (cell: Cell) => number = () => 0): Stratum[] {
  const apart = new Map<string, { order: readonly number[]; stratum: Stratum }>();
  for (const cell of cells) {
    const outside = cell.all - cell.sampled;
    const lookedThrough = outside > 0 && cell.decidedOutside >= LOOKED_THROUGH * outside;
    const order = [kindOf(cell), lookedThrough ? 1 : 0, cell.scoreClass];
    const own = { open: openOf(cell), decided: cell.decided, hits: cell.hits.get(taxon) ?? 0 };
    const known = apart.get(String(order));
    apart.set(String(order), { order, stratum: known ? joined(known.stratum, own) : own });
  }
  const strata = [...apart.values()].sort((a, b) => compare(a.order, b.order));
  for (;;) {
    const small = strata.findIndex(({ stratum }) => stratum.decided < LEAST_OF_STRATUM);
    if (small === -1 || strata.length < 2) return strata.map(({ stratum }) => stratum);
    const near = [small - 1, small + 1].filter((index) => strata[index]);
    const alike = (index: number) =>
      strata[index]!.order.findIndex((value, place) => value !== strata[small]!.order[place]);
    const next = near.reduce((best, index) => (alike(index) > alike(best) ? index : best));
    const [low, high] = [Math.min(small, next), Math.max(small, next)];
    const whole = { order: strata[next]!.order, stratum: joined(strata[low]!.stratum, strata[high]!.stratum) };
    strata.splice(low, 2, whole);
  }
}

function joined(a: Stratum, b: Stratum): Stratum {
  return { open: a.open + b.open, decided: a.decided + b.decided, hits: a.hits + b.hits };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place === -1 ? 0 : a[place]! - b[place]!;
}
