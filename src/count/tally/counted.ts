import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Basis, Reviewed } from '../../base/domain.ts';
import { type Counted, countedAs } from '../review/basis.ts';
import type { Store } from '../store/store.ts';
import type { VisitPlace } from '../store/visit-list.ts';

/** What gives all visits of a range, page by page. */
export type VisitPages = Pick<Store['visits'], 'page'>;

/** Visits that start in a range of time, ms, and whose word says what they count as. */
export interface CountedRange {
  /** Starts at or after. */
  readonly from: number;
  /** Starts before. */
  readonly to: number;
  readonly basis: Basis;
}

/** A visit with what it counts as; undefined where it does not count. */
export interface CountedVisit {
  readonly reviewed: Reviewed;
  readonly counted: Counted | undefined;
}

/** Visits read at a time: others have their turn between two pages. */
const PAGE = 500;

/**
 * Every visit of a range, oldest first, page by page, with what it counts as. Those of which nobody knows when they were, as the
 * clock was not right, are left out: they are no part of a time.
 * @param reached told after each page how far it went, ms; what it throws ends the reading
 */
export async function* countedVisits(
  visits: VisitPages,
  { from, to, basis }: CountedRange,
  reached?: (at: number) => void,
): AsyncGenerator<CountedVisit> {
  for (let after: VisitPlace | undefined; ; await yieldToOthers()) {
    const page = visits.page({ from, to, limit: PAGE, ...(after && { after }) });
    for (const reviewed of page) if (!reviewed.visit.clock) yield { reviewed, counted: countedAs(reviewed, basis) };
    const last = page.at(-1)?.visit;
    reached?.(last?.startAt ?? to);
    if (!last || page.length < PAGE) return;
    after = { startAt: last.startAt, id: last.id };
  }
}
