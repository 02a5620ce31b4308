import type { Tallies } from '../../api/types.ts';

/** Times (s) at which a species was counted for the first time, and how many there were by then. */
export function curveOf({ data }: Pick<Tallies, 'data'>): {
  readonly times: readonly number[];
  readonly counts: readonly number[];
} {
  const first = new Map<string, number>();
  for (const { taxon, visits, firstAt } of data) {
    if (taxon?.rank !== 'species' || taxon.domestic || !visits || !firstAt) continue;
    first.set(taxon.id, Math.min(first.get(taxon.id) ?? Number.POSITIVE_INFINITY, Date.parse(firstAt) / 1000));
  }
  const times = [...first.values()].sort((a, b) => a - b);
  return { times, counts: times.map((_, n) => n + 1) };
}
