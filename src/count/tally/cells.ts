import { couldSee, type EffortMinute } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import { contributionsOf } from '../review/parts.ts';
import type { CountableVisit } from '../store/countable.ts';
import type { Cell, EffortCell, Sums } from '../store/daily.ts';

/** Visits summed by day, hour, camera, zone, taxon and part. */
export class Cells {
  readonly #clock: SiteClock;
  #cells = new Map<string, Cell & Sums>();

  constructor(clock: SiteClock) {
    this.#clock = clock;
  }

  /** Adds what a visit counts as; nothing where it does not count. */
  add(reviewed: CountableVisit): void {
    const { camera, startAt, zone = '' } = reviewed.visit;
    for (const { part, taxon, individuals, ...ages } of contributionsOf(reviewed)) {
      const { day, hour } = this.#clock.at(startAt);
      const key = JSON.stringify([day, hour, camera, zone, taxon, part]);
      const records = reviewed.independent && part !== 'machine' ? 1 : 0;
      const one = { visits: 1, records, individuals, least: individuals, most: individuals, ...ages };
      const own = { ...{ day, hour, camera, zone, taxon, part }, ...one, firstAt: startAt, lastAt: startAt };
      const known = this.#cells.get(key);
      this.#cells.set(key, known ? { ...own, ...added(known, own) } : own);
    }
  }

  /** The cells, and starts over. */
  take(): (Cell & Sums)[] {
    const cells = [...this.#cells.values()];
    this.#cells = new Map();
    return cells;
  }
}

/** Two sums in one. */
export function added(a: Sums, b: Sums): Sums {
  return {
    visits: a.visits + b.visits,
    records: a.records + b.records,
    individuals: a.individuals + b.individuals,
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    adults: a.adults + b.adults,
    juveniles: a.juveniles + b.juveniles,
    females: a.females + b.females,
    males: a.males + b.males,
  };
}

/** What a minute adds to its hour, beyond what it was before. */
export function effortCell(after: EffortMinute, clock: SiteClock, before?: EffortMinute): EffortCell {
  const { day, hour } = clock.at(after.minute);
  const looked = (minute: EffortMinute | undefined) => (minute && couldSee(minute) ? minute.watchedSeconds : 0);
  return {
    ...{ day, hour, camera: after.camera },
    watchedSeconds: after.watchedSeconds - (before?.watchedSeconds ?? 0),
    lookedSeconds: looked(after) - looked(before),
    frames: after.frames - (before?.frames ?? 0),
    dropped: after.dropped - (before?.dropped ?? 0),
  };
}
