import type { Media, Track, Visit } from '../../base/domain.ts';
import type { Store } from '../store/store.ts';
import type { VisitChange } from '../visit/folder.ts';

/** People are remembered by slots of this length, ms, and as long as a visit may last: it is cut at midnight. */
const SLOT = 10_000;
const REMEMBERED = 26 * 3_600_000;
/** A clip shows so much (ms) before and after its visit. */
const AROUND = 3_000;
/** Pictures and clips of what has ended may be written for so long, ms. */
const LATE = 600_000;

/**
 * Pictures and clips that are not to be kept for the people on them: crops of a track that was taken for an animal and turned out to
 * be a person; and where the site keeps none with people, all of a visit during which one was seen, also what was written before.
 * What it knows of people is in memory and ends with the box; what it lets go is recorded.
 */
export class PeopleMedia {
  readonly #store: Store;
  readonly #keepNone: boolean;
  /** Slots in which people were seen, by camera; in the order in which they were told. */
  readonly #seen = new Map<string, Set<number>>();
  /** Ids of tracks of people, and until when their media are looked for. */
  readonly #tracks = new Map<string, number>();
  readonly #visits = new Map<string, { readonly visit: Visit; readonly until: number }>();

  /** @param keepNone true where nothing of a visit is kept during which a person was seen */
  constructor(store: Store, keepNone: boolean) {
    this.#store = store;
    this.#keepNone = keepNone;
  }

  /** Remembers that people were seen, however faintly. */
  seen(camera: string, at: number): void {
    if (!this.#keepNone) return;
    const slots = this.#seen.get(camera) ?? new Set();
    this.#seen.set(camera, slots.add(Math.floor(at / SLOT)));
  }

  /** Takes in tracks as they stand. */
  tracks(tracks: readonly Track[], now: number): void {
    for (const { id, kind } of tracks)
      if (kind === 'person') this.#tracks.set(id, now + LATE);
      else this.#tracks.delete(id);
  }

  /** Takes in visits as they stand, and forgets those that were taken back: their tracks are of other visits. */
  visits(changes: readonly VisitChange[], now: number): void {
    if (!this.#keepNone) return;
    for (const { change, visit } of changes)
      if (change === 'withdrawn') this.#visits.delete(visit.id);
      else this.#visits.set(visit.id, { visit, until: visit.closed ? now + LATE : Number.POSITIVE_INFINITY });
  }

  /** Lets go of what is stored by now. @returns how many files went @throws where the store refuses (rejects) */
  async step(now: number): Promise<number> {
    this.#forget(now);
    const { media } = this.#store;
    const going = new Map<string, string>();
    const add = (files: readonly Media[], why: string) => {
      for (const { id, gone } of files) if (!gone) going.set(id, why);
    };
    for (const id of this.#tracks.keys()) add(media.ofTrack(id), 'for it turned out to show a person');
    for (const { visit } of this.#visits.values())
      if (this.#hadPeople(visit)) add(media.ofVisit(visit.id), 'for people were seen during the visit');
    if (going.size === 0) return 0;
    await this.#store.write(({ room }) => {
      for (const [id, why] of going) room.letGo(id, now, why);
    });
    return going.size;
  }

  #hadPeople({ camera, startAt, endAt }: Visit): boolean {
    const slots = this.#seen.get(camera);
    if (!slots) return false;
    for (let slot = Math.floor((startAt - AROUND) / SLOT); slot * SLOT <= endAt + AROUND; slot++)
      if (slots.has(slot)) return true;
    return false;
  }

  #forget(now: number): void {
    for (const slots of this.#seen.values())
      for (const slot of slots) {
        if (slot * SLOT > now - REMEMBERED) break;
        slots.delete(slot);
      }
    for (const [id, until] of this.#tracks) if (until < now) this.#tracks.delete(id);
    for (const [id, { until }] of this.#visits) if (until < now) this.#visits.delete(id);
  }
}
