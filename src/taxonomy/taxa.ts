import { isAnimal, type Kind } from '../domain.ts';

/** How deep in the tree of life a taxon stands. */
export type Rank = 'class' | 'order' | 'family' | 'genus' | 'species';

/** A node of the taxonomy. Its id never changes; its names are for display. */
export interface Taxon {
  readonly id: string;
  readonly rank: Rank;
  readonly scientific: string;
  readonly chinese: string;
  readonly english: string;
}

/** Birds. */
const AVES: Taxon = { id: 'aves', rank: 'class', scientific: 'Aves', chinese: '鸟纲', english: 'Birds' };

/** Mammals. */
const MAMMALIA: Taxon = {
  id: 'mammalia',
  rank: 'class',
  scientific: 'Mammalia',
  chinese: '哺乳纲',
  english: 'Mammals',
};

/** Every taxon that Roost knows, in the order in which tables show them. */
export const TAXA: readonly Taxon[] = [AVES, MAMMALIA];

/** The taxon that a kind of animal certainly is; undefined for kinds that are never counted. */
export function taxonOfKind(kind: Kind): Taxon | undefined {
  if (!isAnimal(kind)) return undefined;
  return kind === 'bird' ? AVES : MAMMALIA;
}

/** The taxon with this id. */
export function taxonById(id: string): Taxon | undefined {
  return TAXA.find((taxon) => taxon.id === id);
}
