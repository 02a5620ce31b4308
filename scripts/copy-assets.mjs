// What the compiler leaves behind: the SQL migrations, the table of taxa and WebAssembly go beside the modules that read them.
import { cpSync, writeFileSync } from 'node:fs';

for (const asset of [
  'src/count/store/migrations',
  'src/know/taxonomy/data',
  'src/see/inference/fill.wasm',
  'src/see/motion/motion.wasm',
  'src/see/capture/freeze.wasm',
]) {
  cpSync(new URL(`../${asset}`, import.meta.url), new URL(`../dist/${asset}`, import.meta.url), { recursive: true });
}

// A box whose clock is before this knows that it is wrong. A release is built as of its commit, so that it can be built again.
const epoch = process.env.SOURCE_DATE_EPOCH;
const builtAt = (epoch ? new Date(Number(epoch) * 1_000) : new Date()).toISOString();
writeFileSync(new URL('../dist/build.json', import.meta.url), `${JSON.stringify({ builtAt })}\n`);
