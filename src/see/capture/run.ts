import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotRun, childEnvironment, closePipes, endChild, ended } from '../../base/child.ts';
import type { Cause } from '../../base/domain.ts';
import { LineCutter, Tail } from '../../base/lines.ts';
import { SCRIPT_FD } from '../../base/tool.ts';
import { SEGMENT_LIST_FD } from './args.ts';
import { causeOf } from './cause.ts';
import { socketPair } from './pair.ts';
import { cameraScript, RECORD_SCRIPT_FD } from './script.ts';
import type { Source } from './source.ts';
import { watchdog } from './watchdog.ts';
import type { Y4mCutter } from './y4m.ts';

/** What one run of ffmpeg needs. */
export interface RunOptions {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  /** Where frames come from. */
  readonly source: Source;
  /** Where segments come from, if from another address. */
  readonly record: Source | undefined;
  readonly cutter: Pick<Y4mCutter, 'push' | 'reset'>;
  /** Counts complete frames; read by the watchdog. */
  readonly frames: () => number;
  /** No complete frame for so long ends the run, in milliseconds: from the start, and later. */
  readonly firstFrameWithin: number;
  readonly frameWithin: number;
  /** No segment for so long, once there were some, ends a run with a `record` source, in milliseconds. */
  readonly segmentWithin: number;
  readonly onSegmentLine: (line: string) => void;
  /** It was started, or is gone. */
  readonly onChild?: (pid: number, alive: boolean) => void;
}

/** What is said so soon (ms) after the last picture, or after the start, is of joining the stream, not of the silence. */
const SETTLED_MS = 1_000;
/** ffmpeg names its second input so; the stream map that matches nothing tells that it has no video. */
const RECORD_LINE = new RegExp(`pipe:${RECORD_SCRIPT_FD}\\b|'1:v:0'`);
/** How long what a dead child left in its pipes may take to arrive, in milliseconds. */
const DRAIN_MS = 300;

/**
 * One run of ffmpeg from its start to its end. Every end is a failure but those that we ask for: ffmpeg leaves with
 * code 0 when a camera dies.
 * @returns why it ended; undefined if `signal` ended it
 * @throws what was thrown where its frames or segments were taken in (rejects), once it has ended
 */
export async function runOnce(options: RunOptions, signal: AbortSignal): Promise<Cause | undefined> {
  const broken = new AbortController();
  const guarded = (what: () => void) => {
    if (broken.signal.aborted) return;
    try {
      what();
    } catch (error) {
      broken.abort(error);
    }
  };
  const take = (chunk: Uint8Array) => guarded(() => options.cutter.push(chunk));
  // Where no pair can be made, as on a full disk, the child's own pipe does as well for more CPU.
  const pair = await socketPair(take).catch(() => undefined);
  const child = spawn(options.ffmpeg, options.args, {
    env: childEnvironment(),
    stdio: ['ignore', pair?.theirs ?? 'pipe', 'pipe', 'pipe', 'pipe', ...(options.record ? ['pipe' as const] : [])],
  });
  pair?.theirs.destroy();
  // It breaks when the child dies early; its exit tells why.
  pair?.ours.on('error', () => undefined);
  child.stdout?.on('data', take);
  const tail = new Tail([...options.source.secrets, ...(options.record?.secrets ?? [])]);
  const before = options.frames();
  const wired = wire(child, options, tail);
  const exit = ended(child);
  const { pid } = child;
  if (pid !== undefined) {
    options.onChild?.(pid, true);
    void exit.then(() => options.onChild?.(pid, false));
  }
  const enough = new AbortController();
  const watched = { ...options, ...(options.record ? { segments: wired.segments } : {}) };
  const verdict = await Promise.race([
    exit.then(() => 'exit' as const),
    watchdog(watched, AbortSignal.any([signal, enough.signal, broken.signal])),
  ]);
  enough.abort();
  const asked = signal.aborted || verdict === 'asked';
  const silent = typeof verdict === 'object' ? verdict.silent : undefined;
  // Read before it is ended: what ffmpeg says of the picture that its own end cuts off is no word of the camera's.
  const lately = typeof verdict === 'object' ? tail.text(verdict.since + SETTLED_MS) : undefined;
  const hung = silent !== undefined && cannotRun(child);
  await endChild(child);
  await Promise.race([closed([pair?.ours ?? child.stdout, child.stderr]), sleep(DRAIN_MS)]);
  pair?.ours.destroy();
  closePipes(child);
  options.cutter.reset();
  broken.signal.throwIfAborted();
  if (asked) return undefined;
  const error = wired.spawnError();
  const frames = options.frames() - before;
  const said = lately ?? tail.text();
  // What is said of frames is no word on why segments stopped.
  const words = silent === 'segments' ? linesOfRecord(said) : said;
  return causeOf(words, {
    host: whose(options, said, frames, silent),
    frames,
    silent: silent !== undefined,
    hung,
    ...(error === undefined ? {} : { spawnError: error }),
  });
}

/** The host, and with two addresses which of them failed. */
function whose({ source, record }: RunOptions, said: string, frames: number, silent?: 'frames' | 'segments'): string {
  if (!record) return source.host;
  const ofRecord = silent === 'segments' || (frames === 0 && linesOfRecord(said) !== '');
  if (ofRecord) return `${record.host} (url, for clips)`;
  // ffmpeg reads both in step: when one falls silent, frames stop, and nothing tells which it was.
  return silent === 'frames' && frames > 0 ? `${source.host} (url or analysisUrl)` : `${source.host} (analysisUrl)`;
}

/** What ffmpeg said of its second input. */
function linesOfRecord(said: string): string {
  return said
    .split('\n')
    .filter((line) => RECORD_LINE.test(line))
    .join('\n');
}

/** Connects the pipes. Returns functions that tell why the child could not be started, and how many segments it finished. */
function wire(child: ChildProcess, options: RunOptions, tail: Tail) {
  let spawnError: string | undefined;
  let segments = 0;
  child.on('error', (error: NodeJS.ErrnoException) => {
    spawnError ??= error.code ?? error.message;
  });
  // A child that dies early breaks its pipes; its exit tells why, the pipes have nothing to add.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  write(child, SCRIPT_FD, cameraScript(options.source));
  if (options.record) write(child, RECORD_SCRIPT_FD, cameraScript(options.record));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => tail.push(text, performance.now()));
  const lines = new LineCutter((line) => {
    segments += 1;
    options.onSegmentLine(line);
  });
  child.stdio[SEGMENT_LIST_FD]?.on('data', (text: Buffer) => lines.push(text.toString()));
  return { spawnError: () => spawnError, segments: () => segments };
}

function write(child: ChildProcess, fd: number, text: string): void {
  const pipe = (child.stdio as readonly (Readable | Writable | null | undefined)[])[fd];
  if (pipe && 'end' in pipe) pipe.end(text);
}

/** Resolves when all that the child wrote has been read. */
async function closed(pipes: readonly (Readable | null)[]): Promise<void> {
  await Promise.all(
    pipes.map((pipe) => pipe && !pipe.closed && new Promise<void>((resolve) => pipe.once('close', () => resolve()))),
  );
}
