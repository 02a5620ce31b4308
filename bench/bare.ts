import { type ChildProcess, fork } from 'node:child_process';
import { entry } from '../src/base/entry.ts';
import type { ModelSpec } from '../src/see/inference/spec.ts';

/** Inference processes of a box, and bare loops beside them. */
export const PROCESSES = 2;

/** What one bare loop did. */
export interface Loop {
  readonly runs: number;
  /** By the clock, and of CPU. */
  readonly seconds: number;
  readonly cpu: number;
}

/** Runs of something by the clock, and what one takes of CPU. */
export interface Rate {
  readonly perSecond: number;
  /** CPU milliseconds a run. */
  readonly cpu: number;
}

/** A model in bare onnxruntime loops, as many side by side as a box has inference processes. */
export interface Bare {
  /** Lets all of them run for so long. */
  run(seconds: number): Promise<Rate>;
  stop(): void;
}

/** Loads a model into processes that do nothing else, and nothing until they are asked. */
export async function startBare({ file, input }: ModelSpec): Promise<Bare> {
  const { path, execArgv } = entry(import.meta.url, './bare-onnx');
  const children = Array.from({ length: PROCESSES }, () =>
    fork(path, [file, input.name ?? '', String(input.size)], { execArgv }),
  );
  await Promise.all(children.map((child) => message(child)));
  return {
    async run(seconds) {
      const loops = await Promise.all(
        children.map((child) => {
          child.send(seconds);
          return message(child) as Promise<Loop>;
        }),
      );
      const sum = (of: (loop: Loop) => number) => loops.reduce((total, loop) => total + of(loop), 0);
      return {
        perSecond: sum(({ runs, seconds }) => runs / seconds),
        cpu: (1000 * sum((l) => l.cpu)) / sum((l) => l.runs),
      };
    },
    stop() {
      for (const child of children) child.disconnect();
    },
  };
}

/** The next thing that a bare loop says. */
function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`bare loop ended with code ${code}`));
    child.once('exit', ended);
    child.once('message', (said) => {
      child.off('exit', ended);
      resolve(said);
    });
  });
}

/**
 * How often a second something can be done, three times as often asked at once as there are processes.
 * @param cpuSeconds of all who do it
 */
export async function rateOf(work: () => Promise<unknown>, seconds: number, cpuSeconds: () => number): Promise<Rate> {
  let done = 0;
  const cpu = cpuSeconds();
  const from = performance.now();
  const until = from + seconds * 1000;
  const worker = async () => {
    for (; performance.now() < until; done++) await work();
  };
  await Promise.all(Array.from({ length: PROCESSES * 3 }, worker));
  const elapsed = (performance.now() - from) / 1000;
  return { perSecond: done / elapsed, cpu: (1000 * (cpuSeconds() - cpu)) / done };
}
