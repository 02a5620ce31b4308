import { KINDS } from '../domain.ts';
import { RoostError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { VisitTotal } from '../store/visits.ts';
import { isWithin, taxonOfKind } from '../taxonomy/taxa.ts';
import { cut, type EffortRow, type EffortSource, effort, MOST_ROWS, type Range } from './effort.ts';
import type { Span } from './periods.ts';

/** What tallies are split by, besides the period. */
export type TallyKey = 'taxon' | 'camera';

/** Which tallies. */
export interface TallyQuery extends Range {
  /** Split by these; what is left out is summed over. Both by default. */
  readonly by?: readonly TallyKey[];
  /**
   * Only what was counted within this taxon, of any rank, and the taxon itself; without it, all that was counted in the
   * range, and the classes that can be.
   */
  readonly within?: string;
}

/**
 * Counted visits in one period, each in the period of its start, and the effort that they rest on.
 * Watched and nothing seen: the counts are 0. Not watched: they are null, for nothing is known.
 */
export interface TallyRow extends Span {
  /** Present where the tally is split by it. */
  readonly taxon?: string;
  readonly camera?: string;
  readonly visits: number | null;
  /** Sum of the visits' MaxN. */
  readonly individuals: number | null;
  /** Highest MaxN of one visit; 0 where there was none. */
  readonly maxIndividuals: number | null;
  /** Hours watched by the cameras that this row counts, together. */
  readonly effortHours: number;
}

/** What tallies need of the store. */
export interface TallySource extends EffortSource {
  readonly visits: Pick<Store['visits'], 'totals'>;
}

type Counts = Pick<VisitTotal, 'visits' | 'individuals' | 'maxIndividuals'>;

/** What every animal is at least called. */
const CLASSES: readonly string[] = KINDS.flatMap((kind) => taxonOfKind(kind)?.id ?? []);

const NOTHING: Counts = { visits: 0, individuals: 0, maxIndividuals: 0 };

/**
 * Tallies by period, then camera, then taxon. Every period in the range has its rows, also those without a visit.
 * @throws RoostError if the zone is not known, or there would be more than `MOST_ROWS` rows
 */
export function tally(source: TallySource, query: TallyQuery): TallyRow[] {
  const split: ReadonlySet<TallyKey> = new Set(query.by ?? ['taxon', 'camera']);
  const all = source.visits.totals(query.from, query.to);
  const taxa = taxaIn(all, query.within);
  // A camera whose first minute was lost with the power may have a visit and no effort yet: it counts all the same.
  const cameras = query.cameras ?? inOrder([...source.effort.cameras(), ...all.map((total) => total.camera)]);
  const watched = effort(source, { ...query, cameras });
  if (watched.length * taxa.length > MOST_ROWS) {
    throw new RoostError('tally', `by ${query.period}`, `more than ${MOST_ROWS} rows`, 'Ask for fewer taxa or cameras');
  }
  const cameraGroups = (rows: readonly EffortRow[]) => (split.has('camera') ? rows.map((row) => [row]) : [rows]);
  const taxonGroups = split.has('taxon') ? taxa.map((taxon) => [taxon]) : [taxa];
  return periodsOf(watched).flatMap((rows) => {
    const { from, to } = cut(rows[0]!, query);
    const totals = source.visits.totals(from, to);
    return cameraGroups(rows).flatMap((group) => taxonGroups.map((some) => row(group, some, totals, split)));
  });
}

function row(
  cameras: readonly EffortRow[],
  taxa: readonly string[],
  totals: readonly VisitTotal[],
  split: ReadonlySet<TallyKey>,
): TallyRow {
  const { startAt, endAt, camera } = cameras[0]!;
  const counted = totals
    .filter((total) => taxa.includes(total.taxon) && cameras.some((row) => row.camera === total.camera))
    .reduce(add, NOTHING);
  const seconds = cameras.reduce((sum, row) => sum + row.watchedSeconds, 0);
  const looked = seconds > 0 || counted.visits > 0;
  return {
    startAt,
    endAt,
    ...(split.has('camera') && { camera }),
    ...(split.has('taxon') && { taxon: taxa[0]! }),
    visits: looked ? counted.visits : null,
    individuals: looked ? counted.individuals : null,
    maxIndividuals: looked ? counted.maxIndividuals : null,
    effortHours: seconds / 3600,
  };
}

function add(a: Counts, b: Counts): Counts {
  return {
    visits: a.visits + b.visits,
    individuals: a.individuals + b.individuals,
    maxIndividuals: Math.max(a.maxIndividuals, b.maxIndividuals),
  };
}

/** The classes first, or the taxon asked for, then what else was counted within it, by id. */
function taxaIn(totals: readonly VisitTotal[], within: string | undefined): string[] {
  const counted = inOrder(totals.map((total) => total.taxon));
  if (within !== undefined) return [...new Set([within, ...counted.filter((taxon) => isWithin(taxon, within))])];
  return [...new Set([...CLASSES, ...counted])];
}

function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}

/** Splits rows that are ordered by period into one list a period. */
function periodsOf(rows: readonly EffortRow[]): EffortRow[][] {
  const lists = new Map<number, EffortRow[]>();
  for (const row of rows) {
    const list = lists.get(row.startAt);
    if (list) list.push(row);
    else lists.set(row.startAt, [row]);
  }
  return [...lists.values()];
}
