import type { Database } from 'better-sqlite3';
import type { Media, NamedAgain, Review, Reviewed, Track } from '../../base/domain.ts';
import { VerdictsAgain } from './again.ts';
import { Alerts } from './alerts.ts';
import { Cameras } from './cameras.ts';
import type { Change } from './change.ts';
import { CountableVisits } from './countable.ts';
import { Daily } from './daily.ts';
import { DailySums } from './daily-sums.ts';
import { Deliveries } from './deliveries.ts';
import { Deployments } from './deployments.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { MediaTable } from './media.ts';
import { Minutes } from './minutes.ts';
import { Presence } from './presence.ts';
import { Pushed } from './pushed.ts';
import { Reviews } from './reviews.ts';
import { Room } from './room.ts';
import { SetAside } from './set-aside.ts';
import { Tracks } from './tracks.ts';
import { Visits } from './visits.ts';

/** The kinds of fact, for reading and writing; handed to the work of `store.write`. */
export interface Tables {
  readonly tracks: Tracks;
  readonly again: VerdictsAgain;
  readonly visits: Visits;
  readonly reviews: Reviews;
  readonly media: MediaTable;
  readonly room: Room;
  readonly effort: Minutes;
  readonly deployments: Deployments;
  readonly cameras: Cameras;
  readonly countable: CountableVisits;
  readonly presence: Presence;
  readonly daily: Daily;
  readonly sums: DailySums;
  readonly alerts: Alerts;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  readonly events: Events;
  readonly setAside: SetAside;
  readonly pushed: Pushed;
}

type Readable<T> = Omit<
  T,
  | 'put'
  | 'putMinute'
  | 'putFew'
  | 'thin'
  | 'putDouble'
  | 'putFolded'
  | 'putDoubt'
  | 'withdraw'
  | 'settle'
  | 'prune'
  | 'putChecklist'
  | 'putSetup'
  | 'putHour'
  | 'putEffort'
  | 'putCell'
  | 'putHour'
  | 'begin'
  | 'putState'
  | 'drop'
  | 'letGo'
  | 'left'
  | 'mark'
  | 'markOnly'
>;

/** The kinds of fact, for reading. */
export type ReadableTables = { readonly [K in Exclude<keyof Tables, 'daily' | 'setAside'>]: Readable<Tables[K]> };

/** A visit with every decision on it, the oldest first, its tracks, what these were called when they were named again, and its media. */
export interface VisitDetail extends Reviewed {
  readonly reviews: readonly Review[];
  readonly tracks: readonly Track[];
  readonly again: readonly NamedAgain[];
  readonly media: readonly Media[];
}

/** Every table of a database. @param tell is told of each change of a visit or a minute, inside its transaction */
export function tablesOf(db: Database, tell: (change: Change) => void): Tables {
  const events = new Events(db);
  // A review changes its visit, and a visit asks for its reviews.
  const reviews: Reviews = new Reviews(db, events, (visit, at) => visits.settle(visit, at));
  const visits = new Visits(db, {
    events,
    reviewsOf: (visit) => reviews.ofVisit(visit),
    changed: (before, after, at) => tell({ of: 'visit', before, after, at }),
  });
  return {
    tracks: new Tracks(db),
    again: new VerdictsAgain(db),
    visits,
    reviews,
    media: new MediaTable(db),
    room: new Room(db),
    effort: new Minutes(db, events, (before, after) => tell({ of: 'effort', before, after })),
    deployments: new Deployments(db, events),
    cameras: new Cameras(db, events),
    countable: new CountableVisits(db),
    presence: new Presence(db),
    daily: new Daily(db),
    sums: new DailySums(db),
    alerts: new Alerts(db, events),
    deliveries: new Deliveries(db),
    faults: new Faults(db, events),
    events,
    setAside: new SetAside(db),
    pushed: new Pushed(db),
  };
}

/** A visit with all that it rests on; undefined where it is not known. */
export function detailOf(
  { visits, reviews, tracks, again, media }: ReadableTables,
  id: string,
): VisitDetail | undefined {
  const found = visits.reviewed(id);
  if (!found) return undefined;
  const of = {
    reviews: reviews.ofVisit(id),
    tracks: tracks.ofVisit(id),
    again: again.ofVisit(id),
    media: media.ofVisit(id),
  };
  return { ...found, ...of };
}
