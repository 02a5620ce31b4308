import { uuidv7 } from 'uuidv7';
import { isAnimal, type TrackEnd } from '../../base/domain.ts';
import type { FrameClock } from '../capture/clock.ts';
import type { Size } from '../capture/size.ts';
import type { Classify } from '../classify/ask.ts';
import type { Namer } from '../classify/namer.ts';
import { Ending, withVerdict } from '../ending.ts';
import type { Detector } from '../inference/detector.ts';
import { CropKeeper } from '../media/crops.ts';
import { CropWriter } from '../media/writer.ts';
import { MotionGate } from '../motion/gate.ts';
import { LookPlanner } from '../motion/planner.ts';
import { type FrameSource, runPipeline, type Seen } from '../pipeline.ts';
import { type SpareTime, Spotter } from '../spotter.ts';
import { Tracker } from '../track/tracker.ts';
import { Checkpoints } from './checkpoints.ts';
import type { WatchedCamera } from './messages.ts';
import { type Naming, namerOf } from './naming.ts';
import { plannerOptions } from './settings.ts';
import type { Teller } from './teller.ts';

/** What every life of a camera's pipeline is made of. */
export interface LifeParts {
  readonly camera: WatchedCamera;
  /** The data folder. */
  readonly data: string;
  readonly models: Detector & Classify;
  readonly naming: Naming;
  readonly clock: FrameClock;
  readonly teller: Teller;
  /** The second detector, which looks at sweeps; undefined where the box has none. */
  readonly second?: Second | undefined;
}

/** A second detector and whether it has time. */
export interface Second {
  readonly detector: Detector;
  readonly spare: SpareTime;
}

/** Who else hears of frames. */
export interface LifeHooks {
  /** A frame was looked at. */
  seen(seen: Seen): void;
  /** One could not be looked at. */
  failed(error: unknown): void;
}

/** How long (ms) tracks that have ended may take to be named for the last time, before their end is told. */
const LAST_WORDS = 1_500;

/** One life of a camera's pipeline, from its first frame until it ends or breaks, and the tracks that live in it. */
export class WatchLife {
  readonly #parts: LifeParts;
  #models: LifeParts['models'];
  readonly #size: Size;
  readonly #hooks: LifeHooks;
  readonly #tracker: Tracker;
  readonly #crops: CropWriter;
  readonly #namer: Namer;
  readonly #ending: Ending;
  readonly #checkpoints = new Checkpoints();
  readonly #broken = new AbortController();
  /** The frame that is looked at. */
  #looking: Promise<unknown> | undefined;

  /** @param size of all frames of this life */
  constructor(parts: LifeParts, size: Size, hooks: LifeHooks) {
    const { camera, data, models, naming, clock, teller } = parts;
    const { camera: id } = camera.capture;
    const failed = (error: unknown) => teller.trouble(error);
    const keeper = new CropKeeper({ sweepMs: camera.sweepSeconds * 1000 });
    const wall = (at: number) => clock.wall(at);
    this.#parts = parts;
    this.#models = models;
    this.#size = size;
    this.#hooks = hooks;
    this.#tracker = new Tracker({ camera: id, newId: uuidv7, aspect: size.width / size.height });
    this.#namer = namerOf(naming, { camera: id, classifier: models, keeper, failed, wall });
    this.#crops = new CropWriter(
      { data, camera: id, keeper, wall, keepNone: camera.keepNone ?? false },
      { written: (media) => teller.media(media), failed },
    );
    this.#ending = new Ending(
      { namer: this.#namer, crops: this.#crops, limitMs: LAST_WORDS },
      { told: (tracks, at) => teller.tracks(tracks, at), failed },
    );
  }

  /**
   * Looks at frames until the source ends or the signal aborts. However that ends, the tracks that live end with it.
   * @throws whatever broke a stage, or what `fail` was told (rejects)
   */
  async run(source: FrameSource, signal: AbortSignal): Promise<void> {
    const { camera, second } = this.#parts;
    const size = this.#size;
    const stages = {
      source,
      gate: new MotionGate({ ...size, masks: camera.masks }),
      planner: new LookPlanner(plannerOptions(size, camera)),
      detector: this.#detector(),
      tracker: this.#tracker,
      keeper: this.#crops.keeper,
      namer: this.#namer,
      ...(second && { spotter: new Spotter(second.detector, second.spare) }),
    };
    const observer = { seen: (seen: Seen) => this.#seen(seen), failed: (error: unknown) => this.#hooks.failed(error) };
    try {
      await runPipeline(stages, observer, AbortSignal.any([signal, this.#broken.signal]));
    } finally {
      this.end(signal.aborted ? 'shutdown' : 'camera-down');
    }
    this.#broken.signal.throwIfAborted();
  }

  /**
   * Looks and names with other models from the next frame on. Crops that were sent are still answered by those before.
   * @returns resolves when nothing is owed by those any more
   */
  async use(models: LifeParts['models'], naming: Naming): Promise<void> {
    this.#models = models;
    await Promise.allSettled([this.#namer.use({ ...naming, classifier: models }), this.#looking]);
  }

  /** Whatever detector is the present one. */
  #detector(): Detector {
    const present = () => this.#models;
    return {
      get model() {
        return present().model;
      },
      detect: (frame, regions, signal) => {
        const looking = present().detect(frame, regions, signal);
        this.#looking = looking;
        return looking;
      },
    };
  }

  /** Breaks this life off: something failed beside its stages. */
  fail(error: unknown): void {
    this.#broken.abort(error);
  }

  /** Resolves when every end is told and every crop is written. */
  idle(): Promise<void> {
    return this.#ending.idle();
  }

  /** Ends every track that lives. */
  end(reason: TrackEnd): void {
    this.#ending.end(this.#tracker.end(reason), this.#parts.clock.now());
  }

  /** Tells every track that lives once more, as after the clock was set. */
  tellAgain(): void {
    const live = this.#tracker.snapshot().map((track) => withVerdict(track, this.#namer.verdict(track.id)));
    if (live.length > 0) this.#parts.teller.tracks(live, this.#parts.clock.now());
  }

  #seen(seen: Seen): void {
    const { frame, people, live, ended, withdrawn } = seen;
    const { camera, teller } = this.#parts;
    this.#hooks.seen(seen);
    if (people.length > 0) teller.people({ at: frame.at, boxes: people, sweepMs: camera.sweepSeconds * 1000 });
    const due = this.#checkpoints.due(frame.at, live);
    if (due.length > 0 || withdrawn.length > 0) {
      teller.tracks(due, frame.at, withdrawn);
      teller.latency(frame.at);
    }
    // What was taken for an animal and is called a person now: its crops go unwritten.
    for (const { id, kind, startAt } of live)
      isAnimal(kind) ? this.#crops.early(id, frame.at - startAt) : this.#crops.forget(id);
    this.#ending.withdraw(withdrawn);
    this.#ending.end(ended, frame.at);
  }
}
