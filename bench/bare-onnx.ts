/** The peer of the inference benches: a model in a bare loop, one thread, nothing before or after the run. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Loop } from './bare.ts';

const [file, input, side] = process.argv.slice(2) as [string, string, string];
const size = Number(side);
const session = await InferenceSession.create(file, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
});
// An empty name: the model has one input, whatever it is called.
const feeds = {
  [input || session.inputNames[0]!]: new Tensor('float32', new Float32Array(3 * size * size).fill(1), [
    1,
    3,
    size,
    size,
  ]),
};
for (let i = 0; i < 5; i++) await session.run(feeds);

process.on('message', (seconds: number) => void loop(seconds).then((result) => process.send?.(result)));
process.send?.('ready');

async function loop(seconds: number): Promise<Loop> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  let runs = 0;
  for (; performance.now() - from < seconds * 1000; runs++) await session.run(feeds);
  const elapsed = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { runs, seconds: elapsed, cpu: (user + system) / 1e6 };
}
