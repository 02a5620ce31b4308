import { readFile } from 'node:fs/promises';
import type { Frame } from '../../base/domain.ts';
import { cut } from '../../base/pixels.ts';
import { InferencePool } from '../../see/inference/pool.ts';
import type { Lineup } from './lineup.ts';
import type { Looker } from './look.ts';

/** What something takes, milliseconds. */
export interface Taken {
  /** The middle one of several, by the clock: others that keep the machine busy lengthen it. */
  readonly ms: number;
  /** The mean of processor time: much the same however busy the machine is. */
  readonly cpuMs: number;
}

/** What a lineup costs on this machine. */
export interface Cost {
  /** One look of the detector at a whole frame of 1280x720, cutting and scaling included. */
  readonly look: Taken;
  /** One crop of 300x300 shown to every classifier once. */
  readonly name: Taken;
  /** Proportional set size of an inference process that holds the lineup and has run each model once, bytes. */
  readonly memoryBytes: number;
}

/** Runs that are measured, after a few that are not. */
const RUNS = 15;
const WARM = 3;
const FRAME = { width: 1280, height: 720 };
const CROP = 300;

/** Measures what a lineup takes. @throws RoostError where its models do not run in a process of their own */
export async function costOf(lineup: Lineup, looker: Looker, signal: AbortSignal): Promise<Cost> {
  const frame = noise();
  const look = await taken(
    () => looker.detector.detect(frame, [{ box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' }], signal),
    signal,
  );
  const crop = cut(frame, { x: 0.2, y: 0.2, w: CROP / FRAME.width, h: CROP / FRAME.height });
  const name = await taken(async () => {
    for (const { id } of looker.classifier.models) await looker.classifier.classify(id, crop, 'try', signal);
  }, signal);
  return { look, name, memoryBytes: await memoryOf(lineup) };
}

async function taken(run: () => Promise<unknown>, signal: AbortSignal): Promise<Taken> {
  const times: number[] = [];
  let cpu = 0;
  for (let i = 0; i < WARM + RUNS; i++) {
    signal.throwIfAborted();
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    await run();
    if (i < WARM) continue;
    times.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1000;
  }
  times.sort((a, b) => a - b);
  return { ms: times[Math.floor(times.length / 2)]!, cpuMs: cpu / RUNS };
}

/** Starts a process as a box does, which runs each model once, and asks the system how much it holds. */
async function memoryOf({ detector, classifiers }: Lineup): Promise<number> {
  const specs = classifiers.map(({ spec }) => spec);
  const pool = new InferencePool(detector.spec, 1, specs);
  await pool.start();
  try {
    const [{ pid } = {}] = pool.status;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]) * 1024;
  } finally {
    await pool.stop();
  }
}

/** A frame of noise, the same each time: what a look takes hardly hangs on what there is to see. */
function noise(): Frame {
  const data = new Uint8Array((FRAME.width * FRAME.height * 3) / 2);
  // Numerical Recipes' linear congruence, its upper byte.
  for (let i = 0, x = 1; i < data.length; i++) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    data[i] = x >>> 24;
  }
  return { camera: 'try', seq: 0, at: 0, ...FRAME, data };
}
