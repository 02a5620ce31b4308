import type { CountsDiff, OtherwiseVisits, TaxonCounts, Track, Visit } from '../../base/domain.ts';
import { SiteClock } from '../../base/site-clock.ts';
import { VisitFolder } from '../../count/visit/folder.ts';
import { Repeats } from '../../count/visit/repeats.ts';
import type { Name } from './name.ts';
import { byDifference, calledSo, type FoldRule, visitsDiff } from './otherwise.ts';

/** What counts of all of history would be. */
export interface HistoryDiff extends Omit<CountsDiff, 'otherwise'> {
  /** The newest of the visits that would be otherwise, the oldest first. */
  readonly otherwise: readonly OtherwiseVisits[];
  /** How many there are beside these. */
  readonly more: number;
}

/** What a side calls a track; null where nothing but its kind, undefined where it says nothing of it: it is called as it is stored then. */
type NameOf = (track: string) => Name | null | undefined;

/** What is told of a difference. */
interface Told {
  /** Most visits that would be otherwise which are kept one by one. */
  readonly most: number;
  /** Only visits that end then or later are compared, ms; all without it. */
  readonly from?: number;
}

const DAY = 86_400_000;
/** What a later track may still change: its own gap, and what is set aside of the day before. */
const SETTLED = 2 * DAY;

/**
 * What counts of any number of tracks would be under other names: both sides are folded as a box folds what comes, and compared day by
 * day, so that only days that may still change are held.
 * @param pages all tracks that ended, oldest start first, some at a time
 * @param names what each side calls tracks
 */
export function historyDiff(
  pages: Iterable<readonly Track[]>,
  names: { readonly present?: NameOf; readonly candidate: NameOf },
  rule: FoldRule & { readonly timeZone: string },
  { most, from = Number.NEGATIVE_INFINITY }: Told,
): HistoryDiff {
  const present = new Side(rule, names.present ?? (() => undefined), from);
  const candidate = new Side(rule, names.candidate, from);
  const clock = new SiteClock(rule.timeZone);
  const sum = new DiffSum(most);
  for (const page of pages) {
    const last = page.at(-1);
    if (!last) continue;
    present.take(page, last.startAt);
    candidate.take(page, last.startAt);
    const { day } = clock.at(last.startAt - SETTLED);
    sum.add(visitsDiff(present.before(day), candidate.before(day)));
  }
  sum.add(visitsDiff(present.before(Number.POSITIVE_INFINITY), candidate.before(Number.POSITIVE_INFINITY)));
  return sum.whole;
}

/** Visits as one side has them. */
class Side {
  readonly #folder: VisitFolder;
  readonly #visits = new Map<string, Visit>();
  readonly #nameOf: NameOf;
  readonly #from: number;

  constructor({ clock, falsePlaces, ...rule }: FoldRule, nameOf: NameOf, from: number) {
    this.#nameOf = nameOf;
    this.#from = from;
    const repeats = new Repeats({ clock });
    repeats.setFalsePlaces(falsePlaces);
    this.#folder = new VisitFolder({ ...rule, repeats });
  }

  take(tracks: readonly Track[], at: number): void {
    const called = tracks.map((track) => {
      const name = this.#nameOf(track.id);
      return name === undefined ? track : calledSo(track, name);
    });
    for (const { change, visit } of [...this.#folder.offer(called), ...this.#folder.advance(at)]) {
      if (change === 'withdrawn') this.#visits.delete(visit.id);
      else this.#visits.set(visit.id, visit);
    }
  }

  /** Those of days before a midnight, which are held no longer. */
  before(midnight: number): Visit[] {
    const gone = [...this.#visits.values()].filter(({ startAt }) => startAt < midnight);
    for (const { id } of gone) this.#visits.delete(id);
    return gone.filter(({ endAt }) => endAt >= this.#from);
  }
}

/** Differences of days, added up. */
class DiffSum {
  readonly #most: number;
  readonly #taxa = new Map<string, TaxonCounts>();
  #visits = { present: 0, candidate: 0 };
  #changed = 0;
  #found = 0;
  #otherwise: OtherwiseVisits[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add({ visits, changed, otherwise, taxa }: CountsDiff): void {
    this.#visits = {
      present: this.#visits.present + visits.present,
      candidate: this.#visits.candidate + visits.candidate,
    };
    this.#changed += changed;
    this.#found += otherwise.length;
    this.#otherwise = [...this.#otherwise, ...otherwise].slice(-this.#most);
    for (const one of taxa) {
      const before = this.#taxa.get(one.taxon);
      this.#taxa.set(one.taxon, before ? added(before, one) : one);
    }
  }

  get whole(): HistoryDiff {
    return {
      ...{ visits: this.#visits, changed: this.#changed, otherwise: this.#otherwise },
      more: this.#found - this.#otherwise.length,
      taxa: [...this.#taxa.values()].sort(byDifference),
    };
  }
}

function added(a: TaxonCounts, b: TaxonCounts): TaxonCounts {
  const side = (key: 'present' | 'candidate') => ({
    visits: a[key].visits + b[key].visits,
    individuals: a[key].individuals + b[key].individuals,
  });
  return { ...a, present: side('present'), candidate: side('candidate') };
}
