import type { Box, Media, Region, Track, Visit } from '../../base/domain.ts';
import { VERSION } from '../../base/package.ts';
import { foldAll } from '../../count/visit/fold.ts';
import { Repeats } from '../../count/visit/repeats.ts';
import { FileSource } from '../../see/capture/file-source.ts';
import { type Picture, PictureSource } from '../../see/capture/picture-source.ts';
import type { Classify } from '../../see/classify/ask.ts';
import type { Namer } from '../../see/classify/namer.ts';
import { Ending } from '../../see/ending.ts';
import type { Detector } from '../../see/inference/detector.ts';
import { CropKeeper } from '../../see/media/crops.ts';
import { CropWriter } from '../../see/media/writer.ts';
import { MotionGate } from '../../see/motion/gate.ts';
import { LookPlanner } from '../../see/motion/planner.ts';
import { type Observer, runPipeline, type Seen, type Stages } from '../../see/pipeline.ts';
import { Tracker } from '../../see/track/tracker.ts';
import { type Naming, namerOf } from '../../see/watch/naming.ts';
import { plannerOptions, type WatchSettings } from '../../see/watch/settings.ts';
import type { Recording } from './inputs.ts';

/** How recordings are looked at: as the camera that made them would be. */
export interface ReplayOptions extends WatchSettings {
  readonly camera: string;
  readonly fps: number;
  /** Largest analysis size, pixels. */
  readonly width: number;
  readonly height: number;
  readonly gapMs: number;
  /** IANA name of the site's time zone, at whose midnights visits are cut, as a box cuts them; without it they are whole. */
  readonly timeZone?: string;
  readonly detector: Detector;
  /** Without it tracks are called by their kind. */
  readonly naming?: { readonly classifier: Classify; readonly judges: Naming };
  /** Folder for crops; without it none are kept. */
  readonly data?: string;
  /** Told of every frame, e.g. for progress. */
  readonly onSeen?: (seen: Seen) => void;
}

/** What recordings came to. */
export interface Replayed {
  readonly visits: readonly Visit[];
  readonly tracks: readonly Track[];
  readonly media: readonly Media[];
}

/** Collects tracks and crops over several recordings of one camera. */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #tracks: Track[] = [];
  readonly #media: Media[] = [];
  #count = 0;
  #failed: unknown;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  /** Runs one video through the pipeline. @throws RoostError where it cannot be read, or inference fails */
  async video({ file, startAt }: Recording, signal: AbortSignal): Promise<void> {
    const { camera, fps, masks } = this.#options;
    const limit = { width: this.#options.width, height: this.#options.height };
    const source = new FileSource({ camera, file, startAt, fps, ...limit });
    const size = await source.start(signal);
    const gate = new MotionGate({ ...size, masks });
    const planner = new LookPlanner(plannerOptions(size, this.#options));
    const tracker = this.#tracker(size.width / size.height);
    try {
      await this.#run({ source, gate, planner, tracker }, signal);
    } finally {
      await source.stop();
    }
  }

  /** Runs pictures through the pipeline: each is looked at as a whole, and one sight is enough. */
  async pictures(pictures: readonly Picture[], signal: AbortSignal): Promise<void> {
    const { camera, width, height } = this.#options;
    const source = new PictureSource({ camera, pictures, width, height });
    const tracker = this.#tracker(width / height, 1);
    await this.#run({ source: { next: () => source.next(signal) }, gate: STILL, planner: WHOLE, tracker }, signal);
  }

  /** The visits of all that was run, by start. */
  result(): Replayed {
    // Nothing moves from picture to picture that a gate could see, so only video can tell a stone from a bird.
    const repeats = this.#tracks.some((track) => track.moved) ? new Repeats() : undefined;
    const { gapMs, timeZone } = this.#options;
    const options = { gapMs, ...(timeZone && { timeZone }), ...(repeats && { repeats }) };
    return { visits: foldAll(this.#tracks, options), tracks: this.#tracks, media: this.#media };
  }

  #tracker(aspect: number, confirmHits?: number): Tracker {
    const { camera } = this.#options;
    const newId = () => `${camera}-${String(++this.#count).padStart(5, '0')}`;
    return new Tracker({ camera, newId, aspect, ...(confirmHits ? { confirmHits } : {}) });
  }

  async #run(parts: Omit<Stages, 'detector' | 'keeper' | 'namer'> & { tracker: Tracker }, signal: AbortSignal) {
    const { data, detector } = this.#options;
    const failed = (error: unknown) => {
      this.#failed ??= error;
    };
    const keeper = new CropKeeper();
    const namer = this.#namer(keeper, failed);
    const crops = data === undefined ? nowhere(keeper) : this.#writer(data, keeper, failed);
    const told = (tracks: readonly Track[]) => this.#tracks.push(...tracks);
    const ending = new Ending({ namer, crops, limitMs: LAST_WORDS }, { told, failed });
    let at = 0;
    const observer: Observer = {
      failed,
      seen: (seen) => {
        at = seen.frame.at;
        this.#options.onSeen?.(seen);
        ending.withdraw(seen.withdrawn);
        ending.end(seen.ended, at, signal);
      },
    };
    await runPipeline({ ...parts, detector, keeper, namer }, observer, signal);
    ending.end(parts.tracker.end('lost'), at, signal);
    await ending.idle();
    if (this.#failed) throw this.#failed;
  }

  #namer(keeper: CropKeeper, failed: (error: unknown) => void): Namer {
    const { camera, naming } = this.#options;
    const parts = { camera, keeper, failed, patient: true };
    return naming
      ? namerOf(naming.judges, { ...parts, classifier: naming.classifier })
      : namerOf(UNNAMED, { ...parts, classifier: NOBODY });
  }

  #writer(data: string, keeper: CropKeeper, failed: (error: unknown) => void): CropWriter {
    const { camera } = this.#options;
    return new CropWriter({ data, camera, keeper }, { written: (media) => this.#media.push(media), failed });
  }
}

/** Where crops are not kept. */
function nowhere(keeper: CropKeeper): Pick<CropWriter, 'last' | 'forget' | 'idle'> {
  const drop = (track: string) => void keeper.take(track);
  return { last: drop, forget: drop, idle: () => Promise.resolve() };
}

/** Names of recorded animals are waited for this long, ms: nothing is late here. */
const LAST_WORDS = 600_000;

const FRAME: Box = { x: 0, y: 0, w: 1, h: 1 };
const SWEEP: readonly Region[] = [{ box: FRAME, reason: 'sweep' }];

/** A gate for single pictures, in which nothing can be seen to move. */
const STILL: Stages['gate'] = {
  look: () => ({ regions: [], busy: 0, jump: false, settled: false, luma: 0 }),
  moving: () => false,
};

/** Looks at the whole of each picture, whatever became of the one before. */
const WHOLE: Stages['planner'] = { plan: () => ({ regions: SWEEP, looked: [FRAME] }), missed: () => undefined };

/** Where nothing names, nobody is asked. */
const UNNAMED: Naming = {
  detector: '',
  classifiers: [],
  assumed: [],
  prior: { id: 'none', weight: () => 1, has: () => true, inSeason: () => true },
  timeZone: 'UTC',
  code: VERSION,
};
const NOBODY: Classify = { classify: () => Promise.reject(new Error('there is no classifier')) };
