import type { Track } from '../../base/domain.ts';
import type { Store } from '../store/store.ts';
import { type FolderOptions, type VisitChange, VisitFolder } from '../visit/folder.ts';
import type { ZoneOf } from '../visit/make.ts';
import { Repeats } from '../visit/repeats.ts';
import type { IsFirst } from '../visit/review.ts';
import { FalsePlaces } from './false-places.ts';
import { differences, readPast } from './past.ts';
import { Unfolded } from './unfolded.ts';
import { VisitWriter } from './visit-writer.ts';

/** Tracks that could not be folded are tried again after so long, ms. */
const AGAIN = 600_000;
/** Of tracks that were left unfolded longer ago, so many are taken up at a time. */
const MOST_OLD = 200;
/** How often the store is told, ms, that tracks are folded, where there is nothing else to write. */
const TELL = 10_000;

/** What folding is told of the site. */
export interface FoldingSite {
  /** True for what the site's own checklist has: seeing it is no first record. */
  readonly listed?: (taxon: string) => boolean;
  /** Knows the cameras' zones. */
  readonly zoneOf?: ZoneOf;
  /** Names less sure than this count as bird or mammal. */
  readonly minScore?: number;
  /** IANA name of the site's time zone, at whose midnights visits are cut; without it they are not. */
  readonly timeZone?: string;
}

/** Who hears of what could not be folded or stored, and a clock that is never set (ms). */
export interface FoldingHooks {
  readonly failed?: (facts: object, error: unknown) => void;
  readonly monotonic?: () => number;
}

/**
 * Keeps the visits of the store in step with the tracks that are stored there. Visits are derived: whatever fails here, the
 * tracks are stored already, and are folded again, after a restart too.
 */
export class Folding {
  readonly #store: Store;
  readonly #repeats: Repeats;
  readonly #places: FalsePlaces;
  readonly #options: FolderOptions & { readonly gapMs: number };
  readonly #writer: VisitWriter;
  readonly #unfolded = new Unfolded();
  readonly #failed: (facts: object, error: unknown) => void;
  readonly #monotonic: () => number;
  #folder: VisitFolder;
  /** True where not even the tracks of the store could be folded: nothing is, until that is tried again. */
  #stuck = false;
  #triedAt = 0;
  #toldAt = 0;

  constructor(
    store: Store,
    gapMs: number,
    repeats: Repeats,
    { listed = () => false, ...site }: FoldingSite = {},
    { failed = () => undefined, monotonic = () => performance.now() }: FoldingHooks = {},
  ) {
    this.#store = store;
    this.#repeats = repeats;
    this.#failed = failed;
    this.#monotonic = monotonic;
    this.#places = new FalsePlaces(store);
    this.#writer = new VisitWriter(store, (visit, error) => failed({ visit }, error), monotonic);
    const isFirst: IsFirst = (taxon, startAt) => !listed(taxon) && !store.visits.recordedBefore(taxon, startAt);
    this.#options = { gapMs, repeats, isFirst, stored: (...of) => store.visits.until(...of), ...site };
    this.#folder = new VisitFolder(this.#options);
  }

  /**
   * Takes the last day's tracks up again, and those that were never folded, and tells the store what it does not know. Tracks
   * that are live in the store are over: nobody follows them any more.
   */
  async recover(now: number): Promise<void> {
    const newest = this.#store.tracks.newest() ?? now;
    // A clock that is behind the newest track must not open again what was closed.
    const closing = now > newest ? now : newest + this.#options.gapMs + 1;
    this.#reload({ newest: Math.max(now, newest), closing, at: now, over: true });
    await this.#save(now);
  }

  /** Takes in tracks that are stored, live or ended; resolves with what became of the visits, once the store was told. */
  async tracks(tracks: readonly Track[], withdrawn: readonly string[], at: number): Promise<readonly VisitChange[]> {
    const sound = tracks.filter((track) => !this.#unfolded.isApart(track.id) || this.#trial(track));
    const changes = this.#fold(() => [...this.#folder.withdraw(withdrawn), ...this.#folder.offer(sound)], at);
    if (!this.#stuck) this.#unfolded.folded([...sound.map(({ id }) => id), ...withdrawn], changes);
    await this.#save(at, changes);
    return changes;
  }

  /** Closes visits whose gap has passed, stores what waited, and tries again what failed. */
  async advance(at: number): Promise<readonly VisitChange[]> {
    const again = this.#monotonic() - this.#triedAt >= AGAIN && (this.#stuck || this.#unfolded.apart.length > 0);
    const mended = again ? this.#reload({ newest: at, closing: at, at }) : [];
    const judged = this.#readPlaces() ? this.#fold(() => this.#folder.judgeAgain(), at) : [];
    const changes = [...mended, ...judged, ...this.#fold(() => this.#folder.advance(at), at)];
    await this.#save(at, changes);
    return changes;
  }

  /** Stores every change that waits, whatever its time. */
  async flush(): Promise<void> {
    await this.#writer.write(Number.POSITIVE_INFINITY);
    await this.#save(Number.POSITIVE_INFINITY);
  }

  async #save(at: number, changes: readonly VisitChange[] = []): Promise<void> {
    for (const change of changes) this.#writer.owe(change, at);
    const settled = this.#unfolded.settled((visit) => this.#writer.owes(visit));
    const tell = at === Number.POSITIVE_INFINITY || this.#monotonic() - this.#toldAt >= TELL || this.#writer.hasDue(at);
    const told = tell && settled.length > 0 && this.#tell(settled);
    await Promise.all([told, this.#writer.write(at)]);
  }

  async #tell(folded: readonly string[]): Promise<void> {
    this.#toldAt = this.#monotonic();
    await this.#store
      .write(({ tracks }) => tracks.putFolded(folded))
      .then(
        () => this.#unfolded.cleared(folded),
        (error) => this.#failed({}, error),
      );
  }

  /** Folds; where that throws, nobody knows what is in mind any more, so it is made anew from the store. */
  #fold(work: () => VisitChange[], at: number): VisitChange[] {
    if (this.#stuck) return [];
    try {
      return work();
    } catch (error) {
      this.#failed({}, error);
      return this.#reload({ newest: at, closing: at, at });
    }
  }

  /**
   * Forgets everything and takes up what the store has.
   * @returns what the store must be told
   */
  #reload({ newest, closing, at, over = false }: Reload): VisitChange[] {
    this.#triedAt = this.#monotonic();
    try {
      const past = readPast(this.#store, newest, MOST_OLD);
      const states = over ? past.tracks.map(ended) : past.tracks;
      const sound = this.#offer(states);
      const folded = new Map(this.#folder.visits().map((visit) => [visit.id, visit]));
      for (const { visit } of this.#folder.advance(closing)) folded.set(visit.id, visit);
      this.#stuck = false;
      const ids = [...sound.map(({ id }) => id), ...past.doubles];
      const changes = differences(this.#store, folded, ids, past.matters).filter(
        // What holds a track that cannot be folded now stays as it is.
        ({ change, visit }) => change !== 'withdrawn' || !visit.tracks.some((track) => this.#unfolded.isApart(track)),
      );
      this.#unfolded.folded(ids, changes);
      for (const change of changes) this.#writer.owe(change, at);
      return changes;
    } catch (error) {
      this.#stuck = true;
      this.#failed({}, error);
      return [];
    }
  }

  /** Folds all of these that can be folded, and nothing else; returns them. */
  #offer(tracks: readonly Track[]): readonly Track[] {
    try {
      this.#forget();
      this.#folder.offer(tracks);
      this.#unfolded.takeBack();
      return tracks;
    } catch {
      const sound = tracks.filter((track) => this.#trial(track));
      this.#forget();
      this.#folder.offer(sound);
      return sound;
    }
  }

  #forget(): void {
    this.#folder = new VisitFolder(this.#options);
    this.#repeats.forgetBefore(Number.POSITIVE_INFINITY);
    this.#readPlaces();
  }

  /** True for a track that can be folded by itself; one that cannot is set apart until it is tried again. */
  #trial(track: Track): boolean {
    try {
      new VisitFolder({ ...this.#options, repeats: new Repeats() }).offer([track]);
      this.#unfolded.takeBack(track.id);
      return true;
    } catch (error) {
      if (this.#unfolded.setApart(track.id)) this.#failed({ track: track.id }, error);
      return false;
    }
  }

  /** Takes over the places where people said that nothing is; false where nothing of that changed. */
  #readPlaces(): boolean {
    const places = this.#places.news();
    if (places) this.#repeats.setFalsePlaces(places);
    return places !== undefined;
  }
}

/** How the past is taken up. */
interface Reload {
  /** Tracks of the day before are taken up. */
  readonly newest: number;
  /** Visits whose gap has passed then are closed. */
  readonly closing: number;
  /** Now. */
  readonly at: number;
  /** True where live tracks are over. */
  readonly over?: boolean;
}

function ended(track: Track): Track {
  return track.ended ? track : { ...track, ended: 'interrupted' };
}
