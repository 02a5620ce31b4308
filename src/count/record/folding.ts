import { isDeepStrictEqual } from 'node:util';
import type { Reviewed, Track, Visit } from '../../base/domain.ts';
import type { Store, Tables } from '../store/store.ts';
import { type VisitChange, VisitFolder } from '../visit/folder.ts';
import type { ZoneOf } from '../visit/make.ts';
import type { Repeats } from '../visit/repeats.ts';
import type { IsFirst } from '../visit/review.ts';
import { falsePlaces } from './false-places.ts';
import { Owed } from './owed.ts';

/** Tracks this old (ms) still matter at a start: repeats at one place are known by a day of tracks. */
const MEMORY = 86_400_000;
/** A visit that only grew longer is stored again after so long (ms); whatever else changes is stored at once. */
const QUIET = 10_000;

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

/** Keeps the visits of the store in step with the tracks: one write for a track, its visit and the event of both. */
export class Folding {
  readonly #store: Store;
  readonly #folder: VisitFolder;
  readonly #repeats: Repeats;
  /** True where people rejected a visit, or took that back, since the last look. */
  #placesChanged = true;
  readonly #storedAt = new Map<string, number>();
  /** Changes that only lengthen a visit, waiting for their time. */
  readonly #quiet = new Map<string, VisitChange>();

  /** What the disk refused; it goes with the next write. */
  readonly #owed = new Owed();

  constructor(store: Store, gapMs: number, repeats: Repeats, { listed = () => false, ...site }: FoldingSite = {}) {
    this.#store = store;
    this.#repeats = repeats;
    store.follow({
      name: 'false places',
      take: (change) => {
        if (change.of === 'visit' && isRejected(change.before) !== isRejected(change.after)) this.#placesChanged = true;
      },
    });
    const isFirst: IsFirst = (taxon, startAt) => !listed(taxon) && !store.visits.recordedBefore(taxon, startAt);
    this.#folder = new VisitFolder({ gapMs, repeats, isFirst, stored: (...of) => store.visits.until(...of), ...site });
  }

  /** Ends what a power cut left live, takes the last day's tracks up again, and mends what the store does not know. */
  async recover(now: number): Promise<void> {
    await this.#store.recoverLive(now);
    this.#readPlaces();
    // What a track did on days before is stored, and not folded again from a part of that day's tracks; but all of what is open.
    const open = this.#store.visits.open().map(({ startAt }) => startAt + MEMORY);
    this.#folder.advance(Math.min(now, ...open));
    this.#folder.offer(this.#store.tracks.since(now - MEMORY));
    const visits = this.#folder.visits();
    const ended = new Map(this.#folder.advance(now).map(({ visit }) => [visit.id, visit]));
    await this.#save(
      [],
      visits.flatMap((visit) => this.#mending(visit, ended.get(visit.id))),
      now,
    );
  }

  /** Takes in tracks, live or ended; resolves with what became of the visits, once what matters of it is durable. */
  async tracks(tracks: readonly Track[], withdrawn: readonly string[], at: number): Promise<readonly VisitChange[]> {
    const changes = [...this.#folder.withdraw(withdrawn), ...this.#folder.offer(tracks)];
    await this.#save(tracks, this.#due(changes, at), at, withdrawn);
    return changes;
  }

  /** Closes visits whose gap has passed, and stores what waited. */
  async advance(at: number): Promise<readonly VisitChange[]> {
    // Ends first: what waits of a visit that has ended must not be stored after its end.
    const judged = this.#readPlaces() ? this.#due(this.#folder.judgeAgain(), at) : [];
    const ended = this.#due(this.#folder.advance(at), at);
    const changes = [...this.#due([...this.#quiet.values()], at), ...judged, ...ended];
    await this.#save([], changes, at);
    return changes;
  }

  /** Stores every change that waits, whatever its time. */
  async flush(at: number): Promise<void> {
    const waited = [...this.#quiet.values()];
    this.#quiet.clear();
    await this.#save([], waited, at);
  }

  /** Takes over the places where people said that nothing is; false where nothing of that changed. */
  #readPlaces(): boolean {
    if (!this.#placesChanged) return false;
    this.#placesChanged = false;
    this.#repeats.setFalsePlaces(falsePlaces(this.#store));
    return true;
  }

  /** What the store must still be told of a visit, so that a restart tells of nothing twice. */
  #mending(visit: Visit, ended: Visit | undefined): VisitChange[] {
    const stored = this.#store.visits.get(visit.id);
    if (isDeepStrictEqual(stored, ended ?? visit)) return [];
    const end: VisitChange[] = ended ? [{ change: 'end', visit: ended }] : [];
    return stored && ended ? end : [{ change: stored ? 'update' : 'new', visit }, ...end];
  }

  /** Of the changes those that are worth a write now; the others wait. */
  #due(changes: readonly VisitChange[], at: number): VisitChange[] {
    return changes.filter((change) => {
      const { visit } = change;
      this.#quiet.delete(visit.id);
      const stored = change.change === 'update' ? this.#store.visits.head(visit.id) : undefined;
      const grew = stored && sameButLonger(stored, visit) && at - (this.#storedAt.get(visit.id) ?? 0) < QUIET;
      if (grew) this.#quiet.set(visit.id, change);
      return !grew;
    });
  }

  async #save(
    tracks: readonly Track[],
    changes: readonly VisitChange[],
    at: number,
    withdrawn: readonly string[] = [],
  ): Promise<void> {
    const write = this.#owed.with({ tracks, changes, withdrawn });
    if (write.tracks.length + write.changes.length + write.withdrawn.length === 0) return;
    for (const { visit } of changes) {
      // A closed visit is never told of as one that only grew.
      if (visit.closed) this.#storedAt.delete(visit.id);
      else this.#storedAt.set(visit.id, at);
    }
    try {
      await this.#store.write((tables: Tables) => {
        for (const track of write.tracks) tables.tracks.put(track);
        for (const id of write.withdrawn) tables.tracks.putDouble(id);
        const gone = write.changes.filter(({ change }) => change === 'withdrawn');
        for (const { visit, change } of write.changes) if (change !== 'withdrawn') tables.visits.put(visit, change, at);
        for (const { visit } of gone) tables.visits.withdraw(visit, at);
      });
    } catch (error) {
      this.#owed.keep(write);
      throw error;
    }
  }
}

function isRejected(reviewed: Pick<Reviewed, 'outcome'> | undefined): boolean {
  return reviewed?.outcome?.status === 'rejected';
}

function sameButLonger(a: Omit<Visit, 'tracks'>, b: Visit): boolean {
  return (
    a.individuals === b.individuals &&
    a.status === b.status &&
    a.taxon === b.taxon &&
    a.closed === b.closed &&
    a.startAt === b.startAt &&
    a.continues === b.continues &&
    isDeepStrictEqual(a.review, b.review)
  );
}
