import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/** How to start one of our own modules in a worker thread or a child process. */
export interface Entry {
  readonly path: string;
  /** Options for the new Node: a TypeScript loader when run from source, nothing when built. */
  readonly execArgv: string[];
}

/**
 * Finds the file of a sibling module, built (`.js`) or in source (`.ts`, under tsx or vitest).
 * @param base `import.meta.url` of the caller
 * @param name relative path without its ending, e.g. `./worker`
 */
export function entry(base: string, name: string): Entry {
  const built = fileURLToPath(new URL(`${name}.js`, base));
  if (existsSync(built)) return { path: built, execArgv: [] };
  return { path: fileURLToPath(new URL(`${name}.ts`, base)), execArgv: ['--import', 'tsx'] };
}

/**
 * Starts one of our own modules as a worker thread. Node 20 gives a thread no loader by its options, so one that runs
 * from source registers it first.
 * @param resourceLimits memory that it may use; one that needs more ends with an error
 */
export function startWorker(
  { path, execArgv }: Entry,
  workerData: unknown,
  resourceLimits: ResourceLimits = {},
): Worker {
  if (execArgv.length === 0) return new Worker(path, { workerData, resourceLimits });
  const url = JSON.stringify(pathToFileURL(path).href);
  // A module that cannot be run ends its thread, whatever becomes of rejections there.
  const failed = '(error) => setImmediate(() => { throw error; })';
  const source = `import('tsx/esm/api').then(({ register }) => { register(); return import(${url}); }).catch(${failed});`;
  return new Worker(source, { workerData, resourceLimits, eval: true, execArgv: [] });
}
