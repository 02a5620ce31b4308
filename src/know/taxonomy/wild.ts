import type { Rank } from '../../base/domain.ts';
import { findTaxon, taxa, taxonById } from './taxa.ts';
import type { Protection, Taxon } from './taxon.ts';

/**
 * True for a domestic animal, also one that went wild: no species of a site's list, never protected, never new, and told of apart
 * from wild animals. A wider name (a genus, a family) may mean wild ones and is none.
 */
export function isDomestic(id: string): boolean {
  return taxonById(id)?.domestic !== undefined;
}

/** True for a species that lives by itself: what can be new to a site, and what people hear of at once. */
export function isWildSpecies(id: string): boolean {
  return taxonById(id)?.rank === 'species' && !isDomestic(id);
}

/** China's level of protection of a wild animal; undefined for what is not protected, and for every domestic one. */
export function protectedInTheWild(id: string): Protection | undefined {
  return isDomestic(id) ? undefined : taxonById(id)?.protection;
}

/** The wild species that a domestic animal's trinomial names it after; undefined where its name tells none. */
export function wildFormOf(id: string): Taxon | undefined {
  const [genus, species, form] = (isDomestic(id) && taxonById(id)?.scientific.split(' ')) || [];
  return form === undefined ? undefined : findTaxon(`${genus} ${species}`);
}

/** The domestic animals that people bred from a wild species, as far as their names tell. */
export function bredFrom(wild: string): Taxon[] {
  return taxa().filter(({ id, domestic }) => domestic && wildFormOf(id)?.id === wild);
}

/**
 * The rank under which a taxon is published beside its scientific name: that of the taxonomy, but `subspecies` for a
 * domestic animal that a trinomial names, as in GBIF's backbone, where it lies within its wild ancestor.
 */
export function publishedRank({ rank, scientific, domestic }: Taxon): Rank | 'subspecies' {
  return domestic && scientific.split(' ').length === 3 ? 'subspecies' : rank;
}
