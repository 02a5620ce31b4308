import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { loadSimd } from '../../src/base/simd.ts';

it('says in one sentence that a machine cannot run a module', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'roost-simd-')), 'none.wasm');
  writeFileSync(path, 'no module');
  const load = () => loadSimd(pathToFileURL(path));
  expect(load).toThrow(/^load SIMD code .*none\.wasm.*SSE4\.1 or NEON/s);
  expect(load).not.toThrow('\n');
});
