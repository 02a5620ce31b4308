import { createHook } from 'node:async_hooks';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reopenBundle } from '../../../../src/know/models/bundle/open.ts';
import { Refusal } from '../../../../src/know/models/bundle/refusal.ts';
import {
  removeStagingLeftovers,
  type Staging,
  stage,
  stagedBundles,
} from '../../../../src/know/models/bundle/stage.ts';
import { KEEPER, makeBundle, NOW } from './make.ts';

const models = () => mkdtemp(join(tmpdir(), 'roost-staged-'));
const refusal = (reason: string) => expect.objectContaining({ reason });

function staging(folder: string, more: Partial<Staging> = {}): Staging {
  const prove = async () => undefined;
  return { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e7, prove, ...more };
}

it('lays a bundle down under its name, and the same one again changes nothing', async () => {
  const folder = await models();
  const from = await makeBundle();
  const first = await stage(from, staging(folder));
  expect(first.folder).toBe(join(folder, 'staged', 'planes-1'));
  let proved = 0;
  const again = await stage(from, staging(folder, { prove: async () => void proved++ }));
  expect([again.folder, again.digest, proved]).toEqual([first.folder, first.digest, 0]);
  expect(await readdir(join(folder, 'staging'))).toEqual([]);
});

it('lays it down anew where it was damaged since', async () => {
  const folder = await models();
  const from = await makeBundle();
  const { folder: there } = await stage(from, staging(folder));
  await writeFile(join(there, 'planes.csv'), 'damaged');
  await stage(from, staging(folder));
  expect((await reopenBundle(there)).manifest.id).toBe('planes');
});

it('refuses an older version, and other content under the same one, also when the newer is not there any more', async () => {
  const folder = await models();
  const { folder: there } = await stage(await makeBundle({ says: { version: 3 } }), staging(folder));
  const older = await makeBundle({ says: { version: 2 } });
  const other = await makeBundle({ says: { version: 3, note: 'another one' } });
  const refusesBoth = async () => {
    await expect(stage(older, staging(folder))).rejects.toEqual(refusal('older'));
    await expect(stage(other, staging(folder))).rejects.toEqual(refusal('same-version'));
  };
  await refusesBoth();
  await rm(there, { recursive: true });
  await refusesBoth();
  await stage(await makeBundle({ says: { version: 4 } }), staging(folder));
});

it('knows from what lies there what was taken, where it was cut off before that was written down', async () => {
  const folder = await models();
  await stage(await makeBundle({ says: { version: 3 } }), staging(folder));
  await rm(join(folder, 'taken.json'));
  await expect(stage(await makeBundle(), staging(folder))).rejects.toEqual(refusal('older'));
});

it('says what to do about a list of taken versions that is damaged', async () => {
  const folder = await models();
  await writeFile(join(folder, 'taken.json'), 'x');
  await expect(stage(await makeBundle(), staging(folder))).rejects.toThrow(/taken\.json.*Move it aside/s);
});

it('leaves nothing of a bundle that is refused', async () => {
  const folder = await models();
  const prove = () => Promise.reject(new Refusal('slow', 'planes-1'));
  await expect(stage(await makeBundle(), staging(folder, { prove }))).rejects.toEqual(refusal('slow'));
  await expect(stage(await makeBundle(), staging(folder, { keys: [] }))).rejects.toEqual(refusal('unknown-key'));
  await expect(stage(await makeBundle(), staging(folder, { spare: 100 }))).rejects.toMatchObject({ name: 'Refusal' });
  expect(await stagedBundles(folder)).toEqual([]);
  expect(await readdir(join(folder, 'staging'))).toEqual([]);
});

it('removes what another run left behind, and nothing that a running process works on', async () => {
  const folder = await models();
  const gone = spawnSync('true');
  const folderOf = async (name: string) => {
    await mkdir(join(folder, 'staging', name), { recursive: true });
    return join(folder, 'staging', name);
  };
  for (const name of [`${gone.pid}-a`, `${process.ppid}-c`, 'odd', `${process.pid}-now`]) await folderOf(name);
  // Before this process began, another one had its number.
  await utimes(await folderOf(`${process.pid}-b`), 0, 0);
  const left = () => readdir(join(folder, 'staging'));
  await removeStagingLeftovers(folder, Date.now());
  expect((await left()).sort()).toEqual([`${process.pid}-now`, `${process.ppid}-c`].sort());
  await removeStagingLeftovers(folder, Date.now() + 86_400_000);
  expect(await left()).toEqual([]);
  await removeStagingLeftovers(join(folder, 'nowhere'), Date.now());
});

/** Runs work, and copies a folder as it is after each step that the work makes on the disk: what a cut there would leave. */
async function cutsOf(folder: string, work: () => Promise<unknown>): Promise<string[]> {
  const to = await models();
  const copies: string[] = [];
  const steps = new Set<number>();
  const hook = createHook({
    init: (id, type) => void (/^(FS|FILEHANDLE)/.test(type) && steps.add(id)),
    before: (id) => {
      if (!steps.has(id)) return;
      const copy = join(to, `${copies.length}`);
      cpSync(folder, copy, { recursive: true });
      copies.push(copy);
    },
  });
  hook.enable();
  await work().finally(() => hook.disable());
  return copies;
}

it('is cut off at any step and leaves nothing or all of it, and can be done again', async () => {
  const folder = await models();
  const from = await makeBundle();
  await stage(await makeBundle({ says: { id: 'planes', version: 1 } }), staging(folder));
  const next = await makeBundle({ says: { version: 2 } });
  const copies = await cutsOf(folder, () => stage(next, staging(folder)));
  expect(copies.length).toBeGreaterThan(30);
  const left = new Map<string, string>();
  for (const copy of copies) {
    // The number of a process that is there no more.
    for (const name of await readdir(join(copy, 'staging')))
      await rename(join(copy, 'staging', name), join(copy, 'staging', `0-${name}`));
    await removeStagingLeftovers(copy, Date.now());
    expect(await readdir(join(copy, 'staging'))).toEqual([]);
    // What this process itself began is taken for what it works at.
    await removeStagingLeftovers(copy, Date.now() + 86_400_000);
    expect((await readdir(copy)).filter((name) => name.endsWith('.part'))).toEqual([]);
    const names = await readdir(join(copy, 'staged'));
    for (const name of names) await reopenBundle(join(copy, 'staged', name));
    left.set(names.sort().join(' '), copy);
  }
  expect([...left.keys()].sort()).toEqual(['planes-1', 'planes-1 planes-2']);
  for (const copy of left.values()) expect((await stage(next, staging(copy))).manifest.version).toBe(2);
  await expect(stage(from, staging(left.get('planes-1 planes-2')!))).rejects.toEqual(refusal('older'));
});
