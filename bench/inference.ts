import type { Region } from '../src/base/domain.ts';
import { InferenceClient } from '../src/see/inference/client.ts';
import { InferencePool } from '../src/see/inference/pool.ts';
import type { DetectorSpec } from '../src/see/inference/spec.ts';
import { createInputs, type ModelInput } from '../src/see/inference/tensor.ts';
import { PROCESSES, rateOf, startBare } from './bare.ts';
import { cpuSeconds, ownCpuSeconds } from './cpu.ts';
import { shown, TURN, TURNS, WARM } from './crop-rate.ts';
import { type Figure, median, rounded } from './figure.ts';
import { noise } from './noise.ts';

/** Side of the crops, pixels. */
const SIDE = 300;

/** Times YUV to tensor, and detections through our whole path beside bare onnxruntime loops, by turns of a second. */
export async function inference(spec: DetectorSpec): Promise<Figure[]> {
  const figures: Figure[] = [];
  const input = createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!;
  for (const [width, height] of [
    [300, 300],
    [720, 720],
    [1280, 720],
  ] as const)
    figures.push({
      name: `yuv-to-tensor ${width}x${height}`,
      value: rounded(timeTensor(input, width, height)),
      unit: 'ms',
      limit: 0.3,
    });
  return [...figures, ...(await cropsPerSecond(spec))];
}

/** Milliseconds; the middle of many short turns, since others want the processor too. */
function timeTensor(input: ModelInput, width: number, height: number): number {
  const { data } = noise(width, height);
  const runs = 10;
  const turns = Array.from({ length: 60 }, () => {
    const from = performance.now();
    for (let i = 0; i < runs; i++) input.fill(data, width, height);
    return (performance.now() - from) / runs;
  });
  return median(turns);
}

/** Crops over sockets, each process always having the next ones waiting. */
async function cropsPerSecond(spec: DetectorSpec): Promise<Figure[]> {
  const pool = new InferencePool(spec, PROCESSES);
  await pool.start();
  const client = new InferenceClient(spec.id, spec.input.size);
  client.setEndpoints(pool.endpoints);
  const frame = noise(1280, 720);
  const region: Region = { box: { x: 0.2, y: 0.2, w: SIDE / 1280, h: SIDE / 720 }, reason: 'motion' };
  const pids = pool.status.map(({ pid }) => pid!);
  // Of the processes that answer and of this one, which asks.
  const served = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), ownCpuSeconds());
  const look = () => client.detect(frame, [region]);
  const bare = await startBare(spec);
  try {
    await rateOf(look, WARM, served);
    const turns = [];
    // By turns, because the machine's speed drifts over seconds.
    for (let turn = 0; turn < TURNS; turn++)
      turns.push({ bare: await bare.run(TURN), ours: await rateOf(look, TURN, served) });
    return shown('detector', turns);
  } finally {
    bare.stop();
    client.close();
    await pool.stop();
  }
}
