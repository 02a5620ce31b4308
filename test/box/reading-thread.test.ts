import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReadingLimits, ReadingThread } from '../../src/box/reading-thread.ts';
import { serverDeps } from '../../src/box/serving.ts';
import { createServer, type Server } from '../../src/tell/server/server.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { eventually } from '../patience.ts';
import { readConfig, shownBox } from './fixture.ts';

const ALL = 'from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z';

let store: Store;
let database: string;
let thread: ReadingThread;
let server: Server;
let address: string;
const logged: string[] = [];
/** What is no fault. */
const told: string[] = [];

async function start(limits: Partial<ReadingLimits> = {}) {
  const log = {
    info: (facts: object) => told.push(JSON.stringify(facts)),
    error: (facts: object, message: string) => logged.push(message, JSON.stringify(facts)),
  };
  thread = new ReadingThread({ database, config: readConfig(database) }, log, limits);
  const shown = { ...shownBox(store, database), reading: thread };
  const deps = serverDeps(shown, new Registry());
  server = createServer(deps, { dataFolder: dirname(database), port: 0, log, reading: thread });
  ({ address } = await server.start());
}

/** A clip of 8 MB, so that an export with media has many pieces. */
async function addClip() {
  const file = 'media/clip.mp4';
  const bytes = 8_000_000;
  await mkdir(join(dirname(database), 'media'));
  await writeFile(join(dirname(database), file), Buffer.alloc(bytes, 7));
  const clip = { id: 'm', camera: 'east', visit: 'a', type: 'clip', at: T, file, sha256: '0', bytes } as const;
  await store.addMedia({ ...clip, blurred: false });
}

const get = (path: string, init?: RequestInit) => fetch(address + path, init);
const json = async (path: string) => (await (await get(path)).json()) as never;

beforeEach(async () => {
  logged.length = 0;
  told.length = 0;
  database = await tempFile();
  store = await tempStore(database);
  await store.saveVisit(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1'] }), 'end', T, [aTrack('t1')]);
});
afterEach(async () => {
  await server.stop();
  await thread.stop();
  await store.close();
});

describe('the thread that reads', () => {
  it('answers what is written on another connection as soon as it is stored', async () => {
    await start();
    expect(await json('/api/v1/visits?taxon=anas')).toMatchObject({ data: [{ id: 'a' }] });
    await store.saveVisit(aVisit('b', { taxon: 'anas-platyrhynchos' }), 'new', T);
    expect(await json('/api/v1/visits?taxon=anas')).toMatchObject({ data: [{ id: 'b' }, { id: 'a' }] });
    const visit = await get('/api/v1/visits/a');
    expect([visit.status, visit.headers.get('etag')]).toEqual([200, '"1"']);
  });

  it('tells what an export refuses as a problem, and in the log what it lacks for publication', async () => {
    await start();
    const empty = await get('/api/v1/exports/camtrap-dp?from=2001-01-01T00:00:00Z&to=2002-01-01T00:00:00Z');
    expect([empty.status, await empty.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('must name a taxon') }),
    ]);
    expect(told.join()).toContain('publication.license');
  });

  it('refuses as the resource does, with the field and the status', async () => {
    await start();
    expect((await get('/api/v1/visits/none')).status).toBe(404);
    expect(await json('/api/v1/visits?cursor=abc')).toMatchObject({ status: 400, errors: [{ key: 'cursor' }] });
    expect(await json('/api/v1/tallies?period=hour&from=2000-01-01T00:00:00Z')).toMatchObject({ status: 400 });
  });

  it('makes exports as this thread makes them, and ends with the reader', async () => {
    await start();
    const text = await (await get(`/api/v1/exports/record-table?${ALL}`)).text();
    expect(text).toContain('Anas platyrhynchos');
    expect(await (await get(`/api/v1/exports/operation-matrix?${ALL}`)).text()).toMatch(/^,\d{4}-/);
    expect(thread.exports).toBe(0);
  });

  it('leaves nothing open of exports with media that nobody reads to the end, nor of HEAD', async () => {
    await addClip();
    await start();
    const path = `/api/v1/exports/camtrap-dp?media=true&${ALL}`;
    expect((await (await get(path)).arrayBuffer()).byteLength).toBeGreaterThan(8_000_000);
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let time = 0; time < 20; time++) {
      const leave = new AbortController();
      const response = await get(path, { signal: leave.signal });
      await response.body!.getReader().read();
      leave.abort();
      expect((await get(path, { method: 'HEAD' })).headers.get('content-type')).toBe('application/zip');
    }
    await eventually(() => expect([thread.exports, open() - before <= 2]).toEqual([0, true]));
  });

  it('leaves nothing of a question to the thread that writes', async () => {
    await start();
    const asked: string[] = [];
    // The connection that writes: nothing may be read on it for these.
    for (const table of ['visits', 'tracks', 'media', 'effort', 'countable', 'sums', 'alerts', 'deployments'] as const)
      Object.defineProperty(store, table, { get: () => asked.push(table) });
    for (const path of [
      'visits',
      'visits/a',
      'tallies',
      'records',
      'review/queues',
      'cameras/east/gaps',
      'alerts',
      'taxa?q=anas',
    ])
      expect([path, (await get(`/api/v1/${path}`)).status]).toEqual([path, 200]);
    expect(await (await get(`/api/v1/exports/tallies?${ALL}`)).text()).toContain('anas-platyrhynchos');
    expect(asked).toEqual([]);
  });

  it('drops what waits for a reader who went away', async () => {
    await start({ atOnce: 1 });
    const leave = new AbortController();
    const left = Array.from({ length: 5 }, () => get('/api/v1/records', { signal: leave.signal }).catch(() => 'left'));
    const stays = get('/api/v1/visits/a');
    setTimeout(() => leave.abort(), 50);
    expect(new Set(await Promise.all(left))).toEqual(new Set(['left']));
    expect((await stays).status).toBe(200);
    expect(logged).toEqual([]);
  });

  it('refuses what is too much at once, and answers again when there is room', async () => {
    await start({ atOnce: 1, waiting: 1 });
    const all = await Promise.all(Array.from({ length: 8 }, () => get('/api/v1/visits')));
    const statuses = all.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect(all.find(({ status }) => status === 503)!.headers.get('retry-after')).toBe('5');
    expect((await get('/api/v1/visits')).status).toBe(200);
  });

  it('ends when nothing is asked any more, but not while somebody reads an export, and starts again when asked', async () => {
    await addClip();
    await start({ idleMs: 30 });
    expect(thread.runs).toBe(false);
    const slow = (await get(`/api/v1/exports/camtrap-dp?media=true&${ALL}`)).body!.getReader();
    await slow.read();
    await sleep(100);
    expect(thread.runs).toBe(true);
    await slow.cancel();
    await eventually(() => expect(thread.runs).toBe(false));
    expect((await get('/api/v1/visits/a')).status).toBe(200);
    await eventually(() => expect(thread.runs).toBe(false));
    expect(logged).toEqual([]);
  });

  it('starts for a page that begins by asking who uses it, and for nobody who may not ask more', async () => {
    await start();
    expect((await get('/api/v1/session', { headers: { Authorization: 'Bearer of-nobody' } })).status).toBe(401);
    expect(thread.runs).toBe(false);
    expect((await get('/api/v1/session')).status).toBe(200);
    expect(thread.runs).toBe(true);
  });

  it('is replaced where a question hangs, and the box goes on meanwhile', async () => {
    await start({ limitMs: 1 });
    expect((await get('/api/v1/visits')).status).toBeGreaterThanOrEqual(500);
    expect((await get('/api/v1/health')).status).toBe(200);
    expect(logged.join()).toContain('the next question starts it again');
  });
});
