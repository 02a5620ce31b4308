import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compile, MODULES } from '../../scripts/simd.ts';
import { ROOT } from '../../src/base/package.ts';

it.each(Object.entries(MODULES))('the code of %s is what its source gives', async (source, kept) => {
  // Only whether they are the same: what differs is no reading. `npm run build` compiles it anew.
  expect(readFileSync(join(ROOT, kept)).equals(await compile(source))).toBe(true);
});
