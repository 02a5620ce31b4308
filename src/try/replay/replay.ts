import type { Media, Track, Visit } from '../../base/domain.ts';
import { foldAll } from '../../count/visit/fold.ts';
import { Repeats } from '../../count/visit/repeats.ts';
import { FileSource } from '../../see/capture/file-source.ts';
import { type Picture, PictureSource } from '../../see/capture/picture-source.ts';
import type { Limit } from '../../see/capture/size.ts';
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
import type { LeftOut } from './left-out.ts';
import { flawOf, readable } from './readable.ts';
import { NOBODY, nowhere, STILL, UNNAMED, WHOLE } from './stand-ins.ts';

/** Shape of frames for tracks of pictures, which may differ in it: nothing is followed from one to the next by its way. */
const ANY_SHAPE = 16 / 9;

/** Names of recorded animals are waited for this long, ms: nothing is late here. */
const LAST_WORDS = 600_000;

/** How recordings are looked at: as the camera that made them would be. */
export interface ReplayOptions extends WatchSettings {
  readonly camera: string;
  readonly fps: number;
  /** Largest analysis size; recordings keep their shape. */
  readonly limit: Limit;
  readonly gapMs: number;
  /** IANA name of the site's time zone, at whose midnights visits are cut, as a box cuts them; without it they are whole. */
  readonly timeZone?: string;
  readonly detector: Detector;
  /** Without it tracks are called by their kind. */
  readonly naming?: { readonly classifier: Classify; readonly judges: Naming };
  /** Folder for crops; without it none are kept. */
  readonly data?: string;
  /** Told of each file before it is looked at, e.g. for progress. */
  readonly onFile?: (file: string) => void;
  /** Told of every frame. */
  readonly onSeen?: (seen: Seen) => void;
}

/** What recordings came to. */
export interface Replayed {
  readonly visits: readonly Visit[];
  readonly tracks: readonly Track[];
  readonly media: readonly Media[];
  /** The files in which each track was seen, by its id, in order of time. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** A recording as far as it must be known to be looked at; what it holds is asked for where it is not told. */
export type ToReplay = Pick<Recording, 'file' | 'startAt'> & Partial<Pick<Recording, 'video'>>;

/** Collects tracks and crops over several recordings of one camera. */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #tracks: Track[] = [];
  readonly #media: Media[] = [];
  readonly #files = new Map<string, readonly string[]>();
  #count = 0;
  #failed: unknown;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  /**
   * Runs one video through the pipeline.
   * @returns what is wrong with the file where not all of it could be read; what could be, was looked at
   * @throws RoostError where inference fails; the signal's reason if aborted, then nothing is kept of this video
   */
  async video({ file, startAt, video }: ToReplay, signal: AbortSignal): Promise<LeftOut | undefined> {
    const { camera, fps, limit, masks, onFile } = this.#options;
    onFile?.(file);
    const source = new FileSource({ camera, file, startAt, fps, limit, ...(video && { video }) });
    const before = this.#tracks.length;
    let flaw: LeftOut | undefined;
    try {
      const size = await source.start(signal);
      const gate = new MotionGate({ ...size, masks });
      const planner = new LookPlanner(plannerOptions(size, this.#options));
      const tracker = this.#tracker(size.width / size.height);
      const frames = readable(source, (found) => {
        flaw ??= found;
      });
      await this.#run({ source: frames, gate, planner, tracker }, signal);
    } catch (error) {
      if (signal.aborted) this.#tracks.length = before;
      flaw = flawOf(error, signal);
    } finally {
      await source.stop();
    }
    for (const { id } of this.#tracks.slice(before)) this.#files.set(id, [file]);
    return flaw;
  }

  /**
   * Runs pictures through the pipeline: each is looked at as a whole, and one sight is enough.
   * @param leaveOut told of each that could not be read
   * @throws RoostError where inference fails; the signal's reason if aborted, then what had ended by then is kept
   */
  async pictures(pictures: readonly Picture[], signal: AbortSignal, leaveOut: (flaw: LeftOut) => void): Promise<void> {
    const { camera, limit, onFile } = this.#options;
    const source = new PictureSource({ camera, pictures, limit });
    const tracker = this.#tracker(ANY_SHAPE, 1);
    const before = this.#tracks.length;
    const next = pictures.values();
    const frames = {
      next: () => {
        const { value } = next.next();
        if (value && !signal.aborted) onFile?.(value.file);
        return source.next(signal);
      },
    };
    try {
      await this.#run({ source: readable(frames, leaveOut, true), gate: STILL, planner: WHOLE, tracker }, signal);
    } finally {
      const byTime = new Map(pictures.map(({ at, file }) => [at, file]));
      const seenIn = (path: Track['path']) => path.flatMap(({ at }) => byTime.get(at) ?? []);
      for (const { id, path } of this.#tracks.slice(before)) this.#files.set(id, seenIn(path));
    }
  }

  /** The visits of all that was run, by start. */
  result(): Replayed {
    // Nothing moves from picture to picture that a gate could see, so only video can tell a stone from a bird.
    const repeats = this.#tracks.some((track) => track.moved) ? new Repeats() : undefined;
    const { gapMs, timeZone } = this.#options;
    const options = { gapMs, ...(timeZone && { timeZone }), ...(repeats && { repeats }) };
    const visits = foldAll(this.#tracks, options);
    return { visits, tracks: this.#tracks, media: this.#media, files: this.#files };
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
    // What ends because it was interrupted was not named to the end.
    const told = (tracks: readonly Track[]) => {
      if (!signal.aborted) this.#tracks.push(...tracks);
    };
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
    signal.throwIfAborted();
    ending.end(parts.tracker.end('lost'), at, signal);
    await ending.idle();
    signal.throwIfAborted();
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
