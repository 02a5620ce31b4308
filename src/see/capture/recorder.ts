import { setTimeout as sleep } from 'node:timers/promises';
import type { Cause } from '../../base/domain.ts';
import { supervise } from '../../base/supervise.ts';
import { captureArgs, type SegmentArgs } from './args.ts';
import { cause, fault } from './cause.ts';
import { cameraInput } from './input.ts';
import { Journal } from './journal.ts';
import { knock } from './knock.ts';
import type { Pace } from './pace.ts';
import { runOnce } from './run.ts';
import { GOOD_AFTER_MS, isShut, Retries } from './schedule.ts';
import type { Source } from './source.ts';
import { PacketVigil } from './vigil.ts';

/** What copies a camera's stream, and into what. */
export interface RecorderOptions {
  readonly ffmpeg: string;
  readonly source: Source;
  readonly segments: Omit<SegmentArgs, 'run'>;
  /** No packet for so long (ms) ends a run. */
  readonly packetWithin: number;
}

/** Who is told, and asked. */
export interface RecorderHooks {
  /** True while frames come: a camera that gives none is not asked for clips as well, above all not with a wrong password. */
  isWanted(): boolean;
  /** A line of ffmpeg's list of segments. */
  line(line: string): void;
  /** Why nothing is recorded; undefined once something is. */
  failing(why: Cause | undefined): void;
  readonly child: ((pid: number, alive: boolean) => void) | undefined;
}

/** Stills a second that are kept, where the camera gives no stream. */
const STILLS = 5;
/** How often (ms) it is asked whether frames come. */
const ASK_EVERY = 250;

/**
 * Copies a camera's stream into the ring by an ffmpeg of its own, where frames come from another address: a stream that fails, or that
 * has its key frames far apart, is no concern of the frames. It runs until the signal aborts; never rejects.
 */
export async function record(
  { ffmpeg, source, segments, packetWithin }: RecorderOptions,
  hooks: RecorderHooks,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  const host = `${source.host} (url, for clips)`;
  let last: Cause | undefined;
  let packets = 0;
  /** Packets before the last run. */
  let seen = 0;
  const live = async () => {
    while (!hooks.isWanted() && !signal.aborted) await sleep(ASK_EVERY, undefined, { signal }).catch(() => undefined);
    const shut = isShut(last, packets - seen) ? await knock(source, signal) : undefined;
    if (shut) return cause(shut, host);
    await sleep(pace.take(performance.now()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    seen = packets;
    const journal = new Journal(() => {
      packets += 1;
      last = undefined;
      hooks.failing(undefined);
    });
    const run = String(Date.now());
    return runOnce(
      {
        ...{ ffmpeg, source, host, journal },
        fps: STILLS,
        args: captureArgs({ input: cameraInput(source), segments: { ...segments, run } }),
        vigil: new PacketVigil(journal, packetWithin, performance.now()),
        given: () => packets,
        onSegmentLine: (line) => hooks.line(line),
        onChild: hooks.child,
      },
      signal,
    );
  };
  const ended = (why: Cause) => {
    last = why;
    hooks.failing(why);
  };
  await supervise(
    { live, thrown: (error) => fault(error), ended, waits: new Retries(), provedAfterMs: GOOD_AFTER_MS },
    signal,
  );
}
