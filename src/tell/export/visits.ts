import { type CountedVisit, countedVisits } from '../../count/tally/counted.ts';
import type { ExportQuery, ExportSource } from './format.ts';

/** Every visit of the range, oldest first, page by page, with what it counts as on the basis that is asked for, but those of which nobody knows when they were. */
export function visitsOf(
  { store, reached }: ExportSource,
  query: Pick<ExportQuery, 'from' | 'to' | 'basis'>,
): AsyncGenerator<CountedVisit> {
  return countedVisits(store.visits, query, reached);
}
