import { RoostError } from '../../base/errors.ts';
import { correctedCounts } from '../../count/correct/corrected.ts';
import { countedInTime } from '../../count/review/basis.ts';
import type { Sample } from '../../count/review/queue.ts';
import type { StoreReader } from '../../count/store/open.ts';
import { type HalfYear, halfYearBefore } from '../../count/tally/half-year.ts';
import { movesIn } from '../../count/tally/moves.ts';
import { type PresenceRow, presenceLine } from '../../count/tally/presence-line.ts';
import { ruleOf } from '../../count/tally/rule.ts';
import { type TallyKey, type TallyRow, tally } from '../../count/tally/tally.ts';
import type { SocialTaxa } from '../../know/taxonomy/social.ts';
import { isWithin, taxonById } from '../../know/taxonomy/taxa.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import { isWildSpecies } from '../../know/taxonomy/wild.ts';
import { byPlace, classFigures, totalsOf } from './class-figures.ts';
import { effortFigures } from './effort-figures.ts';
import type { Figures, NewSpecies, OtherFigures, SpeciesFigures, Stand } from './figures.ts';
import { bestPictures } from './pictures.ts';
import { reviewFigures } from './review-figures.ts';
import { type SiteTide, tideFigures } from './tide-figures.ts';

/** What a report is made from. */
export interface ReportSource {
  readonly store: Omit<StoreReader, 'close'>;
  /** The data folder, that pictures are in. */
  readonly data: string;
  /** IANA name. */
  readonly timeZone: string;
  /** True for what the site's own checklist has. */
  listed(taxon: string): boolean;
  /** The random sample that the site's people look through. */
  readonly sample: Sample;
  /** What the site makes of the list of taxa that live in groups. */
  readonly social?: SocialTaxa;
  /** What people call each camera. */
  readonly names?: ReadonlyMap<string, string>;
  /** Where cameras stood in a range of time, ms, as it may be told. */
  stands?(from: number, to: number): readonly Stand[];
  /** Absent where the site has none. */
  readonly tide?: SiteTide;
  /** Now, ms: nothing is told of what is to come. */
  readonly now: number;
}

/** Birds, then mammals. */
const CLASSES = ['aves', 'mammalia'].map((id) => taxonById(id)!);

/**
 * Every figure of a half-year, on the best word: reviewed where somebody decided, else as the machine says.
 * @throws RoostError where it has not begun, or the database's sums are out of date
 */
export async function gather(source: ReportSource, half: HalfYear): Promise<Figures> {
  const { store, timeZone, now, social } = source;
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
  const of = (by: readonly TallyKey[], more: { within?: string; period?: 'month' } = {}) =>
    tally(store, {
      ...{ from: half.from, to: until, zone: timeZone, period: 'half-year', by },
      ...(social && { social }),
      ...more,
    });
  const named = countedOf(of(['taxon']));
  const byHour = of(['taxon', 'hour']);
  const classes = CLASSES.map((taxon) =>
    classFigures(taxon, {
      named: named.filter((one) => isWithin(one.taxon.id, taxon.id)),
      byHour,
      hours: of(['hour'], { within: taxon.id }),
      all: of([], { within: taxon.id })[0]!,
    }),
  );
  const species = classes.flatMap((one) => one.species);
  const [all] = of([]);
  const newToSite = newSpecies(source, half.from, until, species);
  const guarded = species
    .filter(({ taxon }) => taxon.protection)
    .sort((a, b) => a.taxon.protection! - b.taxon.protection! || byPlace(a, b));
  const shown = [...guarded, ...newToSite.map((one) => one.species)];
  return {
    ...{ half, until, classes, newToSite },
    known: all!.visits !== null,
    effortDays: all!.effortDays,
    totals: totalsOf(
      species.map(({ taxon }) => taxon),
      all!,
    ),
    protected: guarded,
    pictures: await bestPictures(
      source,
      { from: half.from, to: until },
      [...new Set(shown)].map((one) => ({ ...one, isNew: newToSite.some(({ species }) => species === one) })),
    ),
    gone: store.room.wentOf(half.from, until).files,
    groups: species.filter(({ counts }) => counts.groups),
    months: monthsOf(of(['taxon'], { period: 'month' }), of([], { period: 'month' })),
    names: source.names ?? new Map(),
    stands: source.stands?.(half.from, until) ?? [],
    moves: movesIn(store.deployments.all(), half.from, until),
    effort: await effortFigures(store, of(['camera']), half.from, until),
    reviews: await reviewFigures(store, half.from, until),
    corrected: await correctedCounts(store.visits, { from: half.from, to: until, sample: source.sample }),
    setups: setupsOf(store, half.from, until),
    rule: { intervalMinutes: rule.intervalMinutes, compare: rule.compare },
    ...compared(source, halfYearBefore(half, timeZone), species),
    ...(source.tide && { tide: tideFigures(await birds(source, half.from, until), source.tide) }),
  };
}

/** How many birds were there, by ten minutes. */
function birds({ store, timeZone }: ReportSource, from: number, to: number): Promise<PresenceRow[]> {
  return presenceLine(store, { from, to, zone: timeZone, within: 'aves' });
}

/** Known taxa of which visits count. */
function countedOf(rows: readonly TallyRow[]): OtherFigures[] {
  return rows.flatMap((counts) => {
    const taxon = taxonById(counts.taxon!);
    return taxon && counts.visits ? [{ taxon, counts }] : [];
  });
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
  const then = countedOf(tally(store, { ...range, by: ['taxon'] }))
    .filter(({ taxon }) => isWildSpecies(taxon.id))
    .sort(byPlace)
    .map(({ taxon }) => taxon);
  const [ids, before] = [new Set(now.map(({ taxon }) => taxon.id)), new Set(then.map(({ id }) => id))];
  return {
    before: {
      ...{ half, effortDays: all.effortDays, totals: totalsOf(then, all) },
      gained: now.flatMap(({ taxon }) => (before.has(taxon.id) ? [] : [taxon])),
      lost: then.filter(({ id }) => !ids.has(id)),
    },
  };
}

function newSpecies(
  { store, listed }: ReportSource,
  from: number,
  to: number,
  species: readonly SpeciesFigures[],
): NewSpecies[] {
  return species.flatMap((one) => {
    const { id } = one.taxon;
    if (listed(id) || store.visits.recordedBefore(id, from)) return [];
    const page = store.visits.page({ from: one.counts.firstAt!, to, taxa: [id], limit: 100 });
    const first = page.find((reviewed) => countedInTime(reviewed, 'best')?.taxon === id);
    return first ? [{ species: one, first }] : [];
  });
}

function monthsOf(taxa: readonly TallyRow[], all: readonly TallyRow[]): Figures['months'] {
  return all.map(({ startAt, visits }) => {
    const seen = taxa.filter((row) => row.startAt === startAt && row.visits && isWildSpecies(row.taxon!));
    const within = ({ id }: Taxon) => seen.filter((row) => isWithin(row.taxon!, id)).length;
    return { startAt, species: CLASSES.map((taxon) => (visits === null ? null : within(taxon))) };
  });
}

function setupsOf({ effort }: ReportSource['store'], from: number, to: number): Figures['setups'] {
  const ids = new Set(effort.cameras().flatMap((camera) => effort.setupsOf(camera, from, to)));
  return effort.setups().filter(({ id }) => ids.has(id));
}
