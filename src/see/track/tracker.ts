import type { Box, Detection, Track, TrackEnd } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { area, clip } from '../../base/geometry.ts';
import { associate, type Seeker, surpriseOfNew } from './association.ts';
import { Followed, type LiveTrack } from './followed.ts';
import { Outlook, type Reach } from './hypotheses.ts';
import { covered, doubles } from './overlap.ts';
import { expired, lost, PATIENCE, type Patience, rest } from './patience.ts';

/** A detection that scores this much may start a track. */
export const STARTS_FROM = 0.45;

/** What a tracker is made with. */
export interface TrackerOptions {
  readonly camera: string;
  /** Gives an id that never repeats on this box. */
  readonly newId: () => string;
  /** Width of the frame over its height. */
  readonly aspect: number;
  /** Score from which a detection may start a track; `STARTS_FROM` by default. */
  readonly high?: number;
  /** Score from which a detection may carry a confirmed track on; 0.15 by default. */
  readonly low?: number;
  /** Sightings that confirm a track; 2 by default, 1 for single photographs. */
  readonly confirmHits?: number;
  /** Overrides for how long tracks are waited for. */
  readonly patience?: Partial<Patience>;
}

/** What one frame changed. */
export interface Update {
  /** Every track that lives, confirmed or not, oldest first. */
  readonly live: readonly LiveTrack[];
  /** Confirmed tracks that ended. */
  readonly ended: readonly Track[];
  /** Ids of confirmed tracks that turned out to be another one boxed twice: as if they had never been. */
  readonly withdrawn: readonly string[];
}

/** One round of association. */
interface Round {
  /**
   * Detections that belong to no track, a frame and frame height², in a frame without tracks; where there are n
   * tracks, n times more are to be expected: birds come in flocks.
   */
  readonly density: number;
  readonly reach: Reach;
}

/**
 * High scores near where tracks should be, then low scores there, and only then high scores further off: a track whose
 * own detection is weak in this frame must not take its neighbour's.
 */
const HIGH: Round = { density: 0.05, reach: 'near' };
const LOW: Round = { density: 0.5, reach: 'near' };
const FAR: Round = { density: 0.05, reach: 'far' };
/** A track whose box was covered less than this by what was looked at is not missed. */
const LOOKED_AT = 0.6;
/** A track that came this many sizes from its first sighting needs one sighting more, on its line, to be believed. */
const DISTANT = 0.75;
/** Looks a sighting, at most, for a track to be believed. */
const LOOKS_A_HIT = 3;
/** Sightings in another's box after which a track is judged to be a double. */
const DOUBLE_HITS = 5;

/**
 * Follows the animals of one camera through its frames, by the ideas of ByteTrack (Zhang et al. 2022: high scores
 * first, then low ones), OC-SORT (Cao et al. 2023: re-update after a gap) and a likelihood as cost that needs no
 * overlap. Pure: time is passed in, and the same calls give the same answers.
 *
 * Contract: `update` is called once for each frame that was analysed, also with no detections, with rising times.
 */
export class Tracker {
  readonly #options: TrackerOptions;
  readonly #patience: Patience;
  readonly #high: number;
  readonly #low: number;
  #tracks: Followed[] = [];
  #at = Number.NEGATIVE_INFINITY;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#patience = { ...PATIENCE, ...options.patience };
    this.#high = options.high ?? STARTS_FROM;
    this.#low = options.low ?? 0.15;
  }

  /**
   * Takes in one frame.
   * @param at when it was captured
   * @param detections what the detector found; those that are no box or score below `low` are passed over
   * @param looked the parts of the frame that the detector saw: tracks elsewhere are not missed
   * @param moving tells whether something moved in a box in this frame
   * @throws RoostError if `at` is not later than the frame before
   */
  update(at: number, detections: readonly Detection[], looked: readonly Box[], moving: (box: Box) => boolean): Update {
    if (!(at > this.#at)) {
      throw new RoostError('track', this.#options.camera, `frame at ${at} is not later than the one at ${this.#at}`);
    }
    this.#at = at;
    const found = inOrder(detections);
    const high = found.filter((d) => d.score >= this.#high);
    const low = found.filter((d) => d.score < this.#high && d.score >= this.#low);

    const expiredTracks = this.#remove((track) => expired(track, at, this.#patience));
    const seekers = this.#predict(at, looked);
    const first = this.#associate(at, seekers, high, HIGH, moving);
    const second = this.#associate(at, first.left.filter(isConfirmed), low, LOW, moving);
    const unsure = first.left.filter((seeker) => !isConfirmed(seeker));
    const third = this.#associate(at, [...second.left, ...unsure], first.fresh, FAR, moving);
    for (const { track, looked } of third.left) track.miss(at, looked, moving(clip(track.lastBox)));
    this.#create(at, third.fresh, moving);
    this.#confirm(at);
    const doubled = this.#remove((track) => track.isDouble(DOUBLE_HITS));
    const gone = [...expiredTracks, ...this.#remove((track) => lost(track, at, this.#patience))];
    return {
      live: this.#tracks.map((track) => track.toLive(at)),
      ended: confirmedOnly(gone).map((track) => track.toTrack('lost')),
      withdrawn: confirmedOnly(doubled).map((track) => track.id),
    };
  }

  /**
   * Boxes, clipped to the frame, where tracks should be looked for now: in every frame for those that move, are new or
   * are missed, ever less often (up to 2 s) for those that stand.
   */
  due(at: number): Box[] {
    return this.#tracks
      .filter((track) => at - track.lookedAt >= rest(track))
      .map((track) => clip(track.expected(at)))
      .filter((box) => area(box) > 0);
  }

  /** Ends every track, e.g. because the camera went away; returns the confirmed ones. */
  end(reason: TrackEnd): Track[] {
    return confirmedOnly(this.#remove(() => true)).map((track) => track.toTrack(reason));
  }

  /** The confirmed tracks as they stand, for a checkpoint. */
  snapshot(): Track[] {
    return confirmedOnly(this.#tracks).map((track) => track.toTrack());
  }

  #predict(at: number, looked: readonly Box[]): TrackSeeker[] {
    return this.#tracks.map((track) => ({
      track,
      kind: track.kind,
      confirmed: track.confirmed,
      looked: covered(track.expected(at), looked) >= LOOKED_AT,
      outlook: new Outlook(track.motion, track.last, at, track.hits),
    }));
  }

  /** Matches tracks to detections and lets those found take theirs in; returns what is left of both. */
  #associate(
    at: number,
    seekers: readonly TrackSeeker[],
    detections: readonly Detection[],
    { density, reach }: Round,
    moving: (box: Box) => boolean,
  ): { left: TrackSeeker[]; fresh: Detection[] } {
    const nothing = surpriseOfNew(density * (1 + this.#tracks.length));
    const matches = associate(seekers, detections, this.#options.aspect, nothing, reach);
    for (const match of matches) {
      const { track, outlook } = seekers[match.seeker]!;
      const detection = detections[match.detection]!;
      track.see(at, detection, outlook, moving(detection.box));
    }
    const found = new Set(matches.map((match) => match.seeker));
    const taken = new Set(matches.map((match) => match.detection));
    return { left: seekers.filter((_, i) => !found.has(i)), fresh: detections.filter((_, i) => !taken.has(i)) };
  }

  /** Starts a track for each detection that is no track's, unless it is a second box of one seen in this frame. */
  #create(at: number, detections: readonly Detection[], moving: (box: Box) => boolean): void {
    const { newId, camera, aspect } = this.#options;
    for (const detection of detections) {
      const seen = this.#tracks.filter((track) => track.seenAt === at);
      if (seen.some((track) => doubles({ box: track.lastBox, kind: track.kind }, detection))) continue;
      this.#tracks.push(new Followed(newId(), camera, aspect, at, detection, moving(detection.box)));
    }
  }

  /** Confirms what was seen often enough on one line, and notes which younger tracks lie in older ones. */
  #confirm(at: number): void {
    const needed = this.#options.confirmHits ?? 2;
    const seen = this.#tracks.filter((track) => track.seenAt === at);
    for (const [i, younger] of seen.entries()) {
      for (let j = 0; j < i; j++) younger.compare(seen[j]!);
      const enough = needed > 1 && younger.travelled > DISTANT ? needed + 1 : needed;
      const steady = LOOKS_A_HIT * younger.hits >= younger.looks;
      if (younger.hits >= enough && steady && !younger.isDouble(1)) younger.confirmed = true;
    }
  }

  #remove(when: (track: Followed) => boolean): Followed[] {
    const removed = this.#tracks.filter(when);
    if (removed.length > 0) this.#tracks = this.#tracks.filter((track) => !removed.includes(track));
    return removed;
  }
}

interface TrackSeeker extends Seeker {
  readonly track: Followed;
}

function isConfirmed(seeker: TrackSeeker): boolean {
  return seeker.confirmed;
}

function confirmedOnly(tracks: readonly Followed[]): Followed[] {
  return tracks.filter((track) => track.confirmed);
}

/** Real boxes in an order of their own, best first, so that the order in which they came changes nothing. */
function inOrder(detections: readonly Detection[]): Detection[] {
  return detections
    .filter(({ box, score }) => box.w > 0 && box.h > 0 && [box.x, box.y, box.w, box.h, score].every(Number.isFinite))
    .sort(
      (a, b) => b.score - a.score || a.box.y - b.box.y || a.box.h - b.box.h || a.box.w - b.box.w || a.box.x - b.box.x,
    );
}
