import type { VisitChange } from '../visit/folder.ts';

/** As many tracks at most are kept in mind here; of others the store knows. */
const MOST = 10_000;

/** Which stored tracks are not in the stored visits yet. */
export class Unfolded {
  /** Tracks that cannot be folded. */
  readonly #apart = new Set<string>();
  /** By track that was folded, the visits that changed with it. */
  readonly #pending = new Map<string, readonly string[]>();

  /** Tracks that cannot be folded. */
  get apart(): readonly string[] {
    return [...this.#apart];
  }

  /** True for a track that cannot be folded. */
  isApart(track: string): boolean {
    return this.#apart.has(track);
  }

  /** Notes that a track cannot be folded; true where that is new. */
  setApart(track: string): boolean {
    this.#pending.delete(track);
    const known = this.#apart.has(track);
    this.#apart.add(track);
    return !known;
  }

  /** Notes that a track can be folded after all; every one without it. */
  takeBack(track?: string): void {
    if (track === undefined) this.#apart.clear();
    else this.#apart.delete(track);
  }

  /** Notes tracks that were folded, with all that changed by it. */
  folded(tracks: readonly string[], changes: readonly VisitChange[]): void {
    const visits = [...new Set(changes.map(({ visit }) => visit.id))];
    for (const track of tracks) {
      if (this.#apart.has(track)) continue;
      const earlier = this.#pending.get(track) ?? [];
      this.#pending.set(track, [...new Set([...earlier, ...visits])]);
    }
    for (const [track] of this.#pending) {
      if (this.#pending.size <= MOST) break;
      this.#pending.delete(track);
    }
  }

  /** Tracks of which the store has all that follows. @param owes true for a visit that it has not as it is now */
  settled(owes: (visit: string) => boolean): string[] {
    return [...this.#pending].flatMap(([track, visits]) => (visits.some(owes) ? [] : [track]));
  }

  /** Notes that the store was told of these. */
  cleared(tracks: readonly string[]): void {
    for (const track of tracks) this.#pending.delete(track);
  }
}
