import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { ROOT } from '../src/base/package.ts';

/** Each module of `simd/`, and where its code is kept: beside the one that loads it. */
export const MODULES = {
  'simd/fill/index.ts': 'src/see/inference/fill.wasm',
  'simd/motion/index.ts': 'src/see/motion/motion.wasm',
  'simd/freeze/index.ts': 'src/see/capture/freeze.wasm',
} as const;

/**
 * The code of a module; the same source gives the same bytes.
 * @throws Error with what the compiler says
 */
export async function compile(source: string): Promise<Uint8Array> {
  let code: Uint8Array | undefined;
  const said: string[] = [];
  const { error } = await asc.main(
    [source, '--outFile', 'out.wasm', '-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort='],
    {
      stdout: { write: (text: string) => said.push(text) },
      stderr: { write: (text: string) => said.push(text) },
      readFile: (name, base) => {
        const path = join(ROOT, base === ROOT ? '' : base, name);
        return existsSync(path) ? readFileSync(path, 'utf8') : null;
      },
      writeFile: (_name, contents) => {
        code = contents as Uint8Array;
      },
      listFiles: () => null,
    },
  );
  if (error || said.length > 0 || !code) throw new Error(`${source}: ${said.join('') || error?.message}`);
  return code;
}
