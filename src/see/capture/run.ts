import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotRun, childEnvironment, closePipes, endChild, ended } from '../../base/child.ts';
import type { Cause } from '../../base/domain.ts';
import { LineCutter, Tail } from '../../base/lines.ts';
import { SCRIPT_FD } from '../../base/tool.ts';
import { SEGMENT_LIST_FD } from './args.ts';
import { causeOf } from './cause.ts';
import { explained } from './challenge.ts';
import { supply } from './input.ts';
import { JOURNAL_FD, type Journal } from './journal.ts';
import { socketPair } from './pair.ts';
import type { Source } from './source.ts';
import type { Vigil } from './vigil.ts';
import { watchdog } from './watchdog.ts';
import type { Y4mCutter } from './y4m.ts';

/** What one run of ffmpeg needs. */
export interface RunOptions {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly source: Source;
  /** How often a still is asked for, where the camera gives no stream. */
  readonly fps: number;
  /** What the camera is called in causes: its host, and which of its addresses. */
  readonly host: string;
  /** Takes what it writes on stdout; without one nothing is read from there. */
  readonly cutter?: Pick<Y4mCutter, 'push' | 'reset'>;
  /** Takes what it tells of packets; new for each run. */
  readonly journal: Journal;
  /** Ends the run once it is silent. */
  readonly vigil: Vigil;
  /** Counts what the run is for: complete frames, or packets; those of earlier runs too. */
  readonly given: () => number;
  readonly onSegmentLine?: (line: string) => void;
  /** The pictures that come have another size than the first ones. Told for each. @returns true to end the run */
  readonly onResized?: () => boolean;
  /** It ended by itself, or was silent; told before why is known. */
  readonly onEnd?: (end: { readonly stderr: string; readonly crash?: string | undefined }) => void;
  /** It was started, or is gone. */
  readonly onChild?: ((pid: number, alive: boolean) => void) | undefined;
}

/** What is said so soon (ms) after the last picture, or after the start, is of joining the stream, not of the silence. */
const SETTLED_MS = 1_000;
/** How long what a dead child left in its pipes may take to arrive, in milliseconds. */
const DRAIN_MS = 300;
/** Signals by which a program ends of its own fault, or of that of a driver in it. */
const CRASHES: readonly (NodeJS.Signals | null)[] = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGABRT', 'SIGFPE'];
/** What ffmpeg says of each picture of another size than the first one. */
const RESIZED = 'Changing video frame properties on the fly';

/**
 * One run of ffmpeg from its start to its end. Every end is a failure but those that we ask for: ffmpeg leaves with
 * code 0 when a camera dies.
 * @returns why it ended; undefined if `signal` ended it, or if it has to begin anew for pictures of another size
 * @throws what was thrown where its frames or segments were taken in (rejects), once it has ended
 */
export async function runOnce(options: RunOptions, signal: AbortSignal): Promise<Cause | undefined> {
  const { cutter, source, host } = options;
  const broken = new AbortController();
  const guarded = (what: () => void) => {
    if (broken.signal.aborted) return;
    try {
      what();
    } catch (error) {
      broken.abort(error);
    }
  };
  const take = (chunk: Uint8Array) => guarded(() => cutter?.push(chunk));
  // Where no pair can be made, as on a full disk, the child's own pipe does as well for more CPU.
  const pair = cutter && (await socketPair(take).catch(() => undefined));
  const child = spawn(options.ffmpeg, options.args, {
    env: childEnvironment(),
    stdio: ['ignore', cutter ? (pair?.theirs ?? 'pipe') : 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  pair?.theirs.destroy();
  // It breaks when the child dies early; its exit tells why.
  pair?.ours.on('error', () => undefined);
  child.stdout?.on('data', take);
  const tail = new Tail(source.secrets);
  const before = options.given();
  const resized = new AbortController();
  const enough = new AbortController();
  const wired = wire(child, options, tail, AbortSignal.any([signal, enough.signal]), () => resized.abort());
  const exit = ended(child);
  const { pid } = child;
  if (pid !== undefined) {
    options.onChild?.(pid, true);
    void exit.then(() => options.onChild?.(pid, false));
  }
  const verdict = await Promise.race([
    exit.then(() => 'exit' as const),
    watchdog(options.vigil, AbortSignal.any([signal, enough.signal, broken.signal, resized.signal])),
  ]);
  enough.abort();
  const asked = signal.aborted || verdict === 'asked';
  const silent = typeof verdict === 'object';
  // Read before it is ended: what ffmpeg says of the picture that its own end cuts off is no word of the camera's.
  const lately = silent ? tail.text(verdict.since + SETTLED_MS) : undefined;
  const hung = silent && cannotRun(child);
  await endChild(child);
  await Promise.race([closed([pair?.ours ?? child.stdout, child.stderr]), sleep(DRAIN_MS)]);
  pair?.ours.destroy();
  closePipes(child);
  cutter?.reset();
  broken.signal.throwIfAborted();
  if (asked) return undefined;
  const crash = verdict === 'exit' && CRASHES.includes(child.signalCode) ? child.signalCode : undefined;
  options.onEnd?.({ stderr: tail.text(), crash: crash ?? undefined });
  const error = wired.spawnError();
  const why = causeOf(lately ?? tail.text(), {
    ...{ host, frames: options.given() - before, silent, hung },
    ...(error === undefined ? {} : { spawnError: error }),
  });
  return explained(why, source, host, signal);
}

/** Connects the pipes. Returns a function that tells why the child could not be started. */
function wire(child: ChildProcess, options: RunOptions, tail: Tail, signal: AbortSignal, end: () => void) {
  let spawnError: string | undefined;
  child.on('error', (error: NodeJS.ErrnoException) => {
    spawnError ??= error.code ?? error.message;
  });
  // A child that dies early breaks its pipes; its exit tells why, the pipes have nothing to add.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const pipe = pipeOf(child, SCRIPT_FD);
  const ended = (why: string) => tail.push(`${why}\n`, performance.now());
  if (pipe && 'end' in pipe) supply(options.source, options.fps, pipe, signal, ended);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail.push(text, performance.now());
    if (text.includes(RESIZED) && options.onResized?.()) end();
  });
  const lines = new LineCutter((line) => options.onSegmentLine?.(line));
  pipeOf(child, SEGMENT_LIST_FD)?.on('data', (text: Buffer) => lines.push(text.toString()));
  pipeOf(child, JOURNAL_FD)?.on('data', (text: Buffer) => options.journal.push(text.toString()));
  return { spawnError: () => spawnError };
}

function pipeOf(child: ChildProcess, fd: number): Readable | Writable | null | undefined {
  return (child.stdio as readonly (Readable | Writable | null | undefined)[])[fd];
}

/** Resolves when all that the child wrote has been read. */
async function closed(pipes: readonly (Readable | null)[]): Promise<void> {
  await Promise.all(
    pipes.map((pipe) => pipe && !pipe.closed && new Promise<void>((resolve) => pipe.once('close', () => resolve()))),
  );
}
