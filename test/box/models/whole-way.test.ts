import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { withBundles } from '../../../src/box/models/in-use.ts';
import type { ModelState } from '../../../src/box/models/state.ts';
import { readState, writeState } from '../../../src/box/models/state-file.ts';
import { openStore } from '../../../src/count/store/open.ts';
import { reopenBundle } from '../../../src/know/models/bundle/open.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import { packBundle } from '../../../src/know/models/bundle/write.ts';
import { KEEPER, makeBundle, NOW } from '../../know/models/bundle/make.ts';
import { eventually, patient } from '../../patience.ts';
import { finder, writeFinder } from './finder.ts';

let box: ChildProcess | undefined;
let data: string | undefined;
afterEach(async () => {
  if (box?.exitCode === null && box.signalCode === null) process.kill(-box.pid!, 'SIGKILL');
  if (data) await rm(data, { recursive: true, force: true });
});

/** What stands in the models folder, as whoever cuts the power off sees it come. */
function look(folder: string) {
  const names = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []);
  const text = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '{}');
  const steps = () => (JSON.parse(text('state.json')) as ModelState).lines.planes!.steps.map(({ what }) => what);
  const times = (what: string) => steps().filter((one) => one === what).length;
  const run = () => (JSON.parse(text('shadow/planes-2/run.json')) as { state?: string }).state;
  return {
    'half uploaded': () => names('uploads').some((name) => statSync(join(folder, 'uploads', name)).size > 0),
    'unpacked aside': () => names('staging').length > 0,
    staged: () => names('staged').includes('planes-2'),
    'in shadow': () => run() === 'running',
    promoted: () => times('promoted') > 0,
    'rolled back': () => times('rolled-back') > 0,
    kept: () => times('kept') > 0,
  };
}

it('a power cut at any step from a bundle to a model in use leaves the one before or the one after, whole', async () => {
  data = await mkdtemp(join(tmpdir(), 'roost-way-'));
  const folder = join(data, 'models');
  await mkdir(folder);
  await writeFinder(folder);
  await openStore(join(data, 'roost.db')).close();
  const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
  await stage(await makeBundle(), staging);
  await writeState(folder, { format: 1, lines: { planes: { present: 1, steps: [] } } });
  const tar = join(data, 'planes-2.tar');
  await packBundle(await makeBundle({ says: { version: 2 } }), tar);

  const present = async () => (await readState(folder)).lines.planes!.present;
  const start = async (then: 'stay' | 'end') => {
    const before = await present();
    const way = fileURLToPath(new URL('./whole-way.ts', import.meta.url));
    // A group of its own, by which all that it started is found.
    box = spawn(process.execPath, ['--import', 'tsx', way, data!, tar, KEEPER.key, then], {
      ...{ detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    let said = '';
    box.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    let complaints = '';
    box.stderr!.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    const ended = once(box, 'close');
    return { pid: box.pid!, ended, before, said: () => said, complaints: () => complaints };
  };
  const whole = async () => {
    const state = await readState(folder);
    const used = await withBundles({ detector: finder(folder), classifiers: [], absent: [] }, state, folder);
    expect(used.lacking).toEqual([]);
    expect(used.models.classifiers.map(({ spec }) => spec.id.split('@')[0])).toEqual([`planes-${await present()}`]);
    for (const name of await readdir(join(folder, 'staged'))) await reopenBundle(join(folder, 'staged', name));
  };

  for (const [step, isThere] of Object.entries(look(folder))) {
    const run = await start('stay');
    // A step that was taken before it was cut off in the one before is cut off wherever it is now.
    const isCut = () => isThere() && run.said() !== '';
    await eventually(() => expect(isCut() || box!.exitCode !== null, step).toBe(true));
    expect(box!.exitCode, `before ${step}: ${run.said()} ${run.complaints()}`).toBeNull();
    const late = Math.random() * 40;
    await sleep(late);
    process.kill(run.pid, 'SIGKILL');
    await run.ended;
    // Nothing that it started goes on without it.
    await eventually(() => expect(() => process.kill(-run.pid, 0), step).toThrow('ESRCH'), patient(20_000));
    const [first] = run.said().split('\n');
    expect(first, `${step}, ${late} ms later`).toBe(`uses planes-${run.before}`);
    await whole();
  }
  const last = await start('end');
  await last.ended;
  expect(last.complaints()).toBe('');
  expect(last.said()).toBe('uses planes-2\ndone\n');
  await whole();
  const left = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.part$|^staging\/|^uploads\//.test(name),
  );
  expect(left).toEqual([]);
});
