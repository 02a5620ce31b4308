import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Access } from '../src/tell/access/access.ts';
import { accessFile } from '../src/tell/access/database.ts';
import { type Figure, rounded } from './figure.ts';
import { fillVisits } from './fill-visits.ts';
import type { Asked, Told } from './requests-client.ts';
import { serveStore } from './store-server.ts';

const VISITS = 200_000;
const DAYS = 730;
/** How long requests are sent, ms. */
const LASTS = 60_000;

/**
 * What requests cost a box of 200,000 visits over two years: the longest time for which one of them held the main thread, and how
 * long `/health` takes beside them. Requests are made from the OpenAPI document, four at a time, by another process, as an admin.
 */
export async function requests(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const database = join(folder, 'roost.db');
    await fillVisits(database, { visits: VISITS, tracksAVisit: 2, days: DAYS });
    // One of the requests makes a token: whoever has none is answered nothing from then on.
    const token = await tokenFor(folder);
    const { address, formats, stop } = await serveStore(folder, database);
    const held = monitorEventLoopDelay({ resolution: 5 });
    held.enable();
    const known = ['v00000000', 'v00150000', 'camera-0', 'camera-12', 'aves', 'anas', 'ardea-cinerea', 'taxon,camera'];
    const words = [...known, 'taxon,camera,hour', 'hour', ...formats];
    const told = await client({ address, token, known: words, lasts: LASTS, seed: 1 });
    held.disable();
    await stop();
    return figures(told, held);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function tokenFor(folder: string): Promise<string> {
  const access = new Access(accessFile(folder), undefined, Date.now);
  const { token } = await access.tokens.make({ name: 'bench', role: 'admin' }, 'bench', Date.now());
  access.close();
  return token;
}

function figures(told: Told, held: IntervalHistogram): Figure[] {
  const worst = told.slowest.map(({ ms, what }) => `${Math.round(ms)} ms ${what}`);
  console.error(worst.join('\n'));
  console.error('answers by status:', told.statuses);
  console.error(told.kept.slice(0, 12).join('\n'));
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
    {
      name: 'requests that nobody looked at (status 401, 403, 429)',
      value: told.kept.length,
      unit: 'requests',
      limit: 0,
    },
  ];
}

/** Requests come from another process, so that its work is not taken for the server's. */
async function client(asked: Asked): Promise<Told> {
  const script = fileURLToPath(new URL('./requests-client.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', 'tsx'] });
  const told = Promise.race([
    once(child, 'message').then(([said]) => said as Told),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the client ended with ${code}`))),
  ]);
  child.send(asked);
  const exit = once(child, 'exit');
  const said = await told;
  await exit;
  return said;
}
