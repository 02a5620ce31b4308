import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { type SavingStore as Store, tempStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { type Running, startFake } from '../tell/server/fake.ts';
import { StoredBox } from '../tell/server/stored.ts';

/** How each example is run, and whether this machine has what runs it. */
const EXAMPLES = [
  { name: 'feed.ts', here: true, command: process.execPath, args: ['--import', 'tsx', join(ROOT, 'examples/feed.ts')] },
  { name: 'feed.py', here: has('python3'), command: 'python3', args: [join(ROOT, 'examples/feed.py')] },
  {
    name: 'feed.R',
    here: has('Rscript', '-e', 'library(jsonlite)'),
    command: 'Rscript',
    args: [join(ROOT, 'examples/feed.R')],
  },
];

function has(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args.length > 0 ? args : ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let running: Running;
let store: Store;
let folder: string;
beforeEach(async () => {
  store = await tempStore();
  running = await startFake({}, new StoredBox(store));
  folder = await mkdtemp(join(tmpdir(), 'roost-feed-'));
});
afterEach(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

const save = (id: string, individuals = 1) =>
  store.saveVisit(aVisit(`v-${id}`, { tracks: [id], individuals }), 'new', T, [aTrack(id)]);

describe.each(EXAMPLES)('the example $name', ({ here, command, args }) => {
  const start = (...more: string[]): ChildProcess =>
    spawn(command, [...args, running.address, join(folder, 'state.json'), ...more], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const state = async () => JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) as Kept;

  it.skipIf(!here)('keeps the newest state of each visit, goes on where it stopped, and survives a kill', async () => {
    await save('t1');
    await save('t2');
    expect((await once(start('--once'), 'exit'))[0]).toBe(0);
    expect(await state()).toMatchObject({ after: 2, visits: { 'v-t1': { individuals: 1 }, 'v-t2': {} } });
    await store.write(({ visits }) => visits.withdraw(visits.get('v-t2')!, T));
    await save('t1', 4);
    const killed = start();
    while ((await state()).after !== 4) await new Promise((done) => setTimeout(done, 50));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await save('t3');
    const grown = aVisit('v-t1', { tracks: ['t1', 't1-later'], individuals: 4 });
    await store.saveVisit(grown, 'update', T, [aTrack('t1-later', { startAt: T + 1 })]);
    expect((await once(start('--once'), 'exit'))[0]).toBe(0);
    expect(await state()).toMatchObject({
      after: 6,
      visits: { 'v-t1': { individuals: 4, tracks: ['t1', 't1-later'] }, 'v-t3': { tracks: ['t3'] } },
    });
    expect(Object.keys((await state()).visits)).toHaveLength(2);
  });

  it.skipIf(!here)('ends and says why where some entries are not kept any more', async () => {
    await save('t1');
    expect((await once(start('--once'), 'exit'))[0]).toBe(0);
    for (const id of ['t2', 't3', 't4']) await save(id);
    await store.write(({ events }) => events.prune(T + 1, 2));
    const child = start('--once');
    let said = '';
    child.stderr!.on('data', (text) => {
      said += text;
    });
    expect((await once(child, 'close'))[0]).toBe(1);
    expect(said).toMatch(/not kept any more/);
  });
});

interface Kept {
  readonly after: number;
  readonly visits: Record<string, object>;
}
