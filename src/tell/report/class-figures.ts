import type { TallyRow } from '../../count/tally/tally.ts';
import { lineage, taxa } from '../../know/taxonomy/taxa.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import { isDomestic, isWildSpecies } from '../../know/taxonomy/wild.ts';
import type { ClassFigures, OtherFigures, SpeciesFigures, Totals } from './figures.ts';

/** Hours with less clear effort than this (h) in all are no peaks, if there are others: a minute with a bird is no rate. */
const ENOUGH = 1;
const TOP = 10;
const PLACES = new Map(taxa().map(({ id }, index) => [id, index]));

/** Tallies of a class in a half-year. */
export interface ClassTallies {
  /** By taxon. */
  readonly named: readonly OtherFigures[];
  /** By taxon and hour of the day. */
  readonly byHour: readonly TallyRow[];
  /** By hour of the day. */
  readonly hours: readonly TallyRow[];
  /** Of the whole class. */
  readonly all: TallyRow;
}

/** The figures of a class. */
export function classFigures(taxon: Taxon, { named, byHour, hours, all }: ClassTallies): ClassFigures {
  const peaks = peaksOf(byHour);
  const sorted = named.toSorted(byPlace);
  const species = sorted.flatMap(({ taxon, counts }) =>
    isWildSpecies(taxon.id) ? [placed(taxon, counts, peaks.get(taxon.id) ?? 0)] : [],
  );
  return {
    ...{ taxon, species, hours },
    wider: sorted.filter(({ taxon }) => taxon.rank !== 'species'),
    domestic: sorted.filter(({ taxon }) => isDomestic(taxon.id)),
    totals: totalsOf(
      species.map((one) => one.taxon),
      all,
    ),
    top: species.toSorted((a, b) => b.counts.records! - a.counts.records! || byPlace(a, b)).slice(0, TOP),
  };
}

/** What is added up over wild species and all else that was counted with them. */
export function totalsOf(
  species: readonly Taxon[],
  { visits, records, individuals }: Pick<TallyRow, 'visits' | 'records' | 'individuals'>,
): Totals {
  const ranked = (rank: 'order' | 'family') => new Set(species.map((taxon) => above(taxon, rank)?.id)).size;
  return {
    orders: ranked('order'),
    families: ranked('family'),
    species: species.length,
    ...{ visits: visits ?? 0, records: records ?? 0, individuals: individuals ?? 0 },
  };
}

/** In the order of the taxonomy. */
export function byPlace(a: { readonly taxon: Taxon }, b: { readonly taxon: Taxon }): number {
  return PLACES.get(a.taxon.id)! - PLACES.get(b.taxon.id)!;
}

/** The hour in which each taxon was there for the largest part of the clear effort; without enough of that, for the longest. */
function peaksOf(rows: readonly TallyRow[]): Map<string, number> {
  const best = new Map<string, TallyRow>();
  const rate = ({ activity, effortDays }: TallyRow) => (24 * effortDays >= ENOUGH ? (activity ?? 0) : 0);
  for (const row of rows) {
    const known = best.get(row.taxon!);
    const more = known ? rate(row) - rate(known) || row.presentHours! - known.presentHours! : 1;
    if ((row.presentHours ?? 0) > 0 && more > 0) best.set(row.taxon!, row);
  }
  return new Map([...best].map(([taxon, { hour }]) => [taxon, hour!]));
}

function placed(taxon: Taxon, counts: TallyRow, peakHour: number): SpeciesFigures {
  const [order, family] = [above(taxon, 'order'), above(taxon, 'family')];
  return { taxon, counts, peakHour, ...(order && { order }), ...(family && { family }) };
}

function above({ id }: Taxon, rank: 'order' | 'family'): Taxon | undefined {
  return lineage(id).find((taxon) => taxon.rank === rank);
}
