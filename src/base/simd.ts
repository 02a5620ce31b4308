import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf, RoostError } from './errors.ts';

/** What TypeScript's own types hold only together with all of a browser's. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What every module of ours exports. */
export interface SimdModule {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/** A number that a module tells, such as where something stands in its memory. */
export interface SimdNumber {
  readonly value: number;
}

/** Modules that were compiled in this thread. */
const compiled = new Map<string, object>();

/**
 * Loads a WebAssembly module that `npm run build` made of `simd/`, with a memory of its own.
 * @param url of the file, beside the module that uses it
 * @throws RoostError where this processor or this Node cannot run it
 */
export function loadSimd<Exports extends SimdModule>(url: URL): Exports {
  try {
    const module = compiled.get(url.href) ?? new WebAssembly.Module(readFileSync(url));
    compiled.set(url.href, module);
    return new WebAssembly.Instance(module).exports as Exports;
  } catch (cause) {
    const remedy = 'Roost needs a 64 bit processor with SSE4.1 or NEON, and a Node that may compile WebAssembly';
    throw new RoostError('load SIMD code', fileURLToPath(url), messageOf(cause), remedy, { cause });
  }
}
