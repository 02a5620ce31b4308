import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import type { ReadConfig } from '../src/box/read-config.ts';
import { ReadingThreads } from '../src/box/reading-threads.ts';
import { type Shown, serverDeps } from '../src/box/serving.ts';
import { openStore } from '../src/count/store/open.ts';
import { keepDaily } from '../src/count/tally/keep.ts';
import { createServer } from '../src/tell/server/server.ts';
import { type Figure, rounded } from './figure.ts';
import { fillVisits } from './fill-visits.ts';
import type { Asked, Told } from './requests-client.ts';

const VISITS = 200_000;
const DAYS = 730;
const ZONE = 'Asia/Shanghai';
/** How long requests are sent, ms. */
const LASTS = 60_000;

/**
 * What requests cost a box of 200,000 visits over two years: the longest time for which one of them held the main thread, and how
 * long `/health` takes beside them. Requests are made from the OpenAPI document, four at a time, by another process.
 */
export async function requests(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const database = join(folder, 'roost.db');
    await fillVisits(database, { visits: VISITS, tracksAVisit: 2, days: DAYS });
    const store = openStore(database);
    await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
    const cameras = store.effort.cameras().map((id) => {
      return { id, name: id, place: '', habitat: '', url: 'rtsp://127.0.0.1/' };
    });
    const site = { name: 'bench', timeZone: ZONE, latitude: 31.5, longitude: 121.9 };
    const independence = { intervalMinutes: 30, compare: 'lastIndependentRecord' };
    // Only what requests ask of a box: a whole one has processes and streams.
    const config = {
      site: { site, feed: { retentionDays: 400 }, independence, sample: { share: 0.02, seed: '' } },
      cameras,
      data: folder,
    } as unknown as ReadConfig;
    const log = { info: () => {}, error: (facts: object, message: string) => console.error(message, facts) };
    const reading = new ReadingThreads({ database, config }, log);
    const shown = {
      ...{ config, store, database, startedAt: Date.now(), statuses: new Map(), reading },
      pool: { model: 'none', classifiers: [], status: [] },
      ...{ watchers: () => [], lookedAt: { unlooked: () => [] }, heldUp: { worst: () => undefined } },
      failure: () => undefined,
      onCamera: () => () => {},
    } as unknown as Shown;
    const deps = serverDeps(shown, new Registry());
    const server = createServer(deps, { dataFolder: folder, port: 0, log, reading, limits: { requestsAMinute: 1e9 } });
    const { address } = await server.start();
    const held = monitorEventLoopDelay({ resolution: 5 });
    held.enable();
    const known = ['v00000000', 'v00150000', 'camera-0', 'camera-12', 'aves', 'anas', 'ardea-cinerea', 'taxon,camera'];
    const words = [...known, 'taxon,camera,hour', 'hour', ...deps.formats().map(({ name }) => name)];
    const told = await client({ address, known: words, lasts: LASTS, seed: 1 });
    held.disable();
    await server.stop();
    await reading.stop();
    await store.close();
    return figures(told, held);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function figures(told: Told, held: IntervalHistogram): Figure[] {
  const worst = told.slowest.map(({ ms, what }) => `${Math.round(ms)} ms ${what}`);
  console.error(worst.join('\n'));
  return [
    {
      name: 'longest hold of the main thread beside requests',
      value: rounded(held.max / 1e6),
      unit: 'ms',
      limit: 1000,
    },
    { name: 'health beside requests, p99', value: rounded(told.healthP99), unit: 'ms', limit: 100 },
    { name: 'health beside requests, most', value: rounded(told.healthMost), unit: 'ms' },
    { name: 'slowest request', value: rounded(told.slowest[0]?.ms ?? 0), unit: 'ms' },
    { name: 'requests that were answered', value: told.answered, unit: 'requests' },
    { name: 'requests that failed inside (status 500)', value: told.failed, unit: 'requests', limit: 0 },
  ];
}

/** Requests come from another process, so that its work is not taken for the server's. */
async function client(asked: Asked): Promise<Told> {
  const script = fileURLToPath(new URL('./requests-client.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', 'tsx'] });
  child.send(asked);
  const [told] = (await once(child, 'message')) as [Told];
  await once(child, 'exit');
  return told;
}
