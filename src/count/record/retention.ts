import type { SiteClock } from '../../base/site-clock.ts';
import type { Store } from '../store/store.ts';
import { neededStates } from '../tally/gaps.ts';
import { factsOf, fewOf } from '../visit/whole-path.ts';

/** How long each thing is kept, ms; for ever where it is not given. */
export interface Keeps {
  /** Entries of the feed. */
  readonly feedMs?: number;
  /** What was sent of alerts, and how that went; the alerts themselves stay. */
  readonly deliveriesMs?: number;
  /** Whole paths of tracks: afterwards some points and what the whole told are kept, from which the same visits follow. */
  readonly pathsMs?: number;
  /** Every state of a camera: afterwards only those that tell why it did not watch. */
  readonly statesMs?: number;
}

/** The most of each that goes at once, so that no commit takes long. More than a box writes in a second. */
const SLICE = { events: 300, deliveries: 50, paths: 30 };
const DAY = 86_400_000;

/** Lets go of what is older than it is kept, a small slice at a time. */
export class Retention {
  readonly #store: Store;
  readonly #keeps: Keeps;
  readonly #clock: SiteClock;

  constructor(store: Store, keeps: Keeps, clock: SiteClock) {
    this.#store = store;
    this.#keeps = keeps;
    this.#clock = clock;
  }

  /** Takes one slice of each away; resolves with how much went. */
  async sweep(now: number): Promise<number> {
    const { feedMs, deliveriesMs, pathsMs, statesMs } = this.#keeps;
    let gone = 0;
    if (feedMs !== undefined) gone += await this.#store.write(({ events }) => events.prune(now - feedMs, SLICE.events));
    if (deliveriesMs !== undefined)
      gone += await this.#store.write(({ deliveries }) => deliveries.prune(now - deliveriesMs, SLICE.deliveries));
    if (pathsMs !== undefined) gone += await this.#paths(now - pathsMs);
    if (statesMs !== undefined) gone += await this.#states(now - statesMs);
    return gone;
  }

  async #paths(before: number): Promise<number> {
    const long = this.#store.tracks.longPaths(before, SLICE.paths);
    if (long.length === 0) return 0;
    const thinned = long.map(({ id, startAt, endAt, path }) => {
      return { id, few: fewOf(path, this.#midnights(startAt, endAt)), whole: factsOf(path) };
    });
    await this.#store.write(({ tracks }) => {
      for (const { id, few, whole } of thinned) tracks.putFew(id, few, whole);
    });
    return long.length;
  }

  /** Midnights of the site within a time; as many as a visit may be cut at. */
  #midnights(startAt: number, endAt: number): number[] {
    const found: number[] = [];
    for (let { end } = this.#clock.at(startAt); end < endAt && found.length < 60; end = this.#clock.at(end).end)
      found.push(end);
    return found;
  }

  /** Thins one day of one camera. */
  async #states(before: number): Promise<number> {
    const { effort, cameras } = this.#store;
    for (const camera of effort.cameras()) {
      const first = cameras.nextToThin(camera);
      if (first === undefined) continue;
      const from = Math.floor(first / DAY) * DAY;
      if (from + DAY > before) continue;
      const states = cameras.states(camera, from, from + DAY);
      const needed = neededStates(states, effort.between(from, from + DAY, camera), from, from + DAY);
      await this.#store.write((tables) => tables.cameras.thin(camera, from, from + DAY, needed));
      return states.length;
    }
    return 0;
  }
}
