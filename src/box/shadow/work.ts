import { setTimeout as sleep } from 'node:timers/promises';
import type { Track } from '../../base/domain.ts';
import { isAnimal } from '../../base/domain.ts';
import type { StoreReader } from '../../count/store/open.ts';
import type { Classify } from '../../see/classify/ask.ts';
import { namingOf } from '../../see/watch/naming.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import { type NamingAgain, nameAgain, nameOfVerdict } from '../../try/again/name.ts';
import { keptCrops } from '../../try/again/picture.ts';
import { Journal } from './journal.ts';
import type { NamesStart, SideStart } from './messages.ts';
import { metered } from './metered.ts';
import { writeReport } from './report.ts';

/** What the work of a run stands on. */
export interface ShadowParts {
  readonly start: NamesStart;
  readonly store: Pick<StoreReader, 'tracks' | 'visits' | 'media'>;
  /** Knows the classifiers of both sides. */
  readonly classifier: Classify;
  now(): number;
  told(tracks: ShadowTracks): void;
  /** Pace; that of a box without it. */
  readonly pace?: Partial<Pace>;
}

/** Times in ms. */
interface Pace {
  /** How often it is looked for tracks that ended. */
  readonly every: number;
  /** A track is taken up so long after its end: its last crops are stored then. */
  readonly settle: number;
  /** The report is made anew at most this often. */
  readonly report: number;
  /** Nothing is looked at for so long after a camera dropped frames. */
  readonly rest: number;
}

const PACE: Pace = { every: 5_000, settle: 10_000, report: 30_000, rest: 10_000 };
/** Tracks may be stored so long after their end, ms: a disk that refused. */
const LATE = 600_000;
/** Tracks that may wait; of more the oldest are left out. */
const MOST_WAITING = 200;
/** Tracks read at a time: more than end in `LATE`. */
const MOST_READ = 5_000;
/** A report that takes long is made as seldom: at most so much of the time goes into it, as one part of so many. */
const SHARE = 20;

/**
 * Names the tracks that end while a run goes on, from their kept crops, by the present models and by those with the candidate, one after
 * another, and makes the report. Where it stopped and went on later, it takes up what ended meanwhile.
 */
export class ShadowWork {
  readonly #of: ShadowParts;
  readonly #pace: Pace;
  readonly #journal: Journal;
  readonly #sides: { readonly present: NamingAgain; readonly candidate: NamingAgain };
  readonly #waiting: Track[] = [];
  #readTo: number;
  #restUntil = Number.NEGATIVE_INFINITY;
  #reportedAt = Number.NEGATIVE_INFINITY;
  /** Tracks of the journal that the report has. */
  #reported = -1;
  /** How long the report took to make, ms. */
  #took = 0;

  constructor(of: ShadowParts) {
    this.#of = of;
    this.#pace = { ...PACE, ...of.pace };
    const { start, classifier } = of;
    const side = ({ detector, naming }: SideStart) => ({ naming: namingOf(detector, naming), classifier });
    this.#sides = { present: side(start.present), candidate: side(start.candidate) };
    this.#journal = new Journal(start.folder);
    this.#readTo = Math.max(start.run.beganAt, this.#journal.latest);
  }

  /** A camera dropped frames. */
  rest(): void {
    this.#restUntil = this.#of.now() + this.#pace.rest;
  }

  /**
   * Goes on until the run is over; its report is written then.
   * @throws RoostError (rejects) where a model does not run; the signal's reason where it was aborted
   */
  async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#take();
      await this.#lookAll(signal);
      const over = this.#isOver();
      await this.#report(over);
      if (over) return;
      await sleep(this.#pace.every, undefined, { signal });
    }
  }

  #isOver(): boolean {
    const { until } = this.#of.start.run;
    return this.#journal.sums.looked >= until.tracks || this.#of.now() >= until.at;
  }

  /** Takes up tracks that ended. */
  #take(): void {
    const { start, store, now } = this.#of;
    const { beganAt, until } = start.run;
    const to = Math.min(now() - this.#pace.settle, until.at);
    const from = Math.max(beganAt, this.#readTo - LATE);
    this.#journal.forgetBefore(from);
    const waiting = new Set(this.#waiting.map(({ id }) => id));
    for (const track of store.tracks.ended(from, to, MOST_READ)) {
      this.#readTo = Math.max(this.#readTo, track.endAt);
      if (isAnimal(track.kind) && !waiting.has(track.id) && !this.#journal.has(track.id)) this.#waiting.push(track);
    }
    const shed = this.#waiting.splice(0, Math.max(0, this.#waiting.length - MOST_WAITING));
    for (const { id, endAt } of shed) this.#journal.add({ track: id, endAt, left: 'shed' });
    this.#tell();
  }

  async #lookAll(signal: AbortSignal): Promise<void> {
    for (let track = this.#waiting[0]; track && !this.#isOver(); track = this.#waiting[0]) {
      const rest = this.#restUntil - this.#of.now();
      if (rest > 0) await sleep(rest, undefined, { signal });
      await this.#look(track, signal);
      this.#waiting.shift();
      this.#tell();
      await this.#report(false);
    }
  }

  async #look(track: Track, signal: AbortSignal): Promise<void> {
    const { store, start } = this.#of;
    const { id, endAt, verdict } = track;
    const crops = await keptCrops(store.media.ofTrack(id), start.data, signal);
    if (crops.length === 0) return this.#journal.add({ track: id, endAt, left: 'without' });
    const present = await metered(() => nameAgain(track, crops, this.#sides.present, signal));
    const candidate = await metered(() => nameAgain(track, crops, this.#sides.candidate, signal));
    this.#journal.add({
      ...{ track: id, endAt, present: nameOfVerdict(present.value), candidate: nameOfVerdict(candidate.value) },
      ...(verdict && { recorded: verdict.taxon }),
      ms: { present: present.ms, candidate: candidate.ms },
    });
  }

  async #report(last: boolean): Promise<void> {
    const { looked, shed, without } = this.#journal.sums;
    const tracks = looked + shed + without;
    const now = this.#of.now();
    const rest = Math.max(this.#pace.report, SHARE * this.#took);
    if (tracks === this.#reported || (!last && now - this.#reportedAt < rest)) return;
    const before = performance.now();
    await writeReport(this.#of.start, this.#of.store, this.#journal, now);
    this.#took = performance.now() - before;
    this.#reported = tracks;
    this.#reportedAt = now;
  }

  #tell(): void {
    this.#of.told({ ...this.#journal.sums, waiting: this.#waiting.length });
  }
}
