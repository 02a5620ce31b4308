import type { Database } from 'better-sqlite3';
import type { EffortMinute, Media, Review, Reviewed, Track } from '../../base/domain.ts';
import { Alerts } from './alerts.ts';
import { Cameras } from './cameras.ts';
import { CountableVisits } from './countable.ts';
import { Daily } from './daily.ts';
import { DailySums } from './daily-sums.ts';
import { Deliveries } from './deliveries.ts';
import { Deployments } from './deployments.ts';
import { Events } from './events.ts';
import { MediaTable } from './media.ts';
import { Minutes } from './minutes.ts';
import { Reviews } from './reviews.ts';
import { Tracks } from './tracks.ts';
import { Visits } from './visits.ts';

/** The kinds of fact, for reading and writing; handed to the work of `store.write`. */
export interface Tables {
  readonly tracks: Tracks;
  readonly visits: Visits;
  readonly reviews: Reviews;
  readonly media: MediaTable;
  readonly effort: Minutes;
  readonly deployments: Deployments;
  readonly cameras: Cameras;
  readonly countable: CountableVisits;
  readonly daily: Daily;
  readonly sums: DailySums;
  readonly alerts: Alerts;
  readonly deliveries: Deliveries;
  readonly events: Events;
}

type Readable<T> = Omit<
  T,
  | 'put'
  | 'putDouble'
  | 'putDoubt'
  | 'withdraw'
  | 'settle'
  | 'prune'
  | 'putChecklist'
  | 'putSetup'
  | 'dropDay'
  | 'putEffort'
  | 'begin'
  | 'putStale'
>;

/** The kinds of fact, for reading. */
export type ReadableTables = { readonly [K in Exclude<keyof Tables, 'daily'>]: Readable<Tables[K]> };

/** What a visit was and is, with what reviews make of it; undefined where it was not, or is not any more. */
export interface Change {
  readonly before: Reviewed | undefined;
  readonly after: Reviewed | undefined;
  /** When, ms. */
  readonly at: number;
}

/** Hears of each change inside its transaction, so that what follows from it is written with it or not at all. */
export interface ChangeListener {
  visit(change: Change): void;
  /** A minute as it was and is now; undefined where nothing of it was known. */
  effort(before: EffortMinute | undefined, after: EffortMinute): void;
}

/** A visit with every decision on it, the oldest first, its tracks and its media. */
export interface VisitDetail extends Reviewed {
  readonly reviews: readonly Review[];
  readonly tracks: readonly Track[];
  readonly media: readonly Media[];
}

/** Every table of a database. @param listener hears of each change */
export function tablesOf(db: Database, listener: ChangeListener): Tables {
  const events = new Events(db);
  // A review changes its visit, and a visit asks for its reviews.
  const reviews: Reviews = new Reviews(db, events, (visit, at) => visits.settle(visit, at));
  const visits = new Visits(db, {
    events,
    reviewsOf: (visit) => reviews.ofVisit(visit),
    changed: (before, after, at) => listener.visit({ before, after, at }),
  });
  return {
    tracks: new Tracks(db),
    visits,
    reviews,
    media: new MediaTable(db),
    effort: new Minutes(db, events, (before, after) => listener.effort(before, after)),
    deployments: new Deployments(db, events),
    cameras: new Cameras(db, events),
    countable: new CountableVisits(db),
    daily: new Daily(db),
    sums: new DailySums(db),
    alerts: new Alerts(db, events),
    deliveries: new Deliveries(db),
    events,
  };
}

/** A visit with all that it rests on; undefined where it is not known. */
export function detailOf({ visits, reviews, tracks, media }: ReadableTables, id: string): VisitDetail | undefined {
  const found = visits.reviewed(id);
  return found && { ...found, reviews: reviews.ofVisit(id), tracks: tracks.ofVisit(id), media: media.ofVisit(id) };
}
