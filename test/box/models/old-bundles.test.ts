import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { oldOf, removeOldBundles } from '../../../src/box/models/old-bundles.ts';
import { NO_STATE, promoted } from '../../../src/box/models/state.ts';
import { writeState } from '../../../src/box/models/state-file.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import { KEEPER, makeBundle, NOW } from '../../know/models/bundle/make.ts';

const planes = (...versions: number[]) => versions.map((version) => ({ id: 'planes', version }));
const because = { at: 1, why: 'by Lin' };

it('of each model the two newest stay, what is in use, what was before it, and what runs in shadow', () => {
  const used = promoted(
    promoted(NO_STATE, { id: 'planes', version: 1 }, because),
    { id: 'planes', version: 3 },
    because,
  );
  expect(oldOf(planes(1, 2, 3, 4, 5, 6), used, [])).toEqual(['planes-2', 'planes-4']);
  expect(oldOf(planes(1, 2, 3, 4, 5, 6), used, ['planes-4'])).toEqual(['planes-2']);
  expect(oldOf([...planes(1, 2), { id: 'other', version: 9 }], NO_STATE, [])).toEqual([]);
});

it('goes from the disk, and nothing goes where nobody knows what is in use', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'roost-old-')), 'models');
  for (const version of [1, 2, 3]) {
    const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
    await stage(await makeBundle({ says: { version } }), staging);
  }
  await writeState(folder, { format: 2 } as never);
  expect(await removeOldBundles(folder)).toEqual([]);
  await writeState(folder, NO_STATE);
  expect(await removeOldBundles(folder)).toEqual(['planes-1']);
  expect((await readdir(join(folder, 'staged'))).sort()).toEqual(['planes-2', 'planes-3']);
});
