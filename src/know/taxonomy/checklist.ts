import { createHash } from 'node:crypto';
import type { Months } from './months.ts';
import type { RegionList } from './regions.ts';
import { lineage, taxa } from './taxa.ts';

/** A taxon that is known at the site, with all below it. */
export interface Listing {
  /** Id of the taxon, of any rank. */
  readonly taxon: string;
  /** When it is present; all year without it. */
  readonly months?: Months;
}

/**
 * What a score is multiplied by where a taxon is not expected, above 0 and at most 1. They are not measured: at 0.3 a
 * species out of season must be three times as likely by its looks as one that is expected, and at 0.05 twenty times.
 */
export interface PriorWeights {
  /** Known at the site, but not in this month. */
  readonly outOfSeason: number;
  /** On the region's list, not on the site's. As for `outOfSeason`: neither would surprise an observer much. */
  readonly regional: number;
  /** On no list of the site. */
  readonly offList: number;
}

/** Weights of a site that names none. */
export const DEFAULT_WEIGHTS: PriorWeights = { outOfSeason: 0.3, regional: 0.3, offList: 0.05 };

/** What a checklist is made from: plain data, so that it can be sent to a thread and the checklist made there. */
export interface ChecklistFacts {
  readonly name: string;
  readonly weights: PriorWeights;
  /** Taxa known at the site, each once; where there are none, the region's list stands for the site's. */
  readonly taxa: readonly Listing[];
  readonly region?: RegionList;
}

/** How a checklist sees a taxon in a month: `regional` is on the list of the region alone. */
export type Standing = 'expected' | 'out-of-season' | 'regional' | 'off-list';

/** Which taxa are expected at a site, and when: it weighs scores down, and never deletes. */
export interface Checklist {
  /** Name and the first 8 hex digits of the hash of its content, e.g. `east-island@3f2a9c10`; `none` where there is no prior. */
  readonly id: string;
  /** The site's own list. */
  readonly taxa: readonly Listing[];
  /** What it was made from; undefined where there is no prior. */
  readonly facts?: ChecklistFacts;
  /**
   * True where the taxon, one above it, or one below it is expected: listed, or a domestic animal that lives wherever people
   * do. Always true where there is no prior.
   */
  has(taxon: string): boolean;
  /** True where it is listed and present in the month, 1 to 12; false for what is not listed. */
  inSeason(taxon: string, month: number): boolean;
  /**
   * What a score of the taxon is multiplied by in the month, 1 to 12; above 0 and at most 1. A rank above species
   * weighs as much as the best of what is listed below it.
   */
  weight(taxon: string, month: number): number;
  /** How it sees the taxon in the month, 1 to 12. */
  standing(taxon: string, month: number): Standing;
}

/** The checklist of a site that chose to have no prior: every taxon weighs 1, at all times. */
export const NO_PRIOR: Checklist = {
  ...{ id: 'none', taxa: [], has: () => true, inSeason: () => true, weight: () => 1 },
  standing: () => 'expected',
};

/**
 * What tells whether the site's own list has a taxon, by itself or by one above it; undefined where the site lists
 * nothing itself, since a region's list says what may come, not what was seen at the site.
 */
export function ownListing({ taxa: own }: Pick<Checklist, 'taxa'>): ((taxon: string) => boolean) | undefined {
  if (own.length === 0) return undefined;
  const listed = new Set(own.map(({ taxon }) => taxon));
  return (taxon) => lineage(taxon).some(({ id }) => listed.has(id));
}

/**
 * Domestic animals that live wherever people do: expected at every site, all year, without being listed. Genera and families that
 * hold them are not: that a farm has ducks says nothing of wild ones in July.
 */
const HERDS: ReadonlySet<string> = new Set(taxa().flatMap(({ id, domestic }) => (domestic === 'common' ? id : [])));

/** A checklist from what a site says of itself; the order of its taxa and of their months does not matter. */
export function makeChecklist(facts: ChecklistFacts): Checklist {
  const { weights, taxa: own, region } = facts;
  const inRegion = region && seasons(region.taxa.map((taxon) => ({ taxon })));
  const listed = new Map(own.length === 0 && inRegion ? inRegion : seasons(own));
  for (const id of HERDS) if (!listed.has(id)) listed.set(id, ALL_YEAR);
  // A genus that the site lists out of season may still hold a species that only the region has.
  const beyond = region && seasons(region.taxa.flatMap((taxon) => (listed.has(taxon) ? [] : { taxon })));
  const inSeason = (taxon: string, month: number) => ((listed.get(taxon) ?? 0) & bit(month)) !== 0;
  return {
    id: `${facts.name}@${contentHash(facts)}`,
    taxa: own,
    facts,
    has: (taxon) => listed.has(taxon),
    inSeason,
    weight(taxon, month) {
      const out = listed.has(taxon) ? weights.outOfSeason : 0;
      const elsewhere = beyond?.has(taxon) ? weights.regional : 0;
      return inSeason(taxon, month) ? 1 : Math.max(out, elsewhere) || weights.offList;
    },
    standing(taxon, month) {
      if (inSeason(taxon, month)) return 'expected';
      return listed.has(taxon) ? 'out-of-season' : beyond?.has(taxon) ? 'regional' : 'off-list';
    },
  };
}

/**
 * The months of every taxon that a list reaches, one bit a month: those of its nearest listed ancestor or itself, and
 * those of all that is listed below it.
 */
function seasons(listings: readonly Listing[]): Map<string, number> {
  const named = new Map(listings.map(({ taxon, months }) => [taxon, months ? bits(months) : ALL_YEAR]));
  const reached = new Map<string, number>();
  for (const { id } of taxa()) {
    const nearest = lineage(id).find((ancestor) => named.has(ancestor.id));
    if (nearest) reached.set(id, named.get(nearest.id)!);
  }
  for (const [id, months] of named)
    for (const ancestor of lineage(id)) reached.set(ancestor.id, (reached.get(ancestor.id) ?? 0) | months);
  return reached;
}

/** Only what changes a weight is hashed; the name stands beside the hash. */
function contentHash({ weights, taxa: own, region }: ChecklistFacts): string {
  const sorted = own.map(({ taxon, months }) => `${taxon}:${months ? bits(months) : ALL_YEAR}`).sort();
  const { outOfSeason, regional, offList } = weights;
  const content = [[outOfSeason, regional, offList], sorted, region ? [...region.taxa].sort() : null];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
}

const ALL_YEAR = 0xfff;
const bit = (month: number) => 1 << (month - 1);
const bits = (months: Months) => months.reduce((all, month) => all | bit(month), 0);
