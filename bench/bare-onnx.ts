/** The peer of the inference bench: the model in a bare loop, one thread, nothing before or after the run. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [file, seconds] = process.argv.slice(2) as [string, string];
const session = await InferenceSession.create(file, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
});
const images = new Tensor('float32', new Float32Array(3 * 416 * 416).fill(114), [1, 3, 416, 416]);
for (let i = 0; i < 5; i++) await session.run({ images });
const from = performance.now();
let runs = 0;
for (; performance.now() - from < Number(seconds) * 1000; runs++) await session.run({ images });
process.send?.(runs / ((performance.now() - from) / 1000), () => process.disconnect());
