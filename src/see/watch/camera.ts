import { uuidv7 } from 'uuidv7';
import type { CameraState, CameraStatus, Cause, FromWatcher, Track, Verdict } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { Capture } from '../capture/capture.ts';
import type { Classify } from '../classify/ask.ts';
import type { Namer } from '../classify/namer.ts';
import type { Detector } from '../inference/detector.ts';
import { CropKeeper } from '../media/crops.ts';
import { CropWriter } from '../media/writer.ts';
import { MotionGate } from '../motion/gate.ts';
import { LookPlanner } from '../motion/planner.ts';
import { runPipeline, type Seen } from '../pipeline.ts';
import { Tracker } from '../track/tracker.ts';
import { Checkpoints } from './checkpoints.ts';
import { EffortMeter } from './effort-meter.ts';
import { Figures } from './figures.ts';
import type { WatchedCamera } from './messages.ts';
import { type Naming, namerOf } from './naming.ts';
import { plannerOptions } from './settings.ts';

const TICK = 1_000;
/** With no frame for so long (ms) nobody can vouch that it is still the same animal. */
const BLIND = 12_000;
/** How long (ms) tracks that have ended may take to be named for the last time, before their end is told. */
const LAST_WORDS = 1_500;

/** Watches one camera: its capture, its pipeline, and what is told of both. */
export class CameraWatch {
  readonly #camera: WatchedCamera;
  readonly #tell: (message: FromWatcher) => void;
  readonly #capture: Capture;
  readonly #tracker: Tracker;
  readonly #crops: CropWriter;
  readonly #detector: Detector;
  readonly #namer: Namer;
  readonly #effort: EffortMeter;
  readonly #figures = new Figures();
  readonly #checkpoints = new Checkpoints();
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #state: CameraState = 'starting';
  #cause: Cause | undefined;
  #since = Date.now();
  #lastTrouble = '';
  #clockDoubtful = false;

  constructor(
    camera: WatchedCamera,
    data: string,
    models: Detector & Classify,
    naming: Naming,
    tell: (message: FromWatcher) => void,
  ) {
    const { capture } = camera;
    this.#camera = camera;
    this.#tell = tell;
    this.#detector = models;
    this.#effort = new EffortMeter({ camera: capture.camera, fps: capture.fps, ...camera.sight });
    this.#capture = new Capture(capture, {
      onState: (state, cause) => this.#changed(state, cause),
      onSegment: (segment) => tell({ type: 'segment', camera: capture.camera, segment }),
      onSegmentError: (message) => this.#trouble(message),
    });
    this.#tracker = new Tracker({ camera: capture.camera, newId: uuidv7, aspect: capture.width / capture.height });
    const keeper = new CropKeeper({ sweepMs: camera.sweepSeconds * 1000 });
    this.#namer = namerOf(naming, capture.camera, models, keeper, (error) => this.#trouble(messageOf(error)));
    this.#crops = new CropWriter(
      { data, camera: capture.camera, keeper },
      {
        written: (media) => tell({ type: 'media', media }),
        failed: (error) => this.#trouble(messageOf(error)),
      },
    );
  }

  /** Starts to watch; `stop` ends it. */
  start(): void {
    const { capture, masks } = this.#camera;
    const { width, height } = capture;
    this.#capture.start(this.#end.signal);
    const stages = {
      source: this.#capture,
      gate: new MotionGate({ width, height, masks }),
      planner: new LookPlanner(plannerOptions({ width, height }, this.#camera)),
      detector: this.#detector,
      tracker: this.#tracker,
      keeper: this.#crops.keeper,
      namer: this.#namer,
    };
    const observer = { seen: (seen: Seen) => this.#seen(seen), failed: (error: unknown) => this.#failed(error) };
    this.#running = runPipeline(stages, observer, this.#end.signal);
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /** Says whether the box's clock is known to be right; until it is, what is told is marked as doubtful. */
  setClockDoubtful(doubtful: boolean): void {
    if (doubtful === this.#clockDoubtful) return;
    this.#tellEffort(this.#effort.take());
    this.#clockDoubtful = doubtful;
  }

  /** Ends capture, stores the tracks that live, and waits until every crop is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await Promise.all([this.#running, this.#capture.stop()]);
    await this.#finish(this.#tracker.end('shutdown'), Date.now());
    this.#tellEffort(this.#effort.take());
    this.#tellStatus();
  }

  #seen({ frame, looks, people, live, ended, withdrawn }: Seen): void {
    const { dropped } = this.#capture.figures;
    this.#tellEffort(this.#effort.frame(frame, this.#figures.frame(frame.at, looks, dropped)));
    if (people.length > 0)
      this.#tell({
        type: 'people',
        camera: frame.camera,
        seen: { at: frame.at, boxes: people, sweepMs: this.#camera.sweepSeconds * 1000 },
      });
    const due = this.#checkpoints.due(frame.at, live);
    if (due.length > 0 || withdrawn.length > 0) {
      this.#tellTracks(due.map(plain), frame.at, withdrawn);
      this.#tell({ type: 'latency', camera: frame.camera, seconds: (Date.now() - frame.at) / 1000 });
    }
    for (const track of live) this.#crops.early(track.id, frame.at - track.startAt);
    for (const id of withdrawn) {
      this.#crops.forget(id);
      this.#namer.forget(id);
    }
    if (ended.length > 0) void this.#finish(ended, frame.at);
  }

  /**
   * Names tracks that ended for the last time, writes what is left of their crops, and tells of their end; until then
   * they stand as they were last told, living, and a visit does not end under a name that it loses a moment later.
   */
  async #finish(ended: readonly Track[], at: number): Promise<void> {
    const signal = AbortSignal.timeout(LAST_WORDS);
    const last = ended.map(async (track) => named(track, await this.#namer.finish(track, at, signal)));
    for (const track of ended) this.#crops.last(track.id);
    const told = await Promise.all(last);
    if (told.length > 0) this.#tellTracks(told, at);
    await this.#crops.idle();
  }

  #tellTracks(tracks: readonly Track[], at: number, withdrawn: readonly string[] = []): void {
    const told = this.#clockDoubtful ? tracks.map((track) => ({ ...track, clock: 'doubtful' as const })) : tracks;
    this.#tell({ type: 'tracks', camera: this.#camera.capture.camera, at, tracks: told, withdrawn });
  }

  #failed(error: unknown): void {
    this.#figures.failed();
    this.#trouble(messageOf(error));
  }

  #trouble(message: string): void {
    if (message === this.#lastTrouble) return;
    this.#lastTrouble = message;
    this.#tell({ type: 'trouble', camera: this.#camera.capture.camera, message });
  }

  #tick(): void {
    const { lastFrameAt } = this.#capture.figures;
    if (lastFrameAt !== undefined && Date.now() - lastFrameAt > BLIND)
      void this.#finish(this.#tracker.end('camera-down'), Date.now());
    this.#tellStatus();
  }

  #changed(state: CameraState, cause: Cause | undefined): void {
    this.#state = state;
    this.#cause = cause;
    this.#since = Date.now();
    this.#tellStatus();
    this.#tellEffort(this.#effort.take());
  }

  #tellStatus(): void {
    const status: CameraStatus = {
      camera: this.#camera.capture.camera,
      state: this.#state,
      since: this.#since,
      ...(this.#cause ? { cause: this.#cause } : {}),
      figures: this.#figures.read(this.#capture.figures, Date.now()),
    };
    this.#tell({ type: 'status', status });
  }

  #tellEffort(part: ReturnType<EffortMeter['take']>): void {
    if (part) this.#tell({ type: 'effort', part: this.#clockDoubtful ? { ...part, clock: 'doubtful' } : part });
  }
}

/** The facts of a live track without what only the pipeline needs. */
function plain({ id, camera, kind, startAt, endAt, score, hits, looks, moved, path, verdict }: Track): Track {
  return named({ id, camera, kind, startAt, endAt, score, hits, looks, moved, path }, verdict);
}

function named(track: Track, verdict: Verdict | undefined): Track {
  return verdict ? { ...track, verdict } : track;
}
