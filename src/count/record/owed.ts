import type { Track, Verdict } from '../../base/domain.ts';
import type { VisitChange } from '../visit/folder.ts';

/** One write of tracks and of what became of their visits. */
export interface Write {
  readonly tracks: readonly Track[];
  readonly changes: readonly VisitChange[];
  /** Ids of tracks that turned out to be doubles. */
  readonly withdrawn: readonly string[];
}

/** Tracks kept for a disk that refuses: hours of a busy box. The oldest go first, for memory has an end. */
const MOST_TRACKS = 5_000;

/** Writes that failed, e.g. on a full disk, until one succeeds. A later visit would refer to tracks that were never stored. */
export class Owed {
  #tracks: readonly Track[] = [];
  #changes: readonly VisitChange[] = [];
  #withdrawn: readonly string[] = [];

  /** Everything owed together with a new write, which wins where both know something; nothing is owed any more. */
  with(write: Write): Write {
    const fresh = new Set(write.tracks.map((track) => track.id));
    const verdicts = new Map(this.#tracks.map(({ id, verdict }) => [id, verdict]));
    const changed = new Set(write.changes.map((change) => change.visit.id));
    const all: Write = {
      tracks: [
        ...this.#tracks.filter((track) => !fresh.has(track.id)),
        ...write.tracks.map((track) => withVerdict(track, verdicts.get(track.id))),
      ],
      // A receiver must hear of the beginning and the end of a visit; of the steps between, the newest is enough.
      changes: [
        ...this.#changes.filter(({ change, visit }) => change !== 'update' || !changed.has(visit.id)),
        ...write.changes,
      ],
      withdrawn: [...new Set([...this.#withdrawn, ...write.withdrawn])],
    };
    this.#tracks = [];
    this.#changes = [];
    this.#withdrawn = [];
    return all;
  }

  /** Keeps a write that failed. */
  keep(write: Write): void {
    const all = this.with(write);
    this.#tracks = all.tracks.slice(-MOST_TRACKS);
    this.#changes = all.changes;
    this.#withdrawn = all.withdrawn;
  }
}

/** A later state of a track that says nothing of its name keeps the verdict of the earlier one. */
function withVerdict(track: Track, earlier: Verdict | undefined): Track {
  return track.verdict || !earlier ? track : { ...track, verdict: earlier };
}
