import {
  type Box,
  type Detection,
  KINDS,
  type Kind,
  type Sighting,
  type Track,
  type TrackEnd,
} from '../../base/domain.ts';
import { clip } from '../../base/geometry.ts';
import { type Course, type Place, placeOf, predict, sizeOf, speedOf, toBox, toPlace, unknown } from './course.ts';
import type { Outlook } from './hypotheses.ts';
import { doubles } from './overlap.ts';
import { thin } from './path.ts';

/** A track that lives, with what a pipeline needs of it beside its facts. */
export interface LiveTrack extends Track {
  /** Where it is now: the box seen, or the one expected while it is out of sight. Clipped to the frame. */
  readonly box: Box;
  /** True once it is taken for a real animal; others may be gone with the next frame, and make no visit. */
  readonly confirmed: boolean;
  /** True if it was seen in this frame. */
  readonly seen: boolean;
  /** Its velocity in fractions of the frame's width and height a second. */
  readonly velocity: { readonly x: number; readonly y: number };
}

/** A standing animal's centre stays within this many sizes of where it first stood. */
const STANDS_WITHIN = 0.3;
/** An animal whose centre came this many sizes away from its first sighting has moved, whatever the motion gate says. */
const MOVED_BEYOND = 1.5;

/** One animal being followed: the record that a tracker keeps of it. */
export class Followed {
  readonly id: string;
  readonly startAt: number;
  confirmed = false;
  hits = 0;
  looks = 0;
  /** Looks in a row that did not find it. */
  misses = 0;
  /** Time of the first of them. */
  missedSince = 0;
  /** Frames since it was last seen, looked for or not. */
  framesUnseen = 0;
  lookedAt: number;
  seenAt: number;
  moved = false;
  /** True if something moved at its place since it was last seen: it may have left. */
  stirred = false;
  /** Sightings in a row in which it stood. */
  stood = 0;
  /** Sightings that lay in an older track's box, by that track's id. */
  readonly doubled = new Map<string, number>();

  readonly #camera: string;
  readonly #aspect: number;
  readonly #votes = new Map<Kind, number>();
  readonly #path: Sighting[] = [];
  readonly #first: Place;
  #motion: Course;
  #last: Place;
  #anchor: Place;
  #lastBox: Box;
  /** Looks up to the last sighting: those after it may have looked for one that had left. */
  #looksAtSeen = 0;
  #score = 0;
  #kind: Kind;

  constructor(id: string, camera: string, aspect: number, at: number, detection: Detection, moving: boolean) {
    this.id = id;
    this.startAt = at;
    this.seenAt = at;
    this.lookedAt = at;
    this.#camera = camera;
    this.#aspect = aspect;
    this.#kind = detection.kind;
    this.#lastBox = detection.box;
    this.#last = toPlace(detection.box, aspect);
    this.#first = this.#last;
    this.#anchor = this.#last;
    this.#motion = unknown(this.#last, at);
    this.#record(at, detection, moving);
  }

  /** What its detections were called, weighed by their scores. */
  get kind(): Kind {
    return this.#kind;
  }

  get lastBox(): Box {
    return this.#lastBox;
  }

  get motion(): Course {
    return this.#motion;
  }

  /** Where it was last seen. */
  get last(): Place {
    return this.#last;
  }

  /** How far, in its own sizes, its last sighting lies from its first. */
  get travelled(): number {
    return distance(this.#first, this.#last) / sizeOf(this.#first);
  }

  /** True if it has not moved from its place for a second sighting or more. */
  get stands(): boolean {
    return this.stood > 0;
  }

  /** The box expected at a time: where it stands, or where its flight leads. May reach out of the frame. */
  expected(at: number): Box {
    if (this.stands || at <= this.seenAt) return this.#lastBox;
    return toBox(placeOf(predict(this.#motion, at)), this.#aspect);
  }

  /** It was seen again. */
  see(at: number, detection: Detection, outlook: Outlook, moving: boolean): void {
    const place = toPlace(detection.box, this.#aspect);
    this.#motion = outlook.after(place, at, this.framesUnseen);
    this.#last = place;
    this.#lastBox = detection.box;
    if (distance(this.#anchor, place) <= STANDS_WITHIN * sizeOf(place) && !moving) {
      this.stood++;
    } else {
      this.stood = 0;
      this.#anchor = place;
    }
    this.#record(at, detection, moving);
  }

  /**
   * It was not seen in a frame.
   * @param looked whether its place was looked at
   * @param moving whether something moved there
   */
  miss(at: number, looked: boolean, moving: boolean): void {
    this.framesUnseen++;
    if (moving) this.stirred = true;
    if (!looked) return;
    if (this.misses === 0) this.missedSince = at;
    this.misses++;
    this.looks++;
    this.lookedAt = at;
  }

  /** True if it lay in an older track's box for most of its life: the same animal, boxed twice. */
  isDouble(atLeast: number): boolean {
    for (const times of this.doubled.values()) if (times >= atLeast && times >= 0.7 * this.hits) return true;
    return false;
  }

  /** Notes, for two tracks seen in this frame, whether this younger one lies in the older. */
  compare(older: Followed): void {
    if (!doubles({ box: this.#lastBox, kind: this.kind }, { box: older.#lastBox, kind: older.kind })) return;
    this.doubled.set(older.id, (this.doubled.get(older.id) ?? 0) + 1);
  }

  /** Its facts so far. */
  toTrack(ended?: TrackEnd): Track {
    return {
      id: this.id,
      camera: this.#camera,
      kind: this.kind,
      startAt: this.startAt,
      endAt: this.seenAt,
      ...(ended ? { ended } : {}),
      score: this.#score,
      hits: this.hits,
      looks: this.#looksAtSeen,
      moved: this.moved,
      path: this.#path.slice(),
    };
  }

  /** Its facts and present state. */
  toLive(at: number): LiveTrack {
    const steady = this.stands || this.hits < 2;
    return {
      ...this.toTrack(),
      box: clip(this.expected(at)),
      confirmed: this.confirmed,
      seen: this.seenAt === at,
      velocity: steady ? { x: 0, y: 0 } : { x: this.#motion.x.v / this.#aspect, y: this.#motion.y.v },
    };
  }

  /** Speed in its own sizes a second. */
  get speed(): number {
    return speedOf(this.#motion) / sizeOf(this.#last);
  }

  #record(at: number, { box, kind, score }: Detection, moving: boolean): void {
    this.hits++;
    this.looks++;
    this.#looksAtSeen = this.looks;
    this.misses = 0;
    this.framesUnseen = 0;
    this.stirred = false;
    this.seenAt = at;
    this.lookedAt = at;
    this.moved ||= moving || this.travelled > MOVED_BEYOND;
    this.#score = Math.max(this.#score, score);
    this.#votes.set(kind, (this.#votes.get(kind) ?? 0) + score);
    this.#kind = this.#favourite();
    this.#path.push({ at, box, score });
    thin(this.#path);
  }

  #favourite(): Kind {
    let favourite = this.#kind;
    for (const kind of KINDS) if (this.#vote(kind) > this.#vote(favourite)) favourite = kind;
    return favourite;
  }

  #vote(kind: Kind): number {
    return this.#votes.get(kind) ?? 0;
  }
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
