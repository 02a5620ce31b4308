import { fork } from 'node:child_process';
import { entry } from '../src/entry.ts';
import type { ModelSpec } from '../src/inference/spec.ts';

/** Inference processes of a box, and bare loops beside them. */
export const PROCESSES = 2;

/** Runs a second of a model in bare onnxruntime loops, as many side by side as a box has inference processes. */
export async function bareRate({ file, input }: ModelSpec, seconds: number): Promise<number> {
  const { path, execArgv } = entry(import.meta.url, './bare-onnx');
  const rates = Array.from({ length: PROCESSES }, () => {
    const child = fork(path, [file, input.name, String(input.size), String(seconds)], { execArgv });
    return new Promise<number>((resolve, reject) => {
      child.once('message', (rate: number) => resolve(rate));
      child.once('exit', (code) => reject(new Error(`bare loop ended with code ${code}`)));
    });
  });
  return (await Promise.all(rates)).reduce((a, b) => a + b, 0);
}

/** How often a second something can be done, three times as often asked at once as there are processes. */
export async function rateOf(work: () => Promise<unknown>, seconds: number): Promise<number> {
  let done = 0;
  const from = performance.now();
  const until = from + seconds * 1000;
  const worker = async () => {
    for (; performance.now() < until; done++) await work();
  };
  await Promise.all(Array.from({ length: PROCESSES * 3 }, worker));
  return done / ((performance.now() - from) / 1000);
}
