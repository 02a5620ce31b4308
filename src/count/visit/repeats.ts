import type { Box, Kind, Track } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import { PlaceGrid } from './place-grid.ts';

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

/** The same, with its place in the order in which they were given. */
interface Said extends FalsePlace {
  readonly rank: number;
}

/** What the memory is made with. */
export interface RepeatsOptions {
  /** How a time is written in a reason; hours and minutes in UTC by default. */
  readonly clock?: (at: number) => string;
}

const HOUR = 3_600_000;
/** Overlap from which two boxes are one place. */
const SAME_PLACE = 0.6;
/** Two boxes that are each at one place with a third overlap by this at least: what they do not share adds up to no more. */
const NEXT_PLACE = 1 - 2 * (1 - SAME_PLACE);
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
  readonly #marks = new Map<string, Mark>();
  /** The same by place, apart for each camera and kind. */
  readonly #lanes = new Map<string, PlaceGrid<Mark>>();
  /** Those that moved, for what they may have to do with whatever stands beside them. */
  readonly #animals = new Map<string, PlaceGrid<Mark>>();
  /** Judgements that still hold: the reason, or undefined where a track is no fixture's. */
  readonly #judged = new Map<string, string | undefined>();
  readonly #clock: (at: number) => string;
  /** Places where people said that nothing is, by camera and kind. */
  #falsePlaces = new Map<string, PlaceGrid<Said>>();

  constructor(options: RepeatsOptions = {}) {
    this.#clock = options.clock ?? ((at) => `${new Date(at).toISOString().slice(11, 16)} UTC`);
  }

  /**
   * Takes a track in, living or ended; a later state of the same track replaces the earlier one.
   * @returns ids of the tracks whose judgement may have changed: itself and those at its place
   */
  learn(track: Track): readonly string[] {
    const { id, camera, kind, startAt, endAt, hits, looks, moved } = track;
    const old = this.#marks.get(id);
    const before = old ? this.#near(old) : [];
    if (old) this.#drop(id);
    const box = track.path.at(-1)?.box;
    if (!box) return this.#changed(before, [], old);
    const mark: Mark = { id, camera, kind, box, startAt, endAt, hits, looks, moved };
    this.#put(mark);
    return this.#changed(before, this.#near(mark), old, mark);
  }

  /**
   * Of the marks at a place before and after a change of one of them: the ids of those whose judgement may be another now. A track
   * that stays at its place and never moved changes nothing for the others there; neither does a later one make a
   * fixture's track an animal's. So a stone that is seen a thousand times a day is not judged a thousand times anew each time.
   */
  #changed(before: readonly Mark[], after: readonly Mark[], old?: Mark, mark?: Mark): string[] {
    const came = new Set(after.map(({ id }) => id));
    const stays = new Set(before.filter(({ id }) => came.has(id)).map(({ id }) => id));
    for (const id of stays) came.delete(id);
    const latest = after.at(-1) === mark;
    const affected = new Map([...before, ...after].map(({ id }) => [id, true]));
    const alone = affected.size === (affected.has((mark ?? old)?.id ?? '') ? 1 : 0);
    // Animals beside are looked for last: a colony has thousands.
    if (!alone && (!old || !mark || old.startAt === mark.startAt) && !this.#concernsAnimals(old, mark))
      for (const id of affected.keys()) {
        if (id === mark?.id || id === old?.id) continue;
        const fixture = latest && came.has(id) && this.#judged.get(id) !== undefined;
        if (stays.has(id) || fixture) affected.delete(id);
      }
    for (const id of affected.keys()) this.#judged.delete(id);
    return [...affected.keys()];
  }

  /** True where a mark was an animal's, or animals are beside it, before or after. */
  #concernsAnimals(old: Mark | undefined, mark: Mark | undefined): boolean {
    return [old, mark].some((one) => one?.moved) || [old, mark].some((one) => one && this.#animalsBeside(one));
  }

  #animalsBeside(mark: Mark): boolean {
    for (const _ of this.#animals.get(laneName(mark))?.at(mark.box) ?? []) return true;
    return false;
  }

  /** Takes over the places of which people said that nothing is there; what stands there and never moved is a fixture's. */
  setFalsePlaces(places: readonly FalsePlace[]): void {
    const before = this.#falsePlaces;
    this.#falsePlaces = new Map();
    for (const [rank, place] of places.entries())
      gridOf(this.#falsePlaces, { ...place, rank }, SAME_PLACE).add({ ...place, rank });
    // Who said so stands in the reason, so it is judged anew where anything is another.
    for (const mark of this.#marks.values())
      if (!mark.moved && saidAt(before, mark) !== saidAt(this.#falsePlaces, mark)) this.#judged.delete(mark.id);
  }

  /** Forgets a track, e.g. one that was withdrawn; returns the ids whose judgement may have changed. */
  forget(id: string): readonly string[] {
    const mark = this.#marks.get(id);
    if (!mark) return [];
    const affected = this.#near(mark).map((near) => near.id);
    this.#drop(id);
    for (const other of affected) this.#judged.delete(other);
    return affected;
  }

  /** Forgets what ended before a time. Judgements on what is left stay as they are until something is learnt there. */
  forgetBefore(at: number): void {
    for (const mark of this.#marks.values()) if (mark.endAt < at) this.#drop(mark.id);
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
    return [...this.#marks.values()];
  }

  /** Takes up what another one remembered. */
  restore(state: readonly Mark[]): void {
    for (const mark of state) this.#put(mark);
    this.#judged.clear();
  }

  #reasonFor(id: string): string | undefined {
    if (!this.#judged.has(id)) {
      const mark = this.#marks.get(id);
      this.#judged.set(id, mark && this.#fixture(mark));
    }
    return this.#judged.get(id);
  }

  /** Why a track is one of a fixture's, in words, or undefined. */
  #fixture(mark: Mark): string | undefined {
    if (mark.moved) return undefined;
    const by = saidAt(this.#falsePlaces, mark);
    if (by !== undefined) return say('nothing-at-place', { who: by });
    const repeats = withoutArrivals(this.#near(mark));
    if (!repeats.includes(mark)) return undefined;
    const first = firstOfDay(repeats, mark);
    if (first) {
      return say('same-box-often', { times: TIMES, since: this.#clock(first.startAt) });
    }
    const { startAt, endAt, hits, looks } = mark;
    if (endAt - startAt < LONG || hits >= SELDOM_FOUND * looks) return undefined;
    const hours = Math.floor((endAt - startAt) / HOUR);
    const part = Math.round((100 * hits) / looks);
    return say('same-box-long', { hours, part });
  }

  /** All that started within a day at the place of a mark, itself among them, by start. */
  #near(mark: Mark): Mark[] {
    const near: Mark[] = [mark];
    for (const other of this.#lanes.get(laneName(mark))?.at(mark.box) ?? [])
      if (other.id !== mark.id && Math.abs(other.startAt - mark.startAt) <= DAY) near.push(other);
    return near.sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
  }

  #put(mark: Mark): void {
    this.#drop(mark.id);
    this.#marks.set(mark.id, mark);
    gridOf(this.#lanes, mark, SAME_PLACE).add(mark);
    if (mark.moved) gridOf(this.#animals, mark, NEXT_PLACE).add(mark);
  }

  #drop(id: string): void {
    const mark = this.#marks.get(id);
    if (mark) this.#lanes.get(laneName(mark))?.delete(mark);
    if (mark?.moved) this.#animals.get(laneName(mark))?.delete(mark);
    this.#marks.delete(id);
    this.#judged.delete(id);
  }
}

function gridOf<T extends Pick<Mark, 'camera' | 'kind' | 'box'>>(
  lanes: Map<string, PlaceGrid<T>>,
  place: T,
  overlap: number,
): PlaceGrid<T> {
  const name = laneName(place);
  const grid = lanes.get(name) ?? new PlaceGrid<T>(overlap);
  lanes.set(name, grid);
  return grid;
}

/** Who said first that nothing is at the place of a mark. */
function saidAt(places: ReadonlyMap<string, PlaceGrid<Said>>, mark: Mark): string | undefined {
  let said: Said | undefined;
  for (const place of places.get(laneName(mark))?.at(mark.box) ?? []) if (!said || place.rank < said.rank) said = place;
  return said?.by;
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

/** The first mark of the earliest day in which enough of them started, a certain one among them; all are within a day of that one. */
function firstOfDay(marks: readonly Mark[], mark: Mark): Mark | undefined {
  const own = marks.indexOf(mark);
  return marks.slice(0, own + 1).find((first, i) => (marks[i + TIMES - 1]?.startAt ?? Infinity) - first.startAt <= DAY);
}
