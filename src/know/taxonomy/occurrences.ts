import type { Listing } from './checklist.ts';
import { type Months, ordered } from './months.ts';
import { taxa } from './taxa.ts';

/** That a taxon was at the site, as one source tells it. */
export interface Occurrence {
  /** Id of the taxon. */
  readonly taxon: string;
  /** When: all year without it; empty where the source names months, but not for this one. */
  readonly months?: Months;
}

/**
 * The taxa that sources tell of, each once, in the order of the taxonomy, with the months of all of them together. A
 * taxon of which no source knows a month, or one says that it is there all year, is listed for all year: what is not
 * known must not weigh a bird down.
 */
export function listingsOf(occurrences: Iterable<Occurrence>): Listing[] {
  const months = new Map<string, Set<number> | 'all year'>();
  for (const occurrence of occurrences) {
    const before = months.get(occurrence.taxon);
    if (!occurrence.months || before === 'all year') months.set(occurrence.taxon, 'all year');
    else months.set(occurrence.taxon, new Set([...(before ?? []), ...occurrence.months]));
  }
  return taxa()
    .filter(({ id }) => months.has(id))
    .map(({ id }) => {
      const seen = months.get(id)!;
      return seen === 'all year' || seen.size % 12 === 0 ? { taxon: id } : { taxon: id, months: ordered(seen) };
    });
}
