import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Shown, serverDeps } from '../../../src/box/serving.ts';
import { openStore } from '../../../src/count/store/open.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { halfYearOf } from '../../../src/count/tally/half-year.ts';
import type { ReportDocument } from '../../../src/tell/report/blocks.ts';
import { compose } from '../../../src/tell/report/compose.ts';
import { gather } from '../../../src/tell/report/gather.ts';
import { createServer, type Server } from '../../../src/tell/server/server.ts';
import { halfYearFixture, LISTED, local, ZONE } from './fixture.ts';

let folder: string;
let store: Store;
let server: Server;
let document: ReportDocument;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-links-'));
  const database = await halfYearFixture(folder);
  store = openStore(database);
  const cameras = ['east', 'reeds'].map((id) => ({ id, name: id, place: '', habitat: '', url: 'rtsp://127.0.0.1/' }));
  const sample = { share: 1, seed: '' };
  const independence = { intervalMinutes: 30, compare: 'lastIndependentRecord' };
  // Only what the links ask of a box: a whole one has processes and cameras.
  const shown = {
    config: { site: { site: { name: 'East', timeZone: ZONE }, independence, sample }, cameras },
    ...{ store, database, startedAt: 0, statuses: new Map() },
    failure: () => undefined,
    onCamera: () => () => {},
  } as unknown as Shown;
  const log = { info: () => undefined, error: () => undefined };
  const now = local('2026-08-01');
  server = createServer(serverDeps(shown, new Registry()), {
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    log,
    now: () => now,
  });
  const { address } = await server.start();
  const source = {
    store: { ...store, visit: (id: string) => store.visit(id), close: () => undefined },
    data: folder,
    timeZone: ZONE,
    sample,
    now,
  };
  const figures = await gather({ ...source, listed: (taxon) => LISTED.includes(taxon) }, halfYearOf('2026H1', ZONE));
  document = compose(figures, { lang: 'en', link: address, site: 'East', timeZone: ZONE, gapSeconds: 60 });
});
afterAll(async () => {
  await server.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

it('behind each number of a report is what it counts', async () => {
  const blocks = [...document.summary, ...document.blocks, ...document.appendix];
  const cells = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []));
  const links = new Set(cells.flatMap((cell) => (typeof cell === 'string' ? [] : [cell.link!])));
  expect(links.size).toBeGreaterThan(25);
  for (const link of links) expect([link, (await fetch(link)).status]).toEqual([link, 200]);

  const table = blocks.find(
    (block) => block.kind === 'table' && block.head.includes('Visits') && block.head.includes('RAI'),
  );
  if (table?.kind !== 'table') throw new Error('no table of species');
  const column = table.head.indexOf('Visits');
  for (const cell of table.rows.map((row) => row[column]!)) {
    if (typeof cell === 'string') throw new Error('no link');
    const { data } = (await (await fetch(cell.link!)).json()) as { data: object[] };
    expect(data).toHaveLength(Number(cell.text));
  }
});
