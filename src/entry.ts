import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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
