/** Compiles the modules of `simd/` anew. Their code is kept in the repository, so that Roost runs from source too; what is as it was is not touched. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/base/package.ts';
import { compile, MODULES } from './simd.ts';

for (const [source, kept] of Object.entries(MODULES)) {
  const path = join(ROOT, kept);
  const code = await compile(source);
  if (existsSync(path) && readFileSync(path).equals(code)) continue;
  writeFileSync(path, code);
  console.log(`${kept} was compiled anew from ${source}`);
}
