import type { Media } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import type { After } from '../store/room.ts';
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
  /** Pictures and clips out of which people were wiped; 0 where nothing is kept of a visit during which a person was seen. */
  readonly peopleMs?: number;
}

/** The most of each that goes at once, so that no commit takes long. More than a box writes in a second. */
const SLICE = { events: 300, deliveries: 50, paths: 30, media: 200 };
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const FIRST: After = { at: Number.MIN_SAFE_INTEGER, id: '' };

/** Lets go of what is older than it is kept, a small slice at a time. */
export class Retention {
  readonly #store: Store;
  readonly #keeps: Keeps;
  readonly #clock: SiteClock;
  /** How far pictures and clips were looked through for those with people; each hour from the start. */
  readonly #looked: Record<Media['type'], After & { readonly next: number; readonly again: number }> = {
    crop: { ...FIRST, next: 0, again: 0 },
    clip: { ...FIRST, next: 0, again: 0 },
  };

  constructor(store: Store, keeps: Keeps, clock: SiteClock) {
    this.#store = store;
    this.#keeps = keeps;
    this.#clock = clock;
  }

  /** Takes one slice of each away; resolves with how much went. */
  async sweep(now: number): Promise<number> {
    const { feedMs, deliveriesMs, pathsMs, statesMs, peopleMs } = this.#keeps;
    let gone = 0;
    if (feedMs !== undefined) gone += await this.#store.write(({ events }) => events.prune(now - feedMs, SLICE.events));
    if (deliveriesMs !== undefined)
      gone += await this.#store.write(({ deliveries }) => deliveries.prune(now - deliveriesMs, SLICE.deliveries));
    if (pathsMs !== undefined) gone += await this.#paths(now - pathsMs);
    if (statesMs !== undefined) gone += await this.#states(now - statesMs);
    if (peopleMs !== undefined)
      for (const type of ['crop', 'clip'] as const) gone += await this.#people(type, peopleMs, now);
    return gone;
  }

  /** Lets go of the next files of a type with people that are old enough; the files themselves are removed where room is made. */
  async #people(type: Media['type'], keptMs: number, now: number): Promise<number> {
    const { next, again, ...after } = this.#looked[type];
    if (now < next) return 0;
    const page = this.#store.room.page(type, after, SLICE.media);
    const old = page.filter(({ at }) => at < now - keptMs);
    const going = old.filter(({ blurred }) => blurred === 1);
    const days = Math.round(keptMs / DAY);
    const why = `${days > 0 ? `after ${days} ${days === 1 ? 'day' : 'days'}, ` : ''}for people were wiped out of it`;
    if (going.length > 0)
      await this.#store.write(({ room }) => {
        for (const { id } of going) room.letGo(id, now, why);
      });
    const { at, id } = old.at(-1) ?? after;
    // Files come of age in the order of their times, but for some that are stored late.
    if (old.length === SLICE.media) this.#looked[type] = { at, id, next, again };
    else if (now < again) this.#looked[type] = { at, id, next: now + MINUTE, again };
    else this.#looked[type] = { ...FIRST, next: now + MINUTE, again: now + HOUR };
    return going.length;
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
