import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraState, Cause, Frame } from '../../base/domain.ts';
import { supervise } from '../../base/supervise.ts';
import { captureArgs, type SegmentArgs } from './args.ts';
import { cause, clipsCause, fault, slowCause } from './cause.ts';
import { FrameClock } from './clock.ts';
import type { RunEnd } from './decoder-choice.ts';
import { decodersHere } from './decoders-here.ts';
import { Decoding } from './decoding.ts';
import { FreezeWatch } from './freeze.ts';
import { cameraInput } from './input.ts';
import { Journal } from './journal.ts';
import { knock } from './knock.ts';
import { NewestFrame } from './newest.ts';
import type { CaptureFigures, CaptureHooks, CaptureOptions } from './options.ts';
import { Pace } from './pace.ts';
import { CameraError, probe } from './probe.ts';
import { RateWatch } from './rate.ts';
import { record } from './recorder.ts';
import { RingKeeper, type SegmentOptions } from './ring-keeper.ts';
import { runOnce } from './run.ts';
import { GOOD_AFTER_MS, isShut, Retries } from './schedule.ts';
import type { Size } from './size.ts';
import { givesPictures, type Source, source } from './source.ts';
import { FrameVigil } from './vigil.ts';
import { Y4mCutter } from './y4m.ts';

/** The cameras of one thread start their ffmpeg so far (ms) apart: each start costs some 60 ms of CPU. */
const STARTS = new Pace(400);
/** What some decoders give before the first key picture is smeared; others, as that of H.264, give nothing. */
const SMEARS = 'hevc';

/** Packets that came so short (ms) before a run's end say that the stream flowed; one a second is told of. */
const FLOWING_MS = 4_000;

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
  readonly #decoding: Decoding;
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
   * @param here tells what this machine decodes with
   * @throws RoostError if the address is none
   */
  constructor(
    options: CaptureOptions,
    hooks: CaptureHooks = {},
    pace = STARTS,
    clock = new FrameClock(),
    here = (signal: AbortSignal) => decodersHere(options.ffmpeg ?? 'ffmpeg', signal),
  ) {
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
    this.#decoding = new Decoding(givesPictures(this.#source) ? 'software' : (options.decoder ?? 'software'), {
      here,
      codec: async (signal) => (await probe(url, credentials, this.#source.transport, signal)).codec,
      fell: (state) => hooks.onDecoder?.(state),
    });
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
    const decoder = await this.#decoding.args(signal).catch((error: unknown) => {
      if (error instanceof CameraError) return error.why;
      throw error;
    });
    if ('code' in decoder) return decoder;
    const startedAt = performance.now();
    const before = this.#seq;
    let packetAt = startedAt;
    const journal = new Journal(() => {
      packetAt = performance.now();
    });
    this.#journal = journal;
    let left: Pick<RunEnd, 'stderr' | 'crash' | 'flowing'> | undefined;
    // A stream of another codec may have no key picture ever: its decoder knows when it is whole.
    const fromKey = (this.#codec ?? SMEARS) === SMEARS;
    const ring = segments && !this.#record && { ...segmentArgs(segments), run: String(Date.now()) };
    const why = await runOnce(
      {
        ...{ ffmpeg, source, host: this.#host, journal },
        fps,
        args: captureArgs({
          input: cameraInput(source),
          decoder,
          frames: { fps, limit, fromKey },
          ...(ring ? { segments: ring } : {}),
        }),
        cutter: this.#cutter,
        vigil: this.#vigil(journal, startedAt),
        given: () => this.#seq,
        onSegmentLine: (line) => void this.#ring?.line(line),
        onResized: () => performance.now() - startedAt >= sizeFor,
        onEnd: (end) => {
          left = { ...end, flowing: performance.now() - packetAt < FLOWING_MS };
        },
        onChild: this.#hooks.onChild?.bind(this.#hooks),
      },
      signal,
    );
    this.#codec = journal.codec ?? this.#codec;
    if (!why || !left) return why;
    const end = { ...left, frames: this.#seq - before, keys: journal.keys, code: why.code };
    // It was not the camera: it is watched on at once.
    return this.#decoding.ended(end, journal.codec) ? this.#run(signal) : why;
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
