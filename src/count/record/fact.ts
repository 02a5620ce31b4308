import type { EffortMinute, Media, Setup, Track, Verdict } from '../../base/domain.ts';
import type { CameraChange } from '../store/events.ts';
import type { Tables } from '../store/tables.ts';

/** What happened, as watchers tell it. `at`: when it was told, ms. */
export type Fact =
  | { readonly of: 'track'; readonly track: Track; readonly at: number }
  /** A track that turned out to be another one boxed twice. */
  | { readonly of: 'double'; readonly id: string; readonly camera: string; readonly at: number }
  /** The clock was set: what a camera told before of this time has doubtful times. `at`: the time that is right. */
  | { readonly of: 'doubt'; readonly camera: string; readonly from: number; readonly to: number; readonly at: number }
  | { readonly of: 'media'; readonly media: Media }
  | { readonly of: 'effort'; readonly part: EffortMinute }
  /** Models and settings under which every camera is watched from a time on. */
  | { readonly of: 'setup'; readonly setup: Setup; readonly at: number }
  | { readonly of: 'state'; readonly change: CameraChange };

/** What the parts of a fact hold of the heap, bytes, rounded up: a sighting was measured. */
const BYTES = { fact: 700, sighting: 210, verdict: 4_000 };

/**
 * Facts may hold so many bytes while nothing can be stored, by `weightOf`. 64 MB: 3,700 tracks of a minute, about a day of four
 * cameras with 300 visits a day each; of the longest tracks 490.
 */
export const MOST_BYTES = 64e6;

/** About how many bytes a fact holds while it waits. */
export function weightOf(fact: Fact): number {
  if (fact.of !== 'track') return BYTES.fact;
  return BYTES.fact + fact.track.path.length * BYTES.sighting + (fact.track.verdict ? BYTES.verdict : 0);
}

/** Facts of one key are states of one thing: a later one takes the earlier one's place. Undefined where each stands for itself. */
export function keyOf(fact: Fact): string | undefined {
  if (fact.of === 'track') return `track ${fact.track.id}`;
  if (fact.of === 'double') return `track ${fact.id}`;
  if (fact.of === 'media') return `media ${fact.media.id}`;
  return undefined;
}

/** The camera that a fact is of; empty where it is of all. */
export function cameraOf(fact: Fact): string {
  if (fact.of === 'track') return fact.track.camera;
  if (fact.of === 'media') return fact.media.camera;
  if (fact.of === 'effort') return fact.part.camera;
  if (fact.of === 'setup') return '';
  return fact.of === 'state' ? fact.change.camera : fact.camera;
}

/** What is left to store of two states of a thing: a name once given stays, and what has ended stays so. */
export function over(earlier: Fact, later: Fact): Fact {
  if (earlier.of === 'double') return earlier;
  if (earlier.of !== 'track') return later;
  if (later.of === 'double') return { ...earlier, track: { ...earlier.track, ended: 'double' }, at: later.at };
  const { ended } = earlier.track;
  if (later.of !== 'track' || ended === 'double' || (ended && !later.track.ended)) return earlier;
  return { ...later, track: named(later.track, earlier.track.verdict) };
}

/** The time that a fact is of, from its first to its last moment, ms. */
export function spanOf(fact: Fact): { readonly from: number; readonly to: number } {
  if (fact.of === 'track') return { from: fact.track.startAt, to: fact.track.endAt };
  if (fact.of === 'effort') return { from: fact.part.minute, to: fact.part.minute + 59_999 };
  if (fact.of === 'doubt') return fact;
  const at = fact.of === 'media' ? fact.media.at : fact.of === 'state' ? fact.change.at : fact.at;
  return { from: at, to: at };
}

function named(track: Track, verdict: Verdict | undefined): Track {
  return track.verdict || !verdict ? track : { ...track, verdict };
}

/** Stores a fact. Inside `store.write` only. */
export function put(fact: Fact, { tracks, media, effort, cameras }: Tables): void {
  switch (fact.of) {
    case 'track':
      tracks.put(fact.track);
      break;
    case 'double':
      tracks.putDouble(fact.id);
      break;
    case 'doubt':
      tracks.putDoubt(fact.camera, fact.from, fact.to);
      for (const { minute } of effort.between(fact.from - (fact.from % 60_000), fact.to + 1, fact.camera))
        effort.putDoubt(fact.camera, minute);
      break;
    case 'media':
      media.put(fact.media);
      break;
    case 'effort':
      effort.put(fact.part);
      break;
    case 'setup':
      effort.putSetup(fact.setup, fact.at);
      break;
    case 'state':
      cameras.put(fact.change);
  }
}
