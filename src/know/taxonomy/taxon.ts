import type { Rank } from '../../base/domain.ts';

/** China's national protection level, 国家重点保护野生动物名录 of 2021: 1 is 一级, 2 is 二级. */
export type Protection = 1 | 2;

/** How a species lives in China, 居留型: resident, summer visitor, winter visitor, passage migrant, vagrant. */
export const RESIDENCIES = ['resident', 'summer', 'winter', 'passage', 'vagrant'] as const;
export type Residency = (typeof RESIDENCIES)[number];

/** Categories of the IUCN Red List and of the China Red List that a taxon of the table has. */
export const CATEGORIES = ['EX', 'EW', 'RE', 'CR', 'EN', 'VU', 'NT', 'LC', 'DD'] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * Where a domestic animal lives: `common` wherever people do, in China and elsewhere; `local` in some countries or on some
 * farms only, so that it is no more expected at a site than its checklist says.
 */
export const DOMESTIC = ['common', 'local'] as const;
export type Domestic = (typeof DOMESTIC)[number];

/** A node of the taxonomy. Its id never changes; its names are for display. What is not known is left out. */
export interface Taxon {
  /** Slug of the scientific name at the time of entry, e.g. `anser-caerulescens`. */
  readonly id: string;
  readonly rank: Rank;
  /** Id of the taxon one rank above; a class has none. */
  readonly parent?: string;
  readonly scientific: string;
  readonly chinese?: string;
  readonly english?: string;
  readonly protection?: Protection;
  /** What the protection does not say by its level, e.g. that it holds for wild populations only. */
  readonly note?: string;
  /**
   * Set for an animal that people bred from a wild one: a taxon of its own beside its ancestor and never part of it, at the
   * rank of a species, though a trinomial may name it (`Gallus gallus domesticus`).
   */
  readonly domestic?: Domestic;
  readonly iucn?: Category;
  readonly redList?: Category;
  /** One or more, the commonest first: a species may winter in the south and breed in the north. */
  readonly residency?: readonly Residency[];
  /** Where its facts come from: keys of `data/sources.csv`. */
  readonly sources: readonly string[];
}
