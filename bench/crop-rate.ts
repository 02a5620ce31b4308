import { cut } from '../src/base/pixels.ts';
import type { Installed } from '../src/know/models/installed.ts';
import { InferenceClient } from '../src/see/inference/client.ts';
import { InferencePool } from '../src/see/inference/pool.ts';
import { PROCESSES, type Rate, rateOf, startBare } from './bare.ts';
import { cpuSeconds, ownCpuSeconds } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { noise } from './noise.ts';

export const TURNS = 7;
/** Seconds a turn. */
export const TURN = 1;
/** Seconds until code is compiled. */
export const WARM = 1.5;
/** Side of the crops, pixels: a bird at 20 m in a 1280x720 frame. */
const SIDE = 240;
/** Crops asked for one after another. */
const ALONE = 60;
/** What our path is to reach of the bare loop. */
export const AIM = 0.95;

/** A bare loop and our path, one after the other. */
interface Turn {
  readonly bare: Rate;
  readonly ours: Rate;
}

/** Times each classifier through our whole path beside bare onnxruntime loops, by turns of a second. */
export async function cropRate({ detector, classifiers }: Installed): Promise<Figure[]> {
  const specs = classifiers.map(({ spec }) => spec);
  const pool = new InferencePool(detector.spec, PROCESSES, specs);
  await pool.start();
  const client = new InferenceClient(pool.model, detector.spec.input.size, pool.classifiers);
  client.setEndpoints(pool.endpoints);
  const crop = cut(noise(1280, 720), { x: 0.2, y: 0.2, w: SIDE / 1280, h: SIDE / 720 });
  const pids = pool.status.map(({ pid }) => pid!);
  const figures: Figure[] = [];
  try {
    for (const spec of specs) {
      const classify = () => client.classify(spec.id, crop, 'bench');
      // Of the processes that answer and of this one, which asks.
      const served = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), ownCpuSeconds());
      const bare = await startBare(spec);
      const turns: Turn[] = [];
      try {
        await rateOf(classify, WARM, served);
        // By turns, because the machine's speed drifts over seconds.
        for (let turn = 0; turn < TURNS; turn++)
          turns.push({ bare: await bare.run(TURN), ours: await rateOf(classify, TURN, served) });
      } finally {
        bare.stop();
      }
      figures.push(...shown(spec.id.split('@')[0]!, turns));
      figures.push({
        name: `${spec.id.split('@')[0]} crop alone`,
        value: rounded(await timeAlone(classify)),
        unit: 'ms',
      });
    }
  } finally {
    client.close();
    await pool.stop();
  }
  return figures;
}

/**
 * By the clock and by CPU. The clock is fair only while nobody else wants the cores, since three processes of ours
 * share them and two of the bare loop; CPU counts all three and is disturbed less.
 */
export function shown(name: string, turns: readonly Turn[]): Figure[] {
  const middle = (of: (turn: Turn) => number) => rounded(median(turns.map(of)));
  const perSecond = { ours: middle(({ ours }) => ours.perSecond), bare: middle(({ bare }) => bare.perSecond) };
  const cpu = { ours: middle(({ ours }) => ours.cpu), bare: middle(({ bare }) => bare.cpu) };
  return [
    {
      name: `${name} crops per second`,
      value: perSecond.ours,
      unit: '1/s',
      limit: rounded(AIM * perSecond.bare),
      peer: perSecond.bare,
    },
    {
      name: `${name} crops per second over bare runs, by turns`,
      value: middle(({ ours, bare }) => ours.perSecond / bare.perSecond),
      unit: 'times',
      limit: AIM,
    },
    { name: `${name} CPU a crop`, value: cpu.ours, unit: 'ms', limit: rounded(cpu.bare / AIM), peer: cpu.bare },
    {
      name: `${name} crops per CPU second over bare runs, by turns`,
      value: middle(({ ours, bare }) => bare.cpu / ours.cpu),
      unit: 'times',
      limit: AIM,
    },
  ];
}

/** Milliseconds from asking for a crop's names to having them, nothing else being asked. */
async function timeAlone(classify: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ALONE; i++) {
    const from = performance.now();
    await classify();
    times.push(performance.now() - from);
  }
  return median(times);
}
