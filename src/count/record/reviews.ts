import { uuidv7 } from 'uuidv7';
import type { Review } from '../../base/domain.ts';
import { type Decision, requireSense } from '../review/sense.ts';
import type { Store } from '../store/store.ts';
import { detailOf, type VisitDetail } from '../store/tables.ts';

/** What became of a decision: the visit as it is then, and the review where it was stored. */
export interface Decided {
  readonly stored?: Review;
  readonly now: VisitDetail;
}

/**
 * Appends a decision to a visit, if that is still of the version that the person looked at: of two people who decide at
 * once, the second one is shown what the first one did.
 * @param version of the visit when it was looked at
 * @param at now, ms
 * @returns undefined where there is no such visit; no `stored` where it is of another version
 * @throws RoostError (rejects) where the decision makes no sense, or the disk fails; nothing is stored then
 */
export function storeReview(
  store: Store,
  decision: Decision,
  version: number,
  at: number,
): Promise<Decided | undefined> {
  return store.write((tables) => {
    const seen = detailOf(tables, decision.visit);
    if (!seen) return undefined;
    if (seen.version !== version) return { now: seen };
    requireSense(decision, seen, seen.reviews);
    // Reviews hold in the order of their times, so one that a clock set back put before another would not be the last.
    const last = seen.reviews.at(-1)?.at ?? 0;
    const [first] = seen.tracks;
    const since = first && first.startAt < seen.visit.startAt ? { since: seen.visit.startAt } : {};
    const stored: Review = {
      ...decision,
      id: uuidv7(),
      track: seen.visit.tracks[0]!,
      ...since,
      at: Math.max(at, last + 1),
    };
    tables.reviews.put(stored);
    return { stored, now: detailOf(tables, decision.visit)! };
  });
}
