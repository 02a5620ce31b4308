import type { CameraState, Cause, FromWatcher, LiveView, LiveWidth } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { DoublingWaits, supervise } from '../../base/supervise.ts';
import { Capture } from '../capture/capture.ts';
import { fault } from '../capture/cause.ts';
import { FrameClock } from '../capture/clock.ts';
import { describeDecoder } from '../capture/decoder-choice.ts';
import type { CaptureHooks, CaptureOptions } from '../capture/options.ts';
import type { Size } from '../capture/size.ts';
import type { Classify } from '../classify/ask.ts';
import type { Detector } from '../inference/detector.ts';
import type { Seen } from '../pipeline.ts';
import { EffortMeter } from './effort-meter.ts';
import { Figures } from './figures.ts';
import { type LifeParts, WatchLife } from './life.ts';
import type { WatchedCamera } from './messages.ts';
import type { Naming } from './naming.ts';
import { OneSize } from './one-size.ts';
import { Onlookers } from './onlookers.ts';
import { Teller } from './teller.ts';

const TICK = 1_000;
/** With no frame looked at for so long (ms) nobody can vouch that it is still the same animal: every track ends. */
const BLIND = 12_000;
/** A pipeline that broke is started again after so long (ms), doubling; one that ran so long has proved itself. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const PROVED = 60_000;

/** What a watch needs of a camera's capture. */
export type Captured = Pick<Capture, 'start' | 'stop' | 'next' | 'figures'>;

/** What a watch stands on; each part has its usual value. */
export interface WatchWorld {
  readonly clock?: FrameClock;
  /** Opens the camera. @throws RoostError where its address is none */
  readonly open?: (options: CaptureOptions, hooks: CaptureHooks, clock: FrameClock) => Captured;
  /** Told of each ffmpeg that was started, and that it is gone. */
  readonly child?: NonNullable<CaptureHooks['onChild']>;
  /** The second detector, which looks at sweeps; none without it. */
  readonly second?: LifeParts['second'];
  /** Told of what frames show, where somebody looks on. */
  readonly show?: (view: LiveView) => void;
}

/**
 * Watches one camera: its capture, its pipeline, and what is told of both. What breaks in it ends its tracks, is told as
 * the camera's state, and is started again; it never concerns another camera.
 */
export class CameraWatch {
  #parts: LifeParts;
  readonly #clock: FrameClock;
  readonly #teller: Teller;
  readonly #open: NonNullable<WatchWorld['open']>;
  readonly #child: NonNullable<WatchWorld['child']>;
  readonly #effort: EffortMeter;
  readonly #figures = new Figures();
  readonly #onlookers: Onlookers;
  readonly #end = new AbortController();
  #capture: Captured | undefined;
  /** The frames of `#capture`. */
  #frames: OneSize | undefined;
  #life: WatchLife | undefined;
  /** Lives that have ended, and still name and write. */
  readonly #left = new Set<Promise<void>>();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What the capture says; a fault of ours stands before it until a frame was looked at again. */
  #state: CameraState = 'starting';
  #cause: Cause | undefined;
  #fault: Cause | undefined;
  /** Steady times. */
  #since: number;
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(
    camera: WatchedCamera,
    data: string,
    models: Detector & Classify,
    naming: Naming,
    tell: (message: FromWatcher) => void,
    {
      clock = boxClock(),
      open = openCapture,
      child = () => undefined,
      second,
      show = () => undefined,
    }: WatchWorld = {},
  ) {
    const { camera: id, fps } = camera.capture;
    this.#clock = clock;
    this.#open = open;
    this.#child = child;
    this.#since = clock.now();
    this.#teller = new Teller(id, clock, tell);
    this.#effort = new EffortMeter({ camera: id, fps, ...camera.sight });
    this.#onlookers = new Onlookers(
      { camera: id, keepNone: camera.keepNone ?? false, wall: (at) => clock.wall(at) },
      { show, failed: (error) => this.#teller.trouble(error) },
    );
    this.#parts = { camera, data, models, naming, clock, teller: this.#teller, second };
  }

  /** Id of the camera. */
  get camera(): string {
    return this.#parts.camera.capture.camera;
  }

  /** Has the next frame that is looked at shown, once. */
  look(width: LiveWidth): void {
    this.#onlookers.look(width);
  }

  /** Starts to watch; `stop` ends it. */
  start(): void {
    const plan = {
      live: (signal: AbortSignal) => this.#live(signal),
      thrown: (error: unknown) => {
        this.#teller.trouble(error);
        return fault(error);
      },
      ended: (why: Cause) => this.#guarded(() => this.#changed(() => (this.#fault = why))),
      waits: new DoublingWaits(FIRST_WAIT, LONGEST_WAIT),
      provedAfterMs: PROVED,
    };
    this.#running = supervise(plan, this.#end.signal);
    this.#timer = setInterval(() => this.#guarded(() => this.#tick()), TICK);
  }

  /** Says whether the box's clock is known to be right; until it is, what is told is marked as doubtful. */
  setClockDoubtful(doubtful: boolean): void {
    if (doubtful === this.#teller.clockDoubtful) return;
    this.#guarded(() => {
      // Whoever says that the clock is right may have seen it set before this watch did.
      this.#followClock();
      this.#teller.effort(this.#effort.take());
    });
    this.#teller.clockDoubtful = doubtful;
    if (!doubtful) this.#guarded(() => this.#life?.tellAgain());
  }

  /**
   * Looks and names with other models from the next frame on; capture, tracks and what is kept of them go on.
   * @returns resolves when nothing is owed by the models before any more
   */
  async use(models: Detector & Classify, naming: Naming): Promise<void> {
    this.#parts = { ...this.#parts, models, naming };
    await Promise.all([this.#life?.use(models, naming), ...this.#left]);
  }

  /** Ends capture, stores the tracks that live, and waits until every crop is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await Promise.all([this.#running, this.#capture?.stop()]);
    await Promise.all(this.#left);
    this.#teller.effort(this.#effort.take());
    this.#tellStatus();
  }

  /** One life of the pipeline, with frames of one size. The capture outlives it, since the camera has no part in what broke. */
  async #live(signal: AbortSignal): Promise<Cause | undefined> {
    const { camera } = this.#parts;
    this.#capture ??= this.#open(
      camera.capture,
      {
        onState: (state, cause) =>
          this.#guarded(() => this.#changed(() => ([this.#state, this.#cause] = [state, cause]))),
        onSegment: (segment) => this.#guarded(() => this.#teller.segment(segment)),
        onSegmentError: (message) => this.#guarded(() => this.#teller.trouble(message)),
        onDecoder: (state) => this.#guarded(() => this.#teller.trouble(`It is now ${describeDecoder(state)}`)),
        onChild: this.#child,
      },
      this.#clock,
    );
    this.#frames ??= new OneSize(this.#capture);
    this.#capture.start(this.#end.signal);
    const size = await this.#frames.begin(signal);
    if (size) await this.#look(this.#frames, size, signal);
    if (signal.aborted || this.#frames.changed) return undefined;
    const ended = this.#capture;
    this.#capture = undefined;
    this.#frames = undefined;
    await ended.stop();
    throw new RoostError('watch', camera.capture.camera, 'its capture ended by itself');
  }

  async #look(frames: OneSize, size: Size, signal: AbortSignal): Promise<void> {
    const life = new WatchLife(this.#parts, size, {
      seen: (seen) => this.#seen(seen),
      failed: (error) => this.#failed(error),
    });
    this.#life = life;
    try {
      await life.run(frames, signal);
    } finally {
      this.#life = undefined;
      const left = life.idle().finally(() => this.#left.delete(left));
      this.#left.add(left);
    }
  }

  /**
   * Does what a timer, a pipe or another thread asks for. What is thrown there would end the thread with all its cameras: it
   * breaks off this camera's life instead, which is told as its state and started again.
   */
  #guarded(what: () => void): void {
    try {
      what();
    } catch (error) {
      if (this.#life) this.#life.fail(error);
      else this.#teller.trouble(error);
    }
  }

  #seen(seen: Seen): void {
    const { frame, looks } = seen;
    this.#followClock();
    this.#onlookers.seen(seen);
    this.#seenAt = frame.at;
    if (this.#fault) this.#changed(() => (this.#fault = undefined));
    const lost = this.#figures.frame(frame.at, looks, this.#capture?.figures.dropped ?? 0);
    this.#teller.effort(this.#effort.frame(frame, this.#clock.wall(frame.at), lost));
  }

  #failed(error: unknown): void {
    this.#figures.failed();
    this.#teller.trouble(error);
  }

  #tick(): void {
    this.#followClock();
    if (this.#clock.now() - this.#seenAt > BLIND) this.#life?.end('camera-down');
    this.#tellStatus();
  }

  /** Where the clock was set, tells what of before is doubtful, and what lives anew with the times that are right. */
  #followClock(): void {
    const step = this.#clock.follow();
    if (!step) return;
    this.#teller.effort(this.#effort.take());
    this.#teller.step(step);
    this.#life?.tellAgain();
  }

  #changed(change: () => void): void {
    change();
    this.#since = this.#clock.now();
    this.#tellStatus();
    this.#teller.effort(this.#effort.take());
  }

  #tellStatus(): void {
    const cause = this.#fault ?? this.#cause;
    this.#teller.status({
      camera: this.#parts.camera.capture.camera,
      state: this.#fault ? 'down' : this.#state,
      since: this.#since,
      ...(cause && { cause }),
      figures: this.#figures.read(this.#capture?.figures ?? NO_CAPTURE, this.#clock.now()),
    });
  }
}

function openCapture(options: CaptureOptions, hooks: CaptureHooks, clock: FrameClock): Captured {
  return new Capture(options, hooks, undefined, clock);
}

const NO_CAPTURE = { frames: 0, dropped: 0, frozen: 0, restarts: 0 };

/** A clock by which the box has told things since the process started: a watcher that is restarted goes on with it. */
function boxClock(): FrameClock {
  return new FrameClock(undefined, undefined, process.uptime() * 1000);
}
