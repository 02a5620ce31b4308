import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pull } from '../src/commands/models.ts';
import { InferenceClient } from '../src/inference/client.ts';
import { InferencePool } from '../src/inference/pool.ts';
import { installed } from '../src/models/installed.ts';
import { cut } from '../src/pixels.ts';
import { bareRate, PROCESSES, rateOf } from './bare.ts';
import { WEIGHTS } from './box.ts';
import { type Figure, median, rounded } from './figure.ts';
import { noise } from './noise.ts';

const TURNS = 3;
/** Side of the crops, pixels: a bird at 20 m in a 1280x720 frame. */
const SIDE = 240;
/** Crops asked for one after another. */
const ALONE = 60;

/** Times each classifier through our whole path beside a bare onnxruntime loop in the same minute. */
export async function naming(seconds = 5): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-models-'));
  try {
    const { lacking } = await pull({ folder, mirror: WEIGHTS });
    if (lacking.length > 0) throw new Error(lacking.join('\n'));
    const { detector, classifiers } = await installed(folder);
    const specs = classifiers.map(({ spec }) => spec);
    const pool = new InferencePool(detector.spec, PROCESSES, specs);
    await pool.start();
    const client = new InferenceClient(pool.model, detector.manifest.input.size, pool.classifiers);
    client.setEndpoints(pool.endpoints);
    const crop = cut(noise(1280, 720), { x: 0.2, y: 0.2, w: SIDE / 1280, h: SIDE / 720 });
    const figures: Figure[] = [];
    try {
      for (const spec of specs) {
        const name = spec.id.split('@')[0];
        const classify = () => client.classify(spec.id, crop, 'bench');
        const bare: number[] = [];
        const ours: number[] = [];
        // By turns, because the machine's speed drifts over seconds.
        for (let turn = 0; turn < TURNS; turn++) {
          bare.push(await bareRate(spec, seconds / TURNS));
          ours.push(await rateOf(classify, seconds / TURNS));
        }
        const peer = rounded(median(bare));
        const rate = { value: rounded(median(ours)), unit: '1/s', limit: rounded(0.95 * peer), peer };
        figures.push({ name: `${name} crops per second`, ...rate });
        figures.push({ name: `${name} crop alone`, value: rounded(await timeAlone(classify)), unit: 'ms' });
      }
    } finally {
      client.close();
      await pool.stop();
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
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
