import { isDeepStrictEqual } from 'node:util';
import { SiteClock } from '../../base/site-clock.ts';
import { countedInTime } from '../review/basis.ts';
import { contributionsOf } from '../review/parts.ts';
import { type Change, TALLIES, type VisitNews } from '../store/change.ts';
import type { CountableVisit } from '../store/countable.ts';
import type { Follower } from '../store/followers.ts';
import type { Store, Tables } from '../store/store.ts';
import type { ReviewedHead } from '../store/visit-row.ts';
import { Cells, effortCell } from './cells.ts';
import { PresenceKeeper } from './keep-presence.ts';
import { rebuild } from './rebuild.ts';
import { rejudge, type Station } from './rejudge.ts';
import { type DailyRule, keptRule, ruleText } from './rule.ts';
import { spansAt, stationAt } from './stations.ts';
import { sumHour } from './sum-hour.ts';
import { keepUnder } from './under.ts';

/**
 * Keeps the sums of visits, presence and effort in step with every change from now on, in its own transaction. Where they are out of
 * date, or follow another rule, they are made anew first.
 * @returns true where they were made anew, which reads every visit and minute
 */
export async function keepDaily(store: Store, rule: DailyRule): Promise<boolean> {
  const keeper = new DailyKeeper(rule);
  const stale = store.sums.rule() !== ruleText(rule);
  const kept = stale ? await store.write((tables) => keepUnder(tables, rule)) : 'same';
  store.follow(keeper);
  return kept === 'remade';
}

/** Adds each change to the sums; those that missed one are out of date until they are made anew. */
class DailyKeeper implements Follower {
  readonly name = TALLIES;
  readonly #first: DailyRule;
  readonly #clock: SiteClock;
  readonly #presence: PresenceKeeper;

  constructor(rule: DailyRule) {
    this.#first = rule;
    this.#clock = new SiteClock(rule.timeZone);
    this.#presence = new PresenceKeeper(this.#clock);
  }

  take(change: Change, tables: Tables): void {
    if (change.of === 'visit') {
      this.#presence.take(change, tables);
      this.#visit(change, tables);
    } else tables.daily.putEffort(effortCell(change.after, this.#clock, change.before));
  }

  again(_: string, tables: Tables): void {
    const rule = this.#rule(tables);
    if (tables.sums.rule() === undefined) rebuild(tables, rule, ruleText(rule));
  }

  /** The rule as it stands in the database: `keepUnder` changes it while the box runs. */
  #rule({ sums }: Tables): DailyRule {
    return keptRule(sums) ?? this.#first;
  }

  #visit({ before, after }: VisitNews, tables: Tables): void {
    if (before && after && sameSums(before, after)) return;
    const hours = new Map<string, { camera: string; startAt: number }>();
    const touch = ({ camera, startAt }: { camera: string; startAt: number }) => {
      const { day, hour } = this.#clock.at(startAt);
      hours.set(JSON.stringify([camera, day, hour]), { camera, startAt });
    };
    if (after && !countedInTime(after, 'best')) tables.countable.put(after.visit.id, undefined);
    for (const { station, at } of this.#lanes(before, after, tables))
      for (const visit of rejudge(tables.countable, station, at, this.#rule(tables)))
        if (visit.id !== after?.visit.id) touch(visit);
    if (before) touch(before.visit);
    // A new visit that changes no other's judgement only adds to the sums.
    if (after && (before || hours.size > 0)) touch(after.visit);
    else if (after) this.#add(tables, after.visit);
    for (const { camera, startAt } of hours.values()) sumHour(tables, this.#clock, camera, startAt);
  }

  /** What has to be judged anew: each taxon and station that the visit left, came to, or stands in otherwise. */
  #lanes(before: VisitNews['before'], after: VisitNews['after'], tables: Tables): { station: Station; at: number }[] {
    const [was, is] = [before, after].map((reviewed) => {
      const counted = reviewed && countedInTime(reviewed, 'best');
      const { camera, startAt: at, continues } = reviewed?.visit ?? {};
      return counted && { camera: camera!, taxon: counted.taxon, at: at!, continues };
    });
    if (isDeepStrictEqual(was, is)) return [];
    // Those that go on with it are records of their own, or not, by what it counts as.
    const later = (after ?? before)!.visit.id;
    const goingOn = tables.countable.goingOn(later).flatMap((stored) => {
      const counted = countedInTime(stored, 'best');
      return counted ? [{ camera: stored.visit.camera, taxon: counted.taxon, at: stored.visit.startAt }] : [];
    });
    const { stations } = this.#rule(tables);
    return [was, is, ...goingOn].flatMap((lane) =>
      lane
        ? [
            {
              station: { spans: spansAt(stations, stationAt(stations, lane.camera, lane.at)), taxon: lane.taxon },
              at: lane.at,
            },
          ]
        : [],
    );
  }

  #add(tables: Tables, { id, camera, startAt }: CountableVisit['visit']): void {
    const cells = new Cells(this.#clock);
    for (const stored of tables.countable.between(camera, startAt, startAt + 1))
      if (stored.visit.id === id) cells.add(stored);
    for (const cell of cells.take()) tables.daily.put(cell);
  }
}

function sameSums(a: ReviewedHead, b: ReviewedHead): boolean {
  const facts = ({ visit, ...rest }: ReviewedHead) => [
    ...[visit.startAt, visit.camera, visit.zone, visit.continues],
    contributionsOf({ visit, ...(rest.outcome && { outcome: rest.outcome }) }),
  ];
  return isDeepStrictEqual(facts(a), facts(b));
}
