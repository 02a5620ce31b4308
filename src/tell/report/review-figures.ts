import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { countedInTime } from '../../count/review/basis.ts';
import type { CountableVisit } from '../../count/store/countable.ts';
import type { StoreReader } from '../../count/store/open.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { ReviewFigures, VisitState } from './figures.ts';

/** In the order in which they are told. */
const STATES: readonly VisitState[] = [
  ...(['confirmed', 'corrected', 'rejected', 'uncertain', 'awaiting'] as const),
  ...(['unreviewed', 'set-aside', 'clock'] as const),
];
const WEEK = 7 * 86_400_000;

/** What became of every visit that starts in a range of time, ms: each is in one row, and those that count are what the report counts. */
export async function reviewFigures(
  store: Pick<StoreReader, 'sums' | 'countable'>,
  from: number,
  to: number,
): Promise<ReviewFigures> {
  const counts = new Map(STATES.map((state) => [state, { visits: 0, counted: 0, domestic: 0 }]));
  const people = new Set<string>();
  for (let start = from; start < to; start += WEEK, await yieldToOthers())
    for (const camera of store.sums.cameras())
      for (const visit of store.countable.between(camera, start, Math.min(start + WEEK, to))) {
        const row = counts.get(stateOf(visit))!;
        const counted = countedInTime(visit, 'best');
        row.visits += 1;
        if (counted) row[isDomestic(counted.taxon) ? 'domestic' : 'counted'] += 1;
        for (const by of visit.outcome?.by ?? []) people.add(by.normalize('NFKC').trim().toLowerCase());
      }
  return { rows: STATES.map((state) => ({ state, ...counts.get(state)! })), people: people.size };
}

function stateOf({ visit, outcome }: CountableVisit): VisitState {
  if (visit.clock) return 'clock';
  return outcome?.status ?? (visit.status === 'counted' ? 'unreviewed' : 'set-aside');
}
