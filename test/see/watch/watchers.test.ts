import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FromWatcher } from '../../../src/base/domain.ts';
import { type Entry, entry } from '../../../src/base/entry.ts';
import type { WatchedCamera } from '../../../src/see/watch/messages.ts';
import { Watchers } from '../../../src/see/watch/watchers.ts';
import { eventually } from '../../patience.ts';

/** A camera at an address; at this port nobody listens, so a good address is told to be down. */
function aCamera(camera: string, url = 'rtsp://127.0.0.1:9/cam'): WatchedCamera {
  return {
    capture: { camera, url, fps: 5, limit: { width: 64, height: 36 } },
    zones: [],
    masks: [],
    flocks: false,
    sweepSeconds: 1,
    sight: { infrared: false, usual: {} },
    cropsPerFrame: 4,
  };
}

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** True while a process is more than an entry in the system's list. */
function runs(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Two threads with one camera each, and what they told. */
async function watch(cameras: readonly WatchedCamera[], module?: Entry) {
  const data = await mkdtemp(join(tmpdir(), 'roost-watch-'));
  cleanUps.push(() => rm(data, { recursive: true, force: true }));
  const told: FromWatcher[] = [];
  const faults: string[] = [];
  const deaths: { cameras: readonly string[]; why: string }[] = [];
  const watchers = new Watchers(
    cameras,
    2,
    { data, model: 'none', inputSize: 416, naming: { assumed: [], classifiers: [], timeZone: 'UTC', code: 'test' } },
    {
      message: (message) => told.push(message),
      died: (ids, why) => deaths.push({ cameras: ids, why }),
      fault: (_, why) => faults.push(why),
      live: () => undefined,
    },
    module,
  );
  cleanUps.push(() => watchers.stop());
  watchers.start([]);
  const states = (camera: string) =>
    told.flatMap((message) =>
      message.type === 'status' && message.status.camera === camera ? [message.status.state] : [],
    );
  const status = (camera: string) =>
    told
      .flatMap((message) => (message.type === 'status' && message.status.camera === camera ? [message.status] : []))
      .at(-1);
  return { data, watchers, told, deaths, faults, states, status };
}

describe('Watchers', () => {
  it('begins, changes and ends a camera while the others go on', async () => {
    const { watchers, states, status } = await watch([aCamera('east')]);
    await eventually(() => expect(status('east')?.state).toBe('down'));
    watchers.put(aCamera('west'));
    await eventually(() => expect(status('west')).toMatchObject({ state: 'down', cause: { code: 'refused' } }));
    watchers.put(aCamera('north'));
    await eventually(() => expect(status('north')?.state).toBe('down'));
    expect(watchers.status.map(({ cameras }) => cameras.length).sort()).toEqual([1, 2]);
    watchers.put(aCamera('west', 'ftp://127.0.0.1/'));
    await eventually(() => expect(status('west')!.cause!.message).toContain('rtsp://host'));
    watchers.remove('north');
    await eventually(() => expect(status('north')?.state).toBe('stopped'));
    expect(states('east')).not.toContain('stopped');
    expect(watchers.status.flatMap(({ cameras }) => cameras).sort()).toEqual(['east', 'west']);
    expect(watchers.status.every(({ restarts }) => restarts === 0)).toBe(true);
  });

  it('leaves a camera that cannot be watched down, by itself, and says why without its password', async () => {
    const { status, states } = await watch([aCamera('east'), aCamera('west', 'ftp://u:hunter2@127.0.0.1/')]);
    await eventually(() => expect(status('west')?.state).toBe('down'));
    expect(status('west')!.cause!.message).toContain('rtsp://host');
    expect(status('west')!.cause!.message).not.toContain('hunter2');
    const before = states('east').length;
    await eventually(() => expect(states('east').length).toBeGreaterThan(before));
    await eventually(() => expect(status('east')).toMatchObject({ state: 'down', cause: { code: 'refused' } }));
  });

  it('tells that its cameras have stopped, and then nothing', async () => {
    const { watchers, told, deaths, states } = await watch([aCamera('east'), aCamera('west')]);
    await eventually(() => expect(states('east').length * states('west').length).toBeGreaterThan(0));
    await watchers.stop();
    expect([states('east').at(-1), states('west').at(-1)]).toEqual(['stopped', 'stopped']);
    expect(deaths).toEqual([]);
    const count = told.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(told.length).toBe(count);
  });

  it('ends a thread that hangs with its processes, says so, and starts another, while the others watch', async () => {
    const { data, watchers, told, deaths, status } = await watch(
      [aCamera('hangs'), aCamera('west')],
      entry(import.meta.url, './broken-thread'),
    );
    await eventually(() => expect(status('hangs')?.state).toBe('watching'));
    const before = told.length;
    await eventually(() => expect(status('hangs')).toMatchObject({ state: 'down', cause: { code: 'watcher-hung' } }));
    expect(deaths).toEqual([{ cameras: ['hangs'], why: 'it hung: it told nothing for 8 s' }]);
    // What it told last still stands; only what it does is another thing.
    expect(status('hangs')!.figures).toMatchObject({ frames: 7, fps: 0 });
    expect(told.slice(before).some((message) => message.type === 'status' && message.status.camera === 'west')).toBe(
      true,
    );
    await eventually(() => expect(runs(readFileSync(join(data, 'child'), 'utf8'))).toBe(false));
    await eventually(() => expect(status('hangs')?.state).toBe('watching'));
    await watchers.stop();
  });

  it('owns a promise that nobody caught: the thread goes on, and it is told', async () => {
    const { deaths, faults, status, told } = await watch(
      [aCamera('forgets')],
      entry(import.meta.url, './broken-thread'),
    );
    await eventually(() => expect(faults).toEqual([expect.stringContaining('nobody waits for this')]));
    const before = told.length;
    await eventually(() => expect(told.length).toBeGreaterThan(before));
    expect(deaths).toEqual([]);
    expect(status('forgets')?.state).toBe('watching');
  });

  it('tells what a camera is when its thread ended by itself, and starts another', async () => {
    const { status } = await watch([aCamera('throws')], entry(import.meta.url, './broken-thread'));
    await eventually(() =>
      expect(status('throws')).toMatchObject({
        state: 'down',
        cause: { code: 'watcher-ended', message: expect.stringContaining('thrown in a timer') },
      }),
    );
    await eventually(() => expect(status('throws')?.state).toBe('watching'));
  });
});
