import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../src/count/store/open.ts';
import type { Store } from '../../../src/count/store/store.ts';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A file name in a new folder that is removed after the test. */
export async function tempFile(name = 'roost.db'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-store-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  return join(folder, name);
}

/** A store that is closed after the test. */
export async function tempStore(file?: string): Promise<Store> {
  const store = openStore(file ?? (await tempFile()));
  cleanUps.push(() => store.close());
  return store;
}
