import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Shown, serverDeps } from '../../../src/box/serving.ts';
import { openStore } from '../../../src/count/store/open.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { halfYearOf } from '../../../src/count/tally/half-year.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { type ReportCell, type ReportDocument, textOf } from '../../../src/tell/report/blocks.ts';
import { compose } from '../../../src/tell/report/compose.ts';
import { gather } from '../../../src/tell/report/gather.ts';
import { createServer, type Server } from '../../../src/tell/server/server.ts';
import { halfYearFixture, local, ZONE } from './fixture.ts';
import { halfYearSource } from './sources.ts';

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
    config: {
      site: { site: { name: 'East', timeZone: ZONE }, independence, sample, checklist: 'site.yaml' },
      folder,
      cameras,
      checklist: NO_PRIOR,
    },
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
  const reader = { ...store, visit: (id: string) => store.visit(id), close: () => undefined };
  const figures = await gather(halfYearSource(reader, folder), halfYearOf('2026H1', ZONE));
  document = compose(figures, { lang: 'en', link: address, site: 'East', timeZone: ZONE, gapSeconds: 60 });
});
afterAll(async () => {
  await server.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

/** Tables of the report and its lists. */
const tables = () =>
  [...document.blocks, ...document.appendix, ...document.across].flatMap((block) =>
    block.kind === 'table' ? block : [],
  );
const dataOf = async <T>(cell: ReportCell): Promise<T[]> => {
  if (typeof cell === 'string' || cell.link === undefined) throw new Error('no link');
  return ((await (await fetch(cell.link)).json()) as { data: T[] }).data;
};

it('behind each number of a report is what it counts', async () => {
  const cells = tables().flatMap(({ rows }) => rows.flat());
  const links = new Set(cells.flatMap((cell) => (typeof cell === 'string' ? [] : (cell.link ?? []))));
  for (const block of document.blocks)
    if (block.kind === 'pictures') for (const { link } of block.pictures) links.add(link!);
  expect(links.size).toBeGreaterThan(25);
  for (const link of links) expect([link, (await fetch(link)).status]).toEqual([link, 200]);

  const counts = tables().find(({ head }) => head.includes('Peak hour'))!;
  const visits = counts.head.indexOf('Visits');
  for (const row of counts.rows) expect(await dataOf(row[visits]!)).toHaveLength(Number(textOf(row[visits]!)));

  const hours = tables().find(({ head }) => head[0] === 'Hour')!;
  for (const row of hours.rows)
    for (const band of [0, 2, 4]) {
      const data = await dataOf<{ hour: number; activity: number }>(row[band + 1]!);
      const { activity } = data.find(({ hour }) => `${hour}:00` === row[band])!;
      expect((60 * activity).toFixed(2)).toBe(textOf(row[band + 1]!));
    }

  const classes = tables().find(({ head }) => head[0] === 'Class')!;
  const [species, all] = [classes.head.indexOf('Species'), classes.head.indexOf('Visits')];
  for (const row of classes.rows.filter((row) => textOf(row[species]!) !== '0')) {
    const taxa = await dataOf<{ taxon: { rank: string }; visits: number }>(row[species]!);
    const named = taxa.filter(({ taxon, visits }) => taxon.rank === 'species' && visits > 0);
    expect(named).toHaveLength(Number(textOf(row[species]!)));
    expect(await dataOf(row[all]!)).toHaveLength(Number(textOf(row[all]!)));
  }
  const reviews = tables().find(({ head }) => head[0] === 'What became of them')!;
  for (const cell of reviews.rows.at(-1)!.slice(1)) expect(await dataOf(cell)).toHaveLength(Number(textOf(cell)));
});
