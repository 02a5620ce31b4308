import type { Tallies, Taxon } from '../../api/types.ts';

/** How often and how many of a taxon were counted. */
export interface Counted {
  readonly taxon: Taxon;
  individuals: number;
  visits: number;
}

/** Rows of tallies added up by taxon, the most first. Pure. */
export function countedOf(rows: Tallies['data']): Counted[] {
  const found = new Map<string, Counted>();
  for (const { taxon, individuals, visits } of rows) {
    if (!taxon || !individuals) continue;
    const one = found.get(taxon.id) ?? { taxon, individuals: 0, visits: 0 };
    one.individuals += individuals;
    one.visits += visits ?? 0;
    found.set(taxon.id, one);
  }
  return [...found.values()].sort((a, b) => b.individuals - a.individuals);
}
