import { cut } from '../src/base/pixels.ts';
import type { Installed } from '../src/know/models/installed.ts';
import { InferenceClient } from '../src/see/inference/client.ts';
import { InferencePool } from '../src/see/inference/pool.ts';
import type { ClassifierSpec } from '../src/see/inference/spec.ts';
import { PROCESSES } from './bare.ts';
import { memoryMegabytes } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { noise } from './noise.ts';

const TURNS = 3;
/** Crops shown to each model before memory is read. */
const USED = 20;

/** How long inference processes take until they answer, and what they hold then: all models beside the detector alone. */
export async function loading({ detector, classifiers }: Installed): Promise<Figure[]> {
  const specs = classifiers.map(({ spec }) => spec);
  const turns: { all: Loaded; alone: Loaded }[] = [];
  for (let turn = 0; turn < TURNS; turn++)
    turns.push({ alone: await load(detector, []), all: await load(detector, specs) });
  const middle = (of: (turn: (typeof turns)[number]) => number) => rounded(median(turns.map(of)));
  const name = `${PROCESSES} inference processes with ${specs.length + 1} models, beside the detector alone`;
  return [
    { name: `start of ${name}`, value: middle((t) => t.all.start), unit: 'ms', peer: middle((t) => t.alone.start) },
    { name: `memory of ${name}`, value: middle((t) => t.all.memory), unit: 'MB', peer: middle((t) => t.alone.memory) },
  ];
}

interface Loaded {
  /** Milliseconds from fork until all have proved their models. */
  readonly start: number;
  /** Megabytes once each model has been used. */
  readonly memory: number;
}

async function load(
  { spec, manifest }: Installed['detector'],
  classifiers: readonly ClassifierSpec[],
): Promise<Loaded> {
  const pool = new InferencePool(spec, PROCESSES, classifiers);
  const from = performance.now();
  await pool.start();
  const start = performance.now() - from;
  const client = new InferenceClient(pool.model, manifest.input.size, pool.classifiers);
  client.setEndpoints(pool.endpoints);
  const frame = noise(1280, 720);
  const box = { x: 0.2, y: 0.2, w: 0.3, h: 0.5 };
  try {
    for (let i = 0; i < USED; i++) {
      await client.detect(frame, [{ box, reason: 'motion' }]);
      for (const { id } of classifiers) await client.classify(id, cut(frame, box), 'bench');
    }
    return { start, memory: pool.status.reduce((sum, { pid }) => sum + memoryMegabytes(pid!), 0) };
  } finally {
    client.close();
    await pool.stop();
  }
}
