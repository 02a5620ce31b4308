/** The peer of the inference benches: a model in a bare loop, one thread, nothing before or after the run. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [file, input, side, seconds] = process.argv.slice(2) as [string, string, string, string];
const size = Number(side);
const session = await InferenceSession.create(file, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
});
const feeds = { [input]: new Tensor('float32', new Float32Array(3 * size * size).fill(1), [1, 3, size, size]) };
for (let i = 0; i < 5; i++) await session.run(feeds);
const from = performance.now();
let runs = 0;
for (; performance.now() - from < Number(seconds) * 1000; runs++) await session.run(feeds);
process.send?.(runs / ((performance.now() - from) / 1000), () => process.disconnect());
