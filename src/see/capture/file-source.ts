import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { childEnvironment, closePipes, endChild, ended } from '../../base/child.ts';
import type { Frame } from '../../base/domain.ts';
import { Tail } from '../../base/lines.ts';
import { RAW_FRAMES, scaleFilter } from './args.ts';
import { FrameCutter, frameBytes } from './frames.ts';
import { probeFile, type RecordedVideo } from './probe-file.ts';
import { fitSize, type Limit, type Size } from './size.ts';
import { UnreadableFile, unreadable } from './unreadable.ts';

/** A recorded video to be looked at as if it were a camera. */
export interface FileSourceOptions {
  readonly camera: string;
  readonly file: string;
  /** When the recording began, in milliseconds since the epoch. */
  readonly startAt: number;
  /** Analysis rate; a slower recording repeats frames, so that time goes on evenly. */
  readonly fps: number;
  /** Largest analysis size; the recording keeps its shape. */
  readonly limit: Limit;
  /** What `probeFile` told of the file; it is asked without. */
  readonly video?: RecordedVideo;
  readonly ffmpeg?: string;
}

/** What ffmpeg says of a file of which a part is missing. */
const CUT = /partial file|ended prematurely/i;
/** A file gives so much less than it tells of (s, and as a share) before a part of it is missing: clocks are rounded. */
const SLACK = { seconds: 0.5, share: 0.02 };

/**
 * Gives every frame of a recording, at recorded time, as fast as they are taken: while one is looked at, the next is
 * decoded, and ffmpeg waits. The same file gives the same frames each time.
 */
export class FileSource {
  readonly #options: FileSourceOptions;
  #child: ChildProcess | undefined;
  #frames: AsyncGenerator<Frame, undefined> | undefined;
  #ahead: Promise<IteratorResult<Frame, undefined>> | undefined;
  #stopped = false;
  #seconds: number | undefined;
  #forget = () => {};

  constructor(options: FileSourceOptions) {
    this.#options = options;
  }

  /**
   * Opens the file.
   * @returns the size of its frames
   * @throws UnreadableFile if it cannot be read
   */
  async start(signal: AbortSignal): Promise<Size> {
    const { file, fps, ffmpeg = 'ffmpeg' } = this.#options;
    const video = this.#options.video ?? (await probeFile(file, signal));
    const size = fitSize(video.shown, this.#options.limit);
    this.#seconds = video.seconds;
    signal.throwIfAborted();
    const args = [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-i', `file:${file}`],
      ...['-map', '0:v:0', '-vf', `fps=${fps},${scaleFilter(size.width, size.height)}`],
      ...['-fps_mode', 'passthrough', ...RAW_FRAMES],
    ];
    const child = spawn(ffmpeg, args, { env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#frames = this.#read(child, child.stdout, child.stderr, size);
    const stop = () => void this.stop();
    signal.addEventListener('abort', stop, { once: true });
    // The signal outlives thousands of files, and would keep the frames of each.
    this.#forget = () => signal.removeEventListener('abort', stop);
    return size;
  }

  /**
   * The next frame. Its data are not touched until the next call.
   * @returns undefined after the last, or once stopped
   * @throws UnreadableFile, once what can be decoded was given, if that was not all
   */
  async next(signal?: AbortSignal): Promise<Frame | undefined> {
    const frames = this.#frames;
    if (!frames || signal?.aborted || this.#stopped) return undefined;
    const { value } = await (this.#ahead ?? frames.next());
    this.#ahead = frames.next();
    // Whoever calls next() again is told; this only keeps an end that no one waits for from being called unhandled.
    this.#ahead.catch(() => undefined);
    return this.#stopped ? undefined : value;
  }

  /** Ends ffmpeg and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget();
    if (!this.#child) return;
    await endChild(this.#child);
    closePipes(this.#child);
  }

  async *#read(child: ChildProcess, stdout: Readable, stderr: Readable, size: Size): AsyncGenerator<Frame, undefined> {
    const { camera, file, startAt, fps } = this.#options;
    const tail = new Tail([]);
    stderr.setEncoding('utf8').on('data', (text: string) => tail.push(text, 0));
    child.on('error', (error) => tail.push(`${error.message}\n`, 0));
    let full: Uint8Array | undefined;
    let spare: Uint8Array = new Uint8Array(frameBytes(size.width, size.height));
    const cutter = new FrameCutter(new Uint8Array(spare.length), (data) => {
      const next = spare;
      full = data;
      spare = data;
      return next;
    });
    let seq = 0;
    for await (const chunk of bytes(stdout)) {
      for (let from = 0; from < chunk.length; ) {
        const to = Math.min(chunk.length, from + cutter.missing);
        cutter.push(chunk.subarray(from, to));
        from = to;
        if (full) yield { camera, seq, at: startAt + Math.round((seq++ * 1000) / fps), ...size, data: full };
        full = undefined;
      }
    }
    await ended(child);
    if (this.#stopped) return undefined;
    if (child.exitCode !== 0 || seq === 0) throw unreadable(file, tail.text());
    this.#requireAll(seq / fps, tail.text());
    return undefined;
  }

  /** ffmpeg ends with code 0 also where a file was cut short. @param seconds that it gave */
  #requireAll(seconds: number, said: string): void {
    const told = this.#seconds;
    const short = told !== undefined && seconds < told * (1 - SLACK.share) - SLACK.seconds;
    if (!(short && said) && !CUT.test(said)) return;
    const of = short ? ` of ${told.toFixed(1)} s` : '';
    throw new UnreadableFile(
      this.#options.file,
      `it is cut short or damaged: ${seconds.toFixed(1)} s${of} could be read`,
    );
  }
}

/** The chunks of a pipe; one that `stop` closes has simply ended. */
async function* bytes(pipe: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* pipe as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!pipe.destroyed || (error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
