import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraState, Cause, Frame } from '../../base/domain.ts';
import { supervise } from '../../base/supervise.ts';
import { captureArgs, type SegmentArgs } from './args.ts';
import { cause, clipsCause, fault, slowCause } from './cause.ts';
import { FrameClock } from './clock.ts';
import { FreezeWatch } from './freeze.ts';
import { cameraInput } from './input.ts';
import { Journal } from './journal.ts';
import { knock } from './knock.ts';
import { NewestFrame } from './newest.ts';
import { Pace } from './pace.ts';
import { RateWatch } from './rate.ts';
import { record } from './recorder.ts';
import { RingKeeper, type SegmentHooks, type SegmentOptions } from './ring-keeper.ts';
import { runOnce } from './run.ts';
import { GOOD_AFTER_MS, isShut, Retries } from './schedule.ts';
import type { Limit, Size } from './size.ts';
import { type Credentials, type Source, source, type Transport } from './source.ts';
import { FrameVigil } from './vigil.ts';
import { Y4mCutter } from './y4m.ts';

/** One camera as capture sees it. Times in milliseconds. */
export interface CaptureOptions {
  /** The camera's id. */
  readonly camera: string;
  /** `rtsp://host:port/path`. */
  readonly url: string;
  /** Where segments come from, by an ffmpeg of its own, if not from `url`: same credentials and transport. Of no use without `segments`. */
  readonly recordUrl?: string;
  readonly credentials?: Credentials;
  readonly transport?: Transport;
  /** Analysis rate, frames a second. */
  readonly fps: number;
  /** Largest analysis size; frames keep the shape in which the stream is shown. */
  readonly limit: Limit;
  /** Where the camera's own stream is kept for clips; without it none is. */
  readonly segments?: SegmentOptions;
  /**
   * No packet, and from the first key picture on no complete frame, for so long ends a run: 10 s before the first frame, 5 s
   * later.
   */
  readonly firstFrameWithin?: number;
  readonly frameWithin?: number;
  /** No packet for so long begins anew to read `recordUrl`: 20 s. */
  readonly packetWithin?: number;
  /** A run that began so long ago begins anew where its pictures change their size: 60 s. Before, they are scaled. */
  readonly sizeFor?: number;
  /** Nothing new in the picture for so long, and over several key pictures, is frozen: 8 s. */
  readonly frozenAfter?: number;
  readonly ffmpeg?: string;
}

/** The cameras of one thread start their ffmpeg so far (ms) apart: each start costs some 60 ms of CPU. */
const STARTS = new Pace(400);
/** What some decoders give before the first key picture is smeared; others, as that of H.264, give nothing. */
const SMEARS = 'hevc';

/** What capture tells while it runs. */
export interface CaptureHooks extends SegmentHooks {
  /** The state changed, or the cause of being down did. Down and frozen come with a cause, watching with `slow` or `no-clips`, starting with `key-frame`. */
  onState?(state: CameraState, cause?: Cause): void;
  /** An ffmpeg was started, or is gone. */
  onChild?(pid: number, alive: boolean): void;
}

/** Figures since `start`. */
export interface CaptureFigures {
  /** Complete frames. */
  readonly frames: number;
  /** Frames that were replaced by a newer one before anyone took them. */
  readonly dropped: number;
  /** Frames of a frozen picture, which are not given out: looking at them is no effort. */
  readonly frozen: number;
  /** Runs of ffmpeg after the first. */
  readonly restarts: number;
  /** Steady time of the clock. */
  readonly lastFrameAt?: number;
}

/**
 * Watches one camera: keeps one ffmpeg running, gives the newest frame to one consumer, and tells the camera's state.
 * `start` and `stop` do the work; the constructor only checks the address.
 * @example
 * const capture = new Capture(options, { onState: (state, cause) => log(state, cause?.message) });
 * capture.start(signal);
 * for (let frame = await capture.next(signal); frame; frame = await capture.next(signal)) look(frame);
 * await capture.stop();
 */
export class Capture {
  readonly #options: CaptureOptions;
  readonly #hooks: CaptureHooks;
  readonly #source: Source;
  readonly #record: Source | undefined;
  readonly #clock: FrameClock;
  readonly #pace: Pace;
  readonly #newest = new NewestFrame();
  readonly #freeze: FreezeWatch;
  readonly #rate: RateWatch;
  readonly #cutter: Y4mCutter;
  readonly #ring: RingKeeper | undefined;
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;
  #state: CameraState = 'stopped';
  #cause: Cause | undefined;
  /** Of the frames of this run. */
  #size: Size = { width: 0, height: 0 };
  /** Of this run. */
  #journal = new Journal();
  /** Of the last run; undefined before any was open. */
  #codec: string | undefined;
  /** Why there are no clips of `recordUrl`. */
  #noClips: Cause | undefined;
  #seq = 0;
  #frozen = 0;
  #restarts = 0;
  #lastFrameAt: number | undefined;

  /**
   * @param pace spaces the starts of ffmpeg of many cameras
   * @param clock stamps frames, in steady time
   * @throws RoostError if the address is none
   */
  constructor(options: CaptureOptions, hooks: CaptureHooks = {}, pace = STARTS, clock = new FrameClock()) {
    const { segments, frozenAfter = 8_000 } = options;
    this.#freeze = new FreezeWatch(frozenAfter);
    this.#options = options;
    this.#hooks = hooks;
    this.#pace = pace;
    this.#clock = clock;
    const { url, recordUrl, transport, credentials } = options;
    const apart = segments !== undefined && recordUrl !== undefined && recordUrl !== url;
    this.#source = source(url, transport, credentials);
    this.#record = apart ? source(recordUrl, transport, credentials) : undefined;
    this.#rate = new RateWatch(options.fps);
    this.#cutter = new Y4mCutter({
      begin: (size) => this.#begin(size),
      complete: (data) => this.#receive(data),
    });
    this.#ring = segments && new RingKeeper(segments, hooks);
  }

  get figures(): CaptureFigures {
    return {
      frames: this.#seq,
      dropped: this.#newest.dropped,
      frozen: this.#frozen,
      restarts: this.#restarts,
      ...(this.#lastFrameAt === undefined ? {} : { lastFrameAt: this.#lastFrameAt }),
    };
  }

  /** Starts watching; ends when `signal` is aborted or `stop` is called. A second call does nothing. */
  start(signal: AbortSignal): void {
    this.#running ??= this.#watch(AbortSignal.any([signal, this.#end.signal]));
  }

  /** Ends ffmpeg and waits until it is gone, at most 2 s. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.#newest.close();
    await this.#running;
    await this.#ring?.settled();
  }

  /**
   * The newest frame not taken yet. Its data are not touched until the next call; one consumer only.
   * @returns undefined once the capture has stopped or `signal` is aborted
   */
  next(signal?: AbortSignal): Promise<Frame | undefined> {
    return this.#newest.next(signal);
  }

  async #watch(signal: AbortSignal): Promise<void> {
    this.#tell('starting');
    this.#ring?.open();
    // A disk that hangs must not keep frames away.
    await this.#ring?.settled();
    let runs = 0;
    /** Frames before the last run. */
    let seen = 0;
    const plan = {
      live: async () => {
        // A camera that answered nobody is only asked whether somebody listens again: ffmpeg would cost a thousand times that.
        const shut = isShut(this.#cause, this.#seq - seen) ? await knock(this.#source, signal) : undefined;
        if (shut) return cause(shut, this.#source.host);
        await sleep(this.#pace.take(performance.now()), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return undefined;
        if (runs++ > 0) this.#restarts += 1;
        this.#rate.reset();
        seen = this.#seq;
        const why = await this.#run(signal);
        this.#ring?.prune();
        return why;
      },
      thrown: (error: unknown) => fault(error),
      ended: (why: Cause) => this.#tell('down', why),
      waits: new Retries(),
      provedAfterMs: GOOD_AFTER_MS,
    };
    await Promise.all([supervise(plan, signal), this.#recording(signal)]);
    this.#newest.close();
    this.#tell('stopped');
  }

  async #run(signal: AbortSignal): Promise<Cause | undefined> {
    const { fps, limit, segments, ffmpeg = 'ffmpeg', sizeFor = 60_000 } = this.#options;
    const source = this.#source;
    const startedAt = performance.now();
    const journal = new Journal();
    this.#journal = journal;
    // A stream of another codec may have no key picture ever: its decoder knows when it is whole.
    const fromKey = (this.#codec ?? SMEARS) === SMEARS;
    const ring = segments && !this.#record && { ...segmentArgs(segments), run: String(Date.now()) };
    const why = await runOnce(
      {
        ...{ ffmpeg, source, host: this.#host, journal },
        fps,
        args: captureArgs({
          input: cameraInput(source),
          frames: { fps, limit, fromKey },
          ...(ring ? { segments: ring } : {}),
        }),
        cutter: this.#cutter,
        vigil: this.#vigil(journal, startedAt),
        given: () => this.#seq,
        onSegmentLine: (line) => void this.#ring?.line(line),
        onResized: () => performance.now() - startedAt >= sizeFor,
        onChild: this.#hooks.onChild?.bind(this.#hooks),
      },
      signal,
    );
    this.#codec = journal.codec ?? this.#codec;
    return why;
  }

  #vigil(journal: Journal, now: number): FrameVigil {
    const { firstFrameWithin = 10_000, frameWithin = 5_000 } = this.#options;
    const waiting = () => this.#tell('starting', cause('key-frame', this.#host));
    return new FrameVigil(() => this.#seq, journal, { firstFrameWithin, frameWithin, waiting }, now);
  }

  /** Records from `recordUrl`, where there is one. */
  async #recording(signal: AbortSignal): Promise<void> {
    const { segments, ffmpeg = 'ffmpeg', packetWithin = 20_000 } = this.#options;
    const source = this.#record;
    if (!segments || !source) return;
    const hooks = {
      isWanted: () => this.#state === 'watching' || this.#state === 'frozen',
      line: (line: string) => void this.#ring?.line(line),
      failing: (why: Cause | undefined) => {
        this.#noClips = why && clipsCause(why);
      },
      child: this.#hooks.onChild?.bind(this.#hooks),
    };
    await record({ ffmpeg, source, segments: segmentArgs(segments), packetWithin }, hooks, this.#pace, signal);
  }

  /** The camera as causes call it: with two addresses which of them. */
  get #host(): string {
    return this.#record ? `${this.#source.host} (analysisUrl)` : this.#source.host;
  }

  #begin(size: Size): Uint8Array {
    this.#size = size;
    this.#freeze.begin(size);
    return this.#newest.begin(size);
  }

  /** Takes a full buffer, gives back the one to fill next. */
  #receive(data: Uint8Array): Uint8Array {
    const { camera, fps } = this.#options;
    const at = this.#clock.stamp();
    const seq = this.#seq++;
    this.#lastFrameAt = at;
    const slow = this.#rate.see(performance.now());
    if (this.#freeze.see(data, at, this.#journal.keys)) {
      this.#frozen += 1;
      this.#tell('frozen', cause('frozen', this.#source.host));
      return data;
    }
    this.#tell('watching', slow === undefined ? this.#noClips : slowCause(this.#source.host, slow, fps));
    return this.#newest.offer({ camera, seq, at, ...this.#size, data });
  }

  #tell(state: CameraState, why?: Cause): void {
    if (state === this.#state && why?.code === this.#cause?.code) return;
    this.#state = state;
    this.#cause = why;
    this.#hooks.onState?.(state, why);
  }
}

function segmentArgs({ folder, seconds = 4 }: SegmentOptions): Omit<SegmentArgs, 'run'> {
  return { folder, seconds };
}
