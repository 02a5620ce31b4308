import { fork } from 'node:child_process';
import type { Frame, Region } from '../src/domain.ts';
import { entry } from '../src/entry.ts';
import { InferenceClient } from '../src/inference/client.ts';
import { InferencePool } from '../src/inference/pool.ts';
import type { DetectorSpec } from '../src/inference/spec.ts';
import { createInputs, type ModelInput } from '../src/inference/tensor.ts';
import { type Figure, median } from './figure.ts';

const PROCESSES = 2;

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
  try {
    for (let turn = 0; turn < 3; turn++) {
      bare.push(await timeBare(spec, seconds / 3));
      ours.push(await timeOurs(pool, spec, 300, seconds / 3));
    }
  } finally {
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
  let done = 0;
  const from = performance.now();
  const until = from + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) {
      await client.detect(frame, [region]);
      done++;
    }
  };
  await Promise.all(Array.from({ length: PROCESSES * 3 }, worker));
  const rate = done / ((performance.now() - from) / 1000);
  client.close();
  return rate;
}

async function timeBare(spec: DetectorSpec, seconds: number): Promise<number> {
  const { path, execArgv } = entry(import.meta.url, './bare-onnx');
  const rates = Array.from({ length: PROCESSES }, () => {
    const child = fork(path, [spec.file, String(seconds)], { execArgv });
    return new Promise<number>((resolve, reject) => {
      child.once('message', (rate: number) => resolve(rate));
      child.once('exit', (code) => reject(new Error(`bare loop ended with code ${code}`)));
    });
  });
  return (await Promise.all(rates)).reduce((a, b) => a + b, 0);
}

/** A frame of coloured noise: no two pixels alike, so that nothing is cheaper than in earnest. */
function noise(width: number, height: number): Frame {
  const data = new Uint8Array((width * height * 3) / 2);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    data[i] = i < width * height ? 16 + ((state >>> 16) % 220) : 108 + ((state >>> 16) % 40);
  }
  return { camera: 'bench', seq: 0, at: 0, width, height, data };
}
