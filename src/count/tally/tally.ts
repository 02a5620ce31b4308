import { type Basis, KINDS, type Rank } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { SiteClock } from '../../base/site-clock.ts';
import type { SocialTaxa } from '../../know/taxonomy/social.ts';
import { isWithin, lineage, taxonOfKind } from '../../know/taxonomy/taxa.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { Store } from '../store/store.ts';
import { cut, type EffortSource, effortIn, MOST_ROWS, type Range } from './effort-rows.ts';
import { measured, type TallyMeasures } from './measures.ts';
import { periodsIn, type Span } from './periods.ts';
import { type PresenceSource, presenceIn, presenceInEach } from './presence-sums.ts';
import { keyOf, type SumsSource, sumsIn } from './sums.ts';

/** What tallies are split by, besides the period. `zone`: that of the camera; `hour`: of the day, on the site's clock. */
export type TallyKey = 'taxon' | 'camera' | 'zone' | 'hour';

/**
 * What tallies make of domestic animals. `apart`: where a tally is split by taxon they have rows of their own, and no sum over taxa
 * (of a camera, an hour, a family) holds them, unless one of them is asked for by its own id; `only`: nothing else;
 * `without`: no row at all; `with`: they count like wild ones.
 */
export const DOMESTIC_COUNTS = ['apart', 'only', 'without', 'with'] as const;
export type DomesticCounts = (typeof DOMESTIC_COUNTS)[number];

/** Which tallies. */
export interface TallyQuery extends Range {
  /** Split by these; what is left out is summed over. Taxon and camera by default. */
  readonly by?: readonly TallyKey[];
  /** Taxa are summed up to this rank; what is named less deep stays by itself. As they are named without it. */
  readonly rank?: Rank;
  /**
   * Only what was counted within this taxon, of any rank, and the taxon itself; without it, all that was counted in the
   * range, and the classes that can be.
   */
  readonly within?: string;
  /** What becomes of domestic animals; `apart` by default. */
  readonly domestic?: DomesticCounts;
  /** Whose word counts; the best one by default. */
  readonly basis?: Basis;
  /** What the site makes of the list of taxa that live in groups; that list alone without it. */
  readonly social?: SocialTaxa;
}

/**
 * Counted visits in one period, each in the period of its start, presence in the time in which animals were there, and the effort
 * that both rest on.
 * Watched and nothing seen: the counts are 0. Not watched: they are null, for nothing is known.
 */
export interface TallyRow extends Span, TallyMeasures {
  /** Present where the tally is split by it. */
  readonly taxon?: string;
  readonly camera?: string;
  /** Empty outside of every zone. */
  readonly zone?: string;
  readonly hour?: number;
}

/** What tallies need of the store. */
export interface TallySource extends EffortSource, SumsSource, PresenceSource {
  readonly sums: Pick<Store['sums'], 'sums' | 'presence' | 'rule' | 'effort' | 'taxa' | 'cameras'>;
  readonly countable: Pick<Store['countable'], 'between' | 'spansOf'>;
}

/** What every animal is at least called. */
const CLASSES: readonly string[] = KINDS.flatMap((kind) => taxonOfKind(kind)?.id ?? []);
const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);
/** Keys in the order in which rows come. */
const ORDER = ['camera', 'zone', 'hour', 'taxon'] as const;

/**
 * Tallies by period, then camera, zone, hour and taxon. Every period in the range has its rows, also those without a visit.
 * @throws RoostError if the zone is not known, or there would be more than `MOST_ROWS` rows
 */
export function tally(source: TallySource, query: TallyQuery): TallyRow[] {
  const { within, rank, basis = 'best' } = query;
  const split: ReadonlySet<TallyKey> = new Set(query.by ?? ['taxon', 'camera']);
  const clock = new SiteClock(query.zone);
  const spans = periodsIn(query.from, query.to, query.period, query.zone, MOST_ROWS);
  // A camera whose first minute was lost with the power may have a visit and no effort yet: it counts all the same.
  const cameras = query.cameras ?? inOrder([...source.effort.cameras(), ...source.sums.cameras()]);
  const as = summedAs(source.sums.taxa(), query, split.has('taxon'));
  const wanted = { basis, cameras, as };
  const keys = ORDER.filter((key) => split.has(key));
  // Days are summed as days: one question instead of one a day.
  const asDays = { ...wanted, by: [...keys, 'day' as const] };
  const byDay =
    query.period === 'day'
      ? {
          sums: byDays(sumsIn(source, asDays, query, clock)),
          presence: byDays(presenceIn(source, asDays, query, clock)),
        }
      : undefined;
  const parts = spans.map((span) => cut(span, query));
  const byHour = query.period === 'hour' ? presenceInEach(source, { ...wanted, by: keys }, parts, clock) : undefined;
  const periods = spans.map((span, index) => {
    const part = parts[index]!;
    const sums = byDay ? (byDay.sums.get(span.startAt) ?? []) : sumsIn(source, { ...wanted, by: keys }, part, clock);
    const presence = byDay
      ? (byDay.presence.get(span.startAt) ?? [])
      : (byHour?.get(part.from) ?? presenceIn(source, { ...wanted, by: keys }, part, clock));
    return { span, part, sums, presence };
  });
  const found = periods.flatMap(({ sums, presence }) => [...sums, ...presence]);
  const values = {
    camera: cameras,
    zone: inOrder(found.map((row) => row.zone!)),
    hour: HOURS,
    taxon: taxaIn(found, within, rank),
  };
  const groups = product(keys.map((key) => values[key])).map((group) => {
    const own: Pick<TallyRow, TallyKey> = Object.fromEntries(keys.map((key, index) => [key, group[index]]));
    return { own, key: keyOf(own, keys), cameras: own.camera === undefined ? cameras : [own.camera] };
  });
  if (spans.length * groups.length > MOST_ROWS) {
    throw new RoostError('tally', `by ${query.period}`, `more than ${MOST_ROWS} rows`, 'Ask for fewer taxa or cameras');
  }
  const asHours = split.has('hour') || query.period === 'hour';
  const judged = basis === 'best' && source.sums.rule() !== undefined;
  return periods.flatMap(({ span, part, sums, presence }) => {
    const byKey = new Map(sums.map((row) => [keyOf(row, keys), row]));
    const there = new Map(presence.map((row) => [keyOf(row, keys), row]));
    const watched = effortIn(source, cameras, part, clock, split.has('hour'));
    return groups.map(({ own, key, cameras: some }): TallyRow => {
      const effort = some.map((camera) => watched(camera, own.hour));
      // Added to rather than spread again: an answer has thousands of rows of twenty fields.
      return Object.assign(
        measured(byKey.get(key), there.get(key), effort, judged, asHours, own.taxon ?? within, query.social),
        span,
        own,
      );
    });
  });
}

function byDays<Row extends { readonly day?: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const days = new Map<number, Row[]>();
  for (const row of rows) {
    const known = days.get(row.day!);
    if (known) known.push(row);
    else days.set(row.day!, [row]);
  }
  return days;
}

/** What each taxon is summed as: itself, or what holds it at a rank. What is left out is not counted. */
export function summedAs(
  taxa: readonly string[],
  { within, rank, domestic = 'apart' }: Pick<TallyQuery, 'within' | 'rank' | 'domestic'>,
  byTaxon: boolean,
): Map<string, string> {
  const wanted = within === undefined ? taxa : taxa.filter((taxon) => isWithin(taxon, within) || taxon === within);
  return new Map(
    wanted.flatMap((taxon): [string, string][] => {
      const tame = isDomestic(taxon);
      const apart = tame && domestic === 'apart';
      if (domestic === 'only' ? !tame : tame && domestic === 'without') return [];
      if (apart && !byTaxon && taxon !== within) return [];
      const wide = apart ? undefined : lineage(taxon).find((above) => above.rank === rank)?.id;
      return [[taxon, wide ?? taxon]];
    }),
  );
}

/** The classes first, or the taxon asked for, then what else was counted, by id; only what was, where a rank is asked for. */
function taxaIn(
  sums: readonly { readonly taxon?: string }[],
  within: string | undefined,
  rank: Rank | undefined,
): string[] {
  const counted = inOrder(sums.map(({ taxon }) => taxon!));
  if (rank !== undefined) return counted;
  return [...new Set([...(within === undefined ? CLASSES : [within]), ...counted])];
}

function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}

/** Every combination of one value of each list, the last changing fastest. */
function product(lists: readonly (readonly (string | number)[])[]): (string | number)[][] {
  return lists.reduce<(string | number)[][]>(
    (groups, list) => groups.flatMap((group) => list.map((value) => [...group, value])),
    [[]],
  );
}
