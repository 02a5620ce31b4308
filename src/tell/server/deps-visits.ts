import type { Media, Outcome, Visit } from '../../base/domain.ts';

/** A place in the list of visits, which runs from the newest start to the oldest, then by id downward. */
export interface VisitPosition {
  readonly startAt: number;
  readonly id: string;
}

/** A visit with what reviews make of it and the best crop that is kept of it. */
export interface VisitEntry {
  readonly visit: Visit;
  readonly outcome?: Outcome;
  readonly crop?: Media;
}
