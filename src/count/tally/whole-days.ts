import type { SiteClock } from '../../base/site-clock.ts';

/** A range of time in whole days of the site, which are summed already, and what is left before and after them. */
export interface WholeDays {
  /** Start of the first whole day and end of the last; absent where there is none. */
  readonly days?: { readonly from: number; readonly to: number };
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/** Takes a range apart; nothing of it is in two of the parts. */
export function wholeDays(clock: SiteClock, from: number, to: number): WholeDays {
  if (from >= to) return { edges: [] };
  const first = clock.at(from);
  const start = first.day === from ? from : first.end;
  const end = clock.at(to).day;
  if (start >= end) return { edges: [{ from, to }] };
  const edges = [
    { from, to: start },
    { from: end, to },
  ];
  return { days: { from: start, to: end }, edges: edges.filter((edge) => edge.from < edge.to) };
}
