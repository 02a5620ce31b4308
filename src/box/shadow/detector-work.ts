import { setTimeout as sleep } from 'node:timers/promises';
import type { Box, Frame, LiveView, Region } from '../../base/domain.ts';
import { isAnimal } from '../../base/domain.ts';
import { centre, inside } from '../../base/geometry.ts';
import { decodePicture } from '../../see/capture/picture-source.ts';
import type { Detector } from '../../see/inference/detector.ts';
import { squareAround, WHOLE } from '../../see/motion/squares.ts';
import { BLUR_FROM } from '../../see/pipeline.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import { FindsBook } from './finds-book.ts';
import type { FindsStart } from './messages.ts';
import { metered } from './metered.ts';

/** What the work of a detector's run stands on. */
export interface DetectorParts {
  readonly start: FindsStart;
  readonly present: Detector;
  readonly candidate: Detector;
  /** The next frame of a camera that is looked at; undefined where none comes. */
  view(camera: string, signal: AbortSignal): Promise<LiveView | undefined>;
  now(): number;
  told(tracks: ShadowTracks): void;
  /** Pace; that of a box without it. */
  readonly pace?: Partial<Pace>;
}

/** Times in ms. */
interface Pace {
  /** From one picture of a camera to the next, at least. */
  readonly every: number;
  /** What was found is written down at most this often. */
  readonly save: number;
  /** Nothing is looked at for so long after a camera dropped frames. */
  readonly rest: number;
}

const PACE: Pace = { every: 10_000, save: 30_000, rest: 10_000 };
/** Followed animals that are looked at closely in one picture, as a box does by default. */
const CLOSELY = 4;
/** Live pictures are smaller. */
const LIMIT = { width: 1920, height: 1920 };

/**
 * Has the detector in use and one that lies staged look at the same live pictures, one camera after another: at the whole picture, as sweeps do,
 * and closely at the animals that the box follows in it. A picture is what any onlooker is shown, people wiped out of it: no frame
 * waits for it. Where it stopped and went on later, it goes on from what was written down last.
 */
export class DetectorWork {
  readonly #of: DetectorParts;
  readonly #pace: Pace;
  readonly #end: { readonly tracks: number; readonly at: number };
  readonly #book: FindsBook;
  #restUntil = Number.NEGATIVE_INFINITY;
  #savedAt: number;

  private constructor(of: DetectorParts, book: FindsBook) {
    this.#of = of;
    this.#pace = { ...PACE, ...of.pace };
    this.#end = of.start.run.until;
    this.#book = book;
    this.#savedAt = of.now();
  }

  /** Takes up the run where it stopped. */
  static async open(of: DetectorParts): Promise<DetectorWork> {
    const { folder, cameras, left } = of.start;
    return new DetectorWork(
      of,
      await FindsBook.open(
        folder,
        cameras.map(({ id }) => id),
        left,
      ),
    );
  }

  /** A camera dropped frames. */
  rest(): void {
    this.#restUntil = this.#of.now() + this.#pace.rest;
  }

  /**
   * Goes on until the run is over; what was found is written down then.
   * @throws RoostError (rejects) where a model does not run; the signal's reason where it was aborted
   */
  async run(signal: AbortSignal): Promise<void> {
    const { cameras } = this.#of.start;
    this.#of.told(this.#book.tracks);
    while (!this.#isOver()) {
      const round = this.#of.now();
      for (const camera of cameras) {
        const rest = this.#restUntil - this.#of.now();
        if (rest > 0) await sleep(rest, undefined, { signal });
        await this.#look(camera, signal);
        this.#of.told(this.#book.tracks);
        if (this.#isOver()) break;
        if (this.#of.now() - this.#savedAt >= this.#pace.save) await this.#save();
      }
      if (!this.#isOver()) await sleep(Math.max(1, round + this.#pace.every - this.#of.now()), undefined, { signal });
    }
    await this.#save();
  }

  #isOver(): boolean {
    const { tracks, at } = this.#end;
    return this.#book.tracks.looked >= tracks || this.#of.now() >= at;
  }

  async #save(): Promise<void> {
    this.#savedAt = this.#of.now();
    await this.#book.write(this.#savedAt);
  }

  async #look(camera: FindsStart['cameras'][number], signal: AbortSignal): Promise<void> {
    const view = await this.#of.view(camera.id, signal);
    signal.throwIfAborted();
    if (!view) return;
    if (!view.picture) return this.#book.withheld(camera.id);
    const { jpeg } = view.picture;
    const picture = await decodePicture(Buffer.from(jpeg), LIMIT);
    const frame: Frame = { camera: camera.id, seq: 0, at: view.at, ...picture };
    const marks = view.marks.filter(({ box }) => !isMasked(box, camera.masks));
    const looks = looksAt(
      marks.filter(({ kind }) => isAnimal(kind)).map(({ box }) => box),
      frame,
    );
    const by = async (detector: Detector) => {
      const { value, ms } = await metered(() => detector.detect(frame, looks, signal));
      return { found: value.filter(({ kind, box }) => kind === 'person' || !isMasked(box, camera.masks)), ms };
    };
    const present = await by(this.#of.present);
    const candidate = await by(this.#of.candidate);
    const all = [...present.found, ...candidate.found];
    const people = [
      ...marks.map(({ kind }) => kind),
      ...all.filter(({ score }) => score >= BLUR_FROM).map(({ kind }) => kind),
    ];
    await this.#book.add(
      {
        ...{ camera: camera.id, at: view.at, marks, present: present.found, candidate: candidate.found },
        ms: { present: present.ms, candidate: candidate.ms },
      },
      // Wiped out or not: a picture of people is no picture to keep for a model's sake.
      view.wiped || people.includes('person') ? undefined : jpeg,
    );
  }
}

/** The whole picture, and a square around each of a few followed animals, as a box looks. */
function looksAt(followed: readonly Box[], size: { readonly width: number; readonly height: number }): Region[] {
  return [
    { box: WHOLE, reason: 'sweep' },
    ...followed.slice(0, CLOSELY).map((box): Region => ({ box: squareAround(box, size), reason: 'track' })),
  ];
}

function isMasked(box: Box, masks: FindsStart['cameras'][number]['masks']): boolean {
  return masks.some((mask) => inside(centre(box), mask));
}
