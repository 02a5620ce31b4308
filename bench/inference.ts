import type { Region } from '../src/base/domain.ts';
import { InferenceClient } from '../src/see/inference/client.ts';
import { InferencePool } from '../src/see/inference/pool.ts';
import type { DetectorSpec } from '../src/see/inference/spec.ts';
import { createInputs, type ModelInput } from '../src/see/inference/tensor.ts';
import { PROCESSES, rateOf, startBare } from './bare.ts';
import { cpuSeconds } from './cpu.ts';
import { type Figure, median } from './figure.ts';
import { noise } from './noise.ts';

/** Times YUV to tensor, and detections through our whole path beside a bare onnxruntime loop in the same minute. */
export async function inference(spec: DetectorSpec, seconds = 5): Promise<Figure[]> {
  const figures: Figure[] = [];
  // One for all shapes, as a process has: V8 knows its buffers only while there is one.
  const input = createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!;
  for (const [width, height] of [
    [300, 300],
    [720, 720],
    [1280, 720],
  ] as const)
    figures.push({
      name: `yuv-to-tensor ${width}x${height}`,
      value: timeTensor(input, width, height),
      unit: 'ms',
      limit: 0.8,
    });

  // By turns, because the machine's speed drifts over seconds.
  const bare: number[] = [];
  const ours: number[] = [];
  const pool = new InferencePool(spec, PROCESSES);
  await pool.start();
  const peers = await startBare(spec);
  try {
    for (let turn = 0; turn < 3; turn++) {
      bare.push((await peers.run(seconds / 3)).perSecond);
      ours.push(await timeOurs(pool, spec, 300, seconds / 3));
    }
  } finally {
    peers.stop();
    await pool.stop();
  }
  const peer = median(bare);
  const value = median(ours);
  figures.push({ name: 'detector crops per second', value, unit: '1/s', limit: 0.95 * peer, peer });
  return figures;
}

function timeTensor(input: ModelInput, width: number, height: number): number {
  const { data } = noise(width, height);
  for (let i = 0; i < 100; i++) input.fill(data, width, height);
  const from = performance.now();
  const runs = 200;
  for (let i = 0; i < runs; i++) input.fill(data, width, height);
  return (performance.now() - from) / runs;
}

/** Crops a second over sockets, each process always having the next ones waiting. */
async function timeOurs(pool: InferencePool, spec: DetectorSpec, side: number, seconds: number): Promise<number> {
  const client = new InferenceClient(spec.id, spec.input.size);
  client.setEndpoints(pool.endpoints);
  const frame = noise(1280, 720);
  const region: Region = { box: { x: 0.2, y: 0.2, w: side / 1280, h: side / 720 }, reason: 'motion' };
  const { perSecond } = await rateOf(
    () => client.detect(frame, [region]),
    seconds,
    () => cpuSeconds(process.pid),
  );
  client.close();
  return perSecond;
}
