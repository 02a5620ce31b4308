/** What a tally may be of. */
export const MEASURES = ['individuals', 'visits', 'records', 'maxIndividuals', 'presentHours', 'rai'] as const;
export type Measure = (typeof MEASURES)[number];

/** Minutes from one independent record to the next that may be chosen. */
export const INTERVALS = [0, 1, 5, 10, 30, 60, 1440] as const;

/** What is asked for, as it stands in the address. */
export interface Chosen {
  readonly measure: Measure;
  readonly period: 'day' | 'week' | 'month' | 'half-year' | 'year';
  readonly rank: 'species' | 'genus' | 'family' | 'order' | 'class';
  readonly basis: 'best' | 'machine' | 'reviewed';
  readonly camera: string | undefined;
  readonly taxon: string | undefined;
  /** Minutes; the site's rule where undefined. */
  readonly interval: (typeof INTERVALS)[number] | undefined;
}

/** What stands in the address, or what is usual. */
export function chosenOf(query: Readonly<Record<string, string>>): Chosen {
  const one = <T extends string>(value: string | undefined, all: readonly T[], usual: T): T =>
    all.find((known) => known === value) ?? usual;
  return {
    measure: one(query.measure, MEASURES, 'individuals'),
    period: one(query.period, ['day', 'week', 'month', 'half-year', 'year'], 'month'),
    rank: one(query.rank, ['species', 'genus', 'family', 'order', 'class'], 'species'),
    basis: one(query.basis, ['best', 'machine', 'reviewed'], 'best'),
    camera: query.camera,
    taxon: query.taxon,
    interval: INTERVALS.find((minutes) => `${minutes}` === query.interval),
  };
}

/** True where a measure is of independent records. */
export const isOfRecords = (measure: Measure): boolean => measure === 'records' || measure === 'rai';

/** True where no sums by period are kept of what is asked for: records by another interval than the site's, or on another word than the best. Pure. */
export function isAtInterval({ measure, interval, basis }: Chosen): boolean {
  return isOfRecords(measure) && (interval !== undefined || basis !== 'best');
}
