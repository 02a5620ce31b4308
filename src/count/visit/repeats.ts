import type { Box, Kind, Track } from '../../base/domain.ts';
import { iou } from '../../base/geometry.ts';

/** What is remembered of a track: plain data, so that the memory can be stored. */
export interface Mark {
  readonly id: string;
  readonly camera: string;
  readonly kind: Kind;
  /** Where it stood: its last box. */
  readonly box: Box;
  readonly startAt: number;
  readonly endAt: number;
  readonly hits: number;
  readonly looks: number;
  readonly moved: boolean;
}

/** Whether a visit counts, and if not, why. */
export interface Standing {
  readonly setAside: boolean;
  readonly reason?: string;
}

/** A place where a person said that what was found there is nothing. */
export interface FalsePlace {
  readonly camera: string;
  readonly kind: Kind;
  readonly box: Box;
  /** Who said so. */
  readonly by: string;
}

/** What the memory is made with. */
export interface RepeatsOptions {
  /** How a time is written in a reason; hours and minutes in UTC by default. */
  readonly clock?: (at: number) => string;
}

const HOUR = 3_600_000;
/** Overlap from which two boxes are one place. */
const SAME_PLACE = 0.6;
/** Tracks at one place, within a day, that make it a fixture. */
const TIMES = 3;
const DAY = 24 * HOUR;
/** One track alone is a fixture if it stands so long and is found in so few of the looks at it. */
const LONG = 2 * HOUR;
const SELDOM_FOUND = 0.5;
/** A track that starts at a place so soon after another one there goes on with it: an animal that walked in and stood. */
const GOES_ON = 10 * 60_000;

/**
 * Knows the places where a detector sees again and again what is not there: a branch, a stone. A place is a fixture if
 * three tracks within a day stood in the same box, of one kind, and none of them ever moved nor goes on with one that
 * walked in; if one unmoving track lasted for hours and was found in less than half of the looks; or if a person said of one
 * in that box that it is nothing.
 *
 * Times are those of the tracks, so what is learnt does not depend on the order of learning.
 */
export class Repeats {
  /** Marks by id, apart for each camera and kind. */
  readonly #lanes = new Map<string, Map<string, Mark>>();
  readonly #laneOf = new Map<string, string>();
  /** Judgements that still hold: the reason, or undefined where a track is no fixture's. */
  readonly #judged = new Map<string, string | undefined>();
  readonly #clock: (at: number) => string;
  #falsePlaces: readonly FalsePlace[] = [];

  constructor(options: RepeatsOptions = {}) {
    this.#clock = options.clock ?? ((at) => `${new Date(at).toISOString().slice(11, 16)} UTC`);
  }

  /**
   * Takes a track in, living or ended; a later state of the same track replaces the earlier one.
   * @returns ids of the tracks whose judgement may have changed: itself and those at its place
   */
  learn(track: Track): readonly string[] {
    const { id, camera, kind, startAt, endAt, hits, looks, moved } = track;
    const affected = new Set(this.forget(id));
    const box = track.path.at(-1)?.box;
    if (!box) return [...affected];
    const mark: Mark = { id, camera, kind, box, startAt, endAt, hits, looks, moved };
    this.#put(mark);
    for (const near of this.#near(mark)) affected.add(near.id);
    for (const other of affected) this.#judged.delete(other);
    return [...affected];
  }

  /** Takes over the places of which people said that nothing is there; what stands there and never moved is a fixture's. */
  setFalsePlaces(places: readonly FalsePlace[]): void {
    this.#falsePlaces = places;
    this.#judged.clear();
  }

  /** Forgets a track, e.g. one that was withdrawn; returns the ids whose judgement may have changed. */
  forget(id: string): readonly string[] {
    const mark = this.#get(id);
    if (!mark) return [];
    const affected = this.#near(mark).map((near) => near.id);
    this.#drop(id);
    for (const other of affected) this.#judged.delete(other);
    return affected;
  }

  /** Forgets what ended before a time. Judgements on what is left stay as they are until something is learnt there. */
  forgetBefore(at: number): void {
    for (const mark of this.state()) if (mark.endAt < at) this.#drop(mark.id);
  }

  /** Judges a visit by the ids of its tracks: set aside only if every one of them stood at a fixture. */
  judge(tracks: readonly string[]): Standing {
    let reason: string | undefined;
    for (const id of tracks) {
      const found = this.#reasonFor(id);
      if (!found) return { setAside: false };
      reason ??= found;
    }
    return reason ? { setAside: true, reason } : { setAside: false };
  }

  /** What is remembered, as plain data. */
  state(): Mark[] {
    return [...this.#lanes.values()].flatMap((lane) => [...lane.values()]);
  }

  /** Takes up what another one remembered. */
  restore(state: readonly Mark[]): void {
    for (const mark of state) this.#put(mark);
    this.#judged.clear();
  }

  #reasonFor(id: string): string | undefined {
    if (!this.#judged.has(id)) {
      const mark = this.#get(id);
      this.#judged.set(id, mark && this.#fixture(mark));
    }
    return this.#judged.get(id);
  }

  /** Why a track is one of a fixture's, in words, or undefined. */
  #fixture(mark: Mark): string | undefined {
    if (mark.moved) return undefined;
    const said = this.#falsePlaces.find((place) => {
      return laneName(place) === laneName(mark) && iou(place.box, mark.box) >= SAME_PLACE;
    });
    if (said) return `${said.by} said that nothing is at this place, and nothing ever moved there`;
    const repeats = withoutArrivals(this.#near(mark));
    if (!repeats.includes(mark)) return undefined;
    const within = busiestDay(repeats, mark);
    if (within.length >= TIMES) {
      const since = this.#clock(within[0]!.startAt);
      return `same box seen ${within.length} times since ${since} and nothing ever moved there`;
    }
    const { startAt, endAt, hits, looks } = mark;
    if (endAt - startAt < LONG || hits >= SELDOM_FOUND * looks) return undefined;
    const hours = Math.floor((endAt - startAt) / HOUR);
    const part = Math.round((100 * hits) / looks);
    return `same box for ${hours} h, found in only ${part}% of the looks, and nothing ever moved there`;
  }

  /** All that started within a day at the place of a mark, itself among them, by start. */
  #near(mark: Mark): Mark[] {
    return [...(this.#lanes.get(laneName(mark))?.values() ?? [])]
      .filter(
        (other) =>
          other.id === mark.id ||
          (Math.abs(other.startAt - mark.startAt) <= DAY && iou(other.box, mark.box) >= SAME_PLACE),
      )
      .sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
  }

  #get(id: string): Mark | undefined {
    return this.#lanes.get(this.#laneOf.get(id) ?? '')?.get(id);
  }

  #put(mark: Mark): void {
    const name = laneName(mark);
    const lane = this.#lanes.get(name) ?? new Map<string, Mark>();
    this.#lanes.set(name, lane.set(mark.id, mark));
    this.#laneOf.set(mark.id, name);
  }

  #drop(id: string): void {
    this.#lanes.get(this.#laneOf.get(id) ?? '')?.delete(id);
    this.#laneOf.delete(id);
    this.#judged.delete(id);
  }
}

function laneName(mark: Pick<Mark, 'camera' | 'kind'>): string {
  return JSON.stringify([mark.camera, mark.kind]);
}

/** Of marks by start: those that never moved, and do not go on with one that moved, at once or one after another. */
function withoutArrivals(marks: readonly Mark[]): Mark[] {
  const repeats: Mark[] = [];
  let animalUntil = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    if (mark.moved || mark.startAt - animalUntil <= GOES_ON) animalUntil = Math.max(animalUntil, mark.endAt);
    else repeats.push(mark);
  }
  return repeats;
}

/** The most marks that started within one day and have a certain one among them, by start. */
function busiestDay(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const own = marks.indexOf(mark);
  let busiest: readonly Mark[] = [];
  for (let from = 0; from <= own; from++) {
    const day = marks.slice(from).filter((other) => other.startAt - marks[from]!.startAt <= DAY);
    if (day.length > busiest.length && day.includes(mark)) busiest = day;
  }
  return busiest;
}
