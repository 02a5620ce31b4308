import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cause } from '../domain.ts';
import { SEGMENT_LIST_FD } from './args.ts';
import { causeOf } from './cause.ts';
import { closePipes, endChild, ended } from './child.ts';
import type { FrameCutter } from './frames.ts';
import { LineCutter, Tail } from './lines.ts';
import { socketPair } from './pair.ts';
import { cameraScript, SCRIPT_FD } from './script.ts';
import type { Source } from './source.ts';

/** What one run of ffmpeg needs. */
export interface RunOptions {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly source: Source;
  readonly cutter: FrameCutter;
  /** Counts complete frames; read by the watchdog. */
  readonly frames: () => number;
  /** True if the run has to end for a reason of our own; no failure. */
  readonly over: () => boolean;
  /** No complete frame for so long ends the run, in milliseconds: from the start, and later. */
  readonly firstFrameWithin: number;
  readonly frameWithin: number;
  readonly onSegmentLine: (line: string) => void;
}

/** How often the watchdog looks, in milliseconds. */
const LOOK_EVERY = 250;
/** What is said so soon (ms) after the last picture, or after the start, is of joining the stream, not of the silence. */
const SETTLED_MS = 1_000;
/** How long what a dead child left in its pipes may take to arrive, in milliseconds. */
const DRAIN_MS = 300;

/**
 * One run of ffmpeg from its start to its end. Every end is a failure but those that we ask for: ffmpeg leaves with
 * code 0 when a camera dies.
 * @returns why it ended; undefined if `signal` or `over` ended it
 */
export async function runOnce(options: RunOptions, signal: AbortSignal): Promise<Cause | undefined> {
  const take = (chunk: Uint8Array) => options.cutter.push(chunk);
  // Where no pair can be made, as on a full disk, the child's own pipe does as well for more CPU.
  const pair = await socketPair(take).catch(() => undefined);
  const child = spawn(options.ffmpeg, options.args, {
    stdio: ['ignore', pair?.theirs ?? 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  pair?.theirs.destroy();
  // It breaks when the child dies early; its exit tells why.
  pair?.ours.on('error', () => undefined);
  child.stdout?.on('data', take);
  const tail = new Tail(options.source.secrets);
  const before = options.frames();
  const spawnError = wire(child, options, tail);
  const exit = ended(child);
  const watchdog = new AbortController();
  const watched = watch(options, AbortSignal.any([signal, watchdog.signal]));
  const verdict = await Promise.race([exit.then(() => 'exit' as const), watched]);
  watchdog.abort();
  const asked = signal.aborted || verdict === 'asked';
  const silent = typeof verdict === 'object';
  // Read before it is ended: what ffmpeg says of the picture that its own end cuts off is no word of the camera's.
  const lately = typeof verdict === 'object' ? tail.text(verdict.silentSince + SETTLED_MS) : undefined;
  await endChild(child);
  await Promise.race([closed([pair?.ours ?? child.stdout, child.stderr]), sleep(DRAIN_MS)]);
  pair?.ours.destroy();
  closePipes(child);
  options.cutter.reset();
  if (asked) return undefined;
  const error = spawnError();
  return causeOf(lately ?? tail.text(), {
    host: options.source.host,
    frames: options.frames() - before,
    silent,
    ...(error === undefined ? {} : { spawnError: error }),
  });
}

/** Connects the pipes. Returns a function that tells whether the child could not be started. */
function wire(child: ChildProcess, options: RunOptions, tail: Tail): () => string | undefined {
  let spawnError: string | undefined;
  child.on('error', (error: NodeJS.ErrnoException) => {
    spawnError ??= error.code ?? error.message;
  });
  // A child that dies early breaks its pipes; its exit tells why, the pipes have nothing to add.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const script = child.stdio[SCRIPT_FD];
  if (script && 'end' in script) script.end(cameraScript(options.source));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => tail.push(text, performance.now()));
  const lines = new LineCutter(options.onSegmentLine);
  child.stdio[SEGMENT_LIST_FD]?.on('data', (text: Buffer) => lines.push(text.toString()));
  return () => spawnError;
}

/**
 * Waits until no complete frame has come for too long. A busy event loop can run this timer before it has read the
 * frames that wait in the pipe, so it believes what it sees only the second time.
 */
async function watch(options: RunOptions, signal: AbortSignal): Promise<{ silentSince: number } | 'asked'> {
  let count = options.frames();
  let since = performance.now();
  let limit = options.firstFrameWithin;
  let late = false;
  while (!signal.aborted) {
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    if (options.over()) return 'asked';
    if (options.frames() !== count) {
      count = options.frames();
      since = performance.now();
      limit = options.frameWithin;
      late = false;
    } else if (performance.now() - since > limit) {
      if (late) return { silentSince: since };
      late = true;
    }
  }
  return 'asked';
}

/** Resolves when all that the child wrote has been read. */
async function closed(pipes: readonly (Readable | null)[]): Promise<void> {
  await Promise.all(
    pipes.map((pipe) => pipe && !pipe.closed && new Promise<void>((resolve) => pipe.once('close', () => resolve()))),
  );
}
