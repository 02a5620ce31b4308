import { findTaxon, isWithin, type Taxon, taxa } from './taxa.ts';

/** A taxon of any rank and all within it, by id. What the table does not know holds itself alone. */
export function idsWithin(ancestor: string): string[] {
  const within = taxa().filter(({ id }) => isWithin(id, ancestor));
  return within.length > 0 ? within.map(({ id }) => id) : [ancestor];
}

/**
 * Taxa with a name like a text, in any case: the one that is called so, also by a synonym, then those with a name that
 * begins with it, then those that have it anywhere; each in the order of the table.
 * @param limit the most to return
 */
export function searchTaxa(text: string, limit: number): Taxon[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return [];
  const called = findTaxon(wanted);
  const begin: Taxon[] = [];
  const hold: Taxon[] = [];
  for (const taxon of taxa()) {
    const names = [taxon.id, taxon.scientific, taxon.chinese, taxon.english].map((name) => name?.toLowerCase() ?? '');
    if (taxon === called) continue;
    if (names.some((name) => name.startsWith(wanted))) begin.push(taxon);
    else if (names.some((name) => name.includes(wanted))) hold.push(taxon);
  }
  return [...(called ? [called] : []), ...begin, ...hold].slice(0, limit);
}
