import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { RoostError } from '../../base/errors.ts';
import { correctedCounts } from '../../count/correct/corrected.ts';
import { countedInTime } from '../../count/review/basis.ts';
import type { Sample } from '../../count/review/queue.ts';
import type { StoreReader } from '../../count/store/open.ts';
import { gaps } from '../../count/tally/gaps.ts';
import { type HalfYear, halfYearBefore } from '../../count/tally/half-year.ts';
import { movesIn } from '../../count/tally/moves.ts';
import { type PresenceRow, presenceLine } from '../../count/tally/presence-line.ts';
import { ruleOf } from '../../count/tally/rule.ts';
import { type TallyKey, type TallyRow, tally } from '../../count/tally/tally.ts';
import { lineage, taxonById } from '../../know/taxonomy/taxa.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import { isDomestic, isWildSpecies } from '../../know/taxonomy/wild.ts';
import type { CameraEffort, Figures, NewSpecies, SpeciesFigures, Totals } from './figures.ts';
import { type SiteTide, tideFigures } from './tide-figures.ts';

/** What a report is made from. */
export interface ReportSource {
  readonly store: StoreReader;
  /** IANA name. */
  readonly timeZone: string;
  /** True for what the site's own checklist has. */
  listed(taxon: string): boolean;
  /** The random sample that the site's people look through. */
  readonly sample: Sample;
  /** Absent where the site has none. */
  readonly tide?: SiteTide;
  /** Now, ms: nothing is told of what is to come. */
  readonly now: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const TOP = 10;

/**
 * Every figure of a half-year, on the best word: reviewed where somebody decided, else as the machine says.
 * @throws RoostError where it has not begun, or the database's sums are out of date
 */
export async function gather(source: ReportSource, half: HalfYear): Promise<Figures> {
  const { store, timeZone, now } = source;
  if (half.from >= now) throw new RoostError('report', half.name, 'has not begun', 'Ask for one that has');
  const rule = ruleOf(store.sums);
  if (rule?.timeZone !== timeZone)
    throw new RoostError(
      'report',
      half.name,
      rule
        ? `the database sums days of ${rule.timeZone}, and the site is in ${timeZone}`
        : 'the sums of the database are out of date',
      'Start the box once with this config: it makes them anew',
    );
  const until = Math.min(half.to, now);
  const of = (by: readonly TallyKey[], period: 'half-year' | 'month' = 'half-year') =>
    tally(store, { from: half.from, to: until, zone: timeZone, period, by });
  const named = of(['taxon']).flatMap((counts) => {
    const taxon = taxonById(counts.taxon!);
    return taxon && counts.visits ? [{ taxon, counts }] : [];
  });
  const peaks = peaksOf(of(['taxon', 'hour']));
  const species = named
    .filter(({ taxon }) => isWildSpecies(taxon.id))
    .map(({ taxon, counts }) => placed(taxon, counts, peaks.get(taxon.id) ?? 0))
    .sort(byPlace);
  const [all] = of([]);
  const before = halfYearBefore(half, timeZone);
  return {
    ...{ half, until, species },
    totals: totalsOf(species.length, all!),
    wider: named.filter(({ taxon }) => taxon.rank !== 'species'),
    domestic: named.filter(({ taxon }) => isDomestic(taxon.id)),
    newToSite: await newSpecies(source, half.from, until, species),
    protected: species
      .filter(({ taxon }) => taxon.protection)
      .sort((a, b) => a.taxon.protection! - b.taxon.protection! || byPlace(a, b)),
    groups: species.filter(({ counts }) => counts.groups),
    top: [...species].sort((a, b) => b.counts.records! - a.counts.records! || byPlace(a, b)).slice(0, TOP),
    hours: of(['hour']),
    months: monthsOf(of(['taxon'], 'month'), of([], 'month')),
    moves: movesIn(store.deployments.all(), half.from, until),
    effort: await effortOf(source, of(['camera']), half.from, until),
    reviews: await reviewsOf(source, half.from, until),
    corrected: await correctedCounts(store.visits, { from: half.from, to: until, sample: source.sample }),
    setups: setupsOf(store, half.from, until),
    rule: { intervalMinutes: rule.intervalMinutes, compare: rule.compare },
    ...compared(source, before, species),
    ...(source.tide && { tide: tideFigures(await birds(source, half.from, until), source.tide) }),
  };
}

/** How many birds were there, by ten minutes. */
function birds({ store, timeZone }: ReportSource, from: number, to: number): Promise<PresenceRow[]> {
  return presenceLine(store, { from, to, zone: timeZone, within: 'aves' });
}

/** Hours with less clear effort than this (h) in all are no peaks, if there are others: a minute with a bird is no rate. */
const ENOUGH = 1;

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
  const line = lineage(taxon.id);
  const [order, family] = (['order', 'family'] as const).map((rank) => line.find((above) => above.rank === rank));
  return { taxon, counts, peakHour, ...(order && { order }), ...(family && { family }) };
}

function byPlace(a: SpeciesFigures, b: SpeciesFigures): number {
  const place = ({ order, family, taxon }: SpeciesFigures) =>
    [order?.scientific ?? '', family?.scientific ?? '', taxon.scientific].join(' ');
  return place(a) < place(b) ? -1 : 1;
}

function totalsOf(species: number, { visits, records, individuals, effortDays, rai }: TallyRow): Totals {
  return { species, visits: visits ?? 0, records: records ?? 0, individuals: individuals ?? 0, effortDays, rai };
}

/** The half-year before, where anything is known of it. */
function compared(
  { store, timeZone }: ReportSource,
  half: HalfYear,
  now: readonly SpeciesFigures[],
): Pick<Figures, 'before'> {
  const range = { from: half.from, to: half.to, zone: timeZone, period: 'half-year' } as const;
  const [all] = tally(store, { ...range, by: [] });
  if (all?.visits === null || all === undefined) return {};
  const then = tally(store, { ...range, by: ['taxon'] }).flatMap(({ taxon, visits }) => {
    const known = taxonById(taxon!);
    return known && isWildSpecies(known.id) && visits ? [known] : [];
  });
  const [ids, before] = [new Set(now.map(({ taxon }) => taxon.id)), new Set(then.map(({ id }) => id))];
  return {
    before: {
      half,
      totals: totalsOf(then.length, all),
      gained: now.flatMap(({ taxon }) => (before.has(taxon.id) ? [] : [taxon])),
      lost: then.filter(({ id }) => !ids.has(id)),
    },
  };
}

async function newSpecies(source: ReportSource, from: number, to: number, species: readonly SpeciesFigures[]) {
  const { store, listed } = source;
  const found: NewSpecies[] = [];
  for (const one of species) {
    const { id } = one.taxon;
    if (listed(id) || store.visits.recordedBefore(id, from)) continue;
    const firstAt = one.counts.firstAt!;
    const page = store.visits.page({ from: firstAt, to, taxa: [id], limit: 100 });
    const first = page.find((reviewed) => countedInTime(reviewed, 'best')?.taxon === id);
    const picture = first && store.media.bestCrop(first.visit.id)?.file;
    if (first) found.push({ species: one, first, ...(picture && { picture }) });
  }
  return found;
}

function monthsOf(taxa: readonly TallyRow[], all: readonly TallyRow[]): Figures['months'] {
  return all.map(({ startAt, visits, effortDays }) => {
    const seen = taxa.filter((row) => row.startAt === startAt && row.visits && isWildSpecies(row.taxon!));
    return { startAt, species: visits === null ? null : seen.length, effortDays };
  });
}

async function effortOf(
  { store }: ReportSource,
  rows: readonly TallyRow[],
  from: number,
  to: number,
): Promise<CameraEffort[]> {
  const efforts: CameraEffort[] = [];
  for (const { camera, effortDays, effortHours } of rows) {
    const found = await gaps(store, camera!, from, to);
    const hours = (gap: { startAt: number; endAt: number }) => (gap.endAt - gap.startAt) / HOUR;
    const longest = [...found].sort((a, b) => hours(b) - hours(a))[0];
    const gapHours = found.reduce((sum, gap) => sum + hours(gap), 0);
    efforts.push({
      camera: camera!,
      effortDays,
      watchedHours: effortHours,
      gaps: found.length,
      gapHours,
      ...(longest && { longest }),
    });
  }
  return efforts;
}

async function reviewsOf({ store }: ReportSource, from: number, to: number): Promise<Figures['reviews']> {
  const counts = { reviewed: 0, confirmed: 0, corrected: 0, rejected: 0 };
  const people = new Set<string>();
  for (let start = from; start < to; start += 7 * DAY, await yieldToOthers())
    for (const camera of store.sums.cameras())
      for (const { outcome } of store.countable.between(camera, start, Math.min(start + 7 * DAY, to))) {
        if (!outcome) continue;
        counts.reviewed += 1;
        if (outcome.status in counts) counts[outcome.status as keyof typeof counts] += 1;
        for (const by of outcome.by) people.add(by.normalize('NFKC').trim().toLowerCase());
      }
  return { ...counts, people: people.size };
}

function setupsOf({ effort }: StoreReader, from: number, to: number): Figures['setups'] {
  const ids = new Set(effort.cameras().flatMap((camera) => effort.setupsOf(camera, from, to)));
  return effort.setups().filter(({ id }) => ids.has(id));
}
