import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkExport, type ExportCommand, exportRecords } from '../../src/commands/export.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { savingStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { NO_SECRETS } from '../no-secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
const camera = { id: 'east', name: 'East', url: 'rtsp://127.0.0.1/', station: 'hide' };
const box = (independence?: object) => ({
  ...{
    folder,
    data: folder,
    site: siteSchema.parse({ site, ...(independence && { independence }) }),
    checklist: NO_PRIOR,
    cameras: [cameraSchema.parse(camera)],
  },
  secrets: {
    apiToken: undefined,
    all: [],
    channel: () => NO_SECRETS,
    camera: () => undefined,
  },
});

const usual = {
  interval: '30',
  compare: 'lastIndependentRecord',
  apart: 'station',
  basis: 'best',
} as const;
const run = (more: Partial<ExportCommand> = {}, format = 'record-table') =>
  exportRecords(
    format,
    box(),
    { ...usual, from: '2025-05-03', to: '2025-05-04', output: join(folder, 'out.csv'), ...more },
    false,
  );

describe('roost export', () => {
  it('writes beside a running box, whole, with a byte-order mark on request', async () => {
    const store = savingStore(join(folder, 'roost.db'));
    await store.saveVisit(aVisit('v-t1', { tracks: ['t1'] }), 'end', T, [aTrack('t1')]);
    const file = await run({ bom: true });
    const text = await readFile(file, 'utf8');
    expect(text.startsWith('\uFEFFStation,Camera')).toBe(true);
    expect(text.split('\r\n')[1]).toBe('hide,east,Aves,2025-05-03 08:00:00,2025-05-03,08:00:00,0,0,0,0,,,0,1');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await store.close();
  });

  it("judges by the site's rule where none is asked for, as tallies do", async () => {
    const store = savingStore(join(folder, 'roost.db'));
    for (const [id, minutes] of [['a', 0] as const, ['b', 40] as const]) {
      const startAt = T + minutes * 60_000;
      await store.saveVisit(aVisit(id, { startAt, tracks: [id] }), 'end', startAt, [aTrack(id, { startAt })]);
    }
    await store.close();
    const rows = async (name: string, more: Partial<ExportCommand>) => {
      const options = { from: '2025-05-03', to: '2025-05-04', apart: 'station', basis: 'best', ...more } as const;
      const output = join(folder, name);
      const file = await exportRecords('record-table', box({ intervalMinutes: 60 }), { ...options, output }, false);
      return (await readFile(file, 'utf8')).trim().split('\r\n').length - 1;
    };
    expect([await rows('site.csv', {}), await rows('asked.csv', { interval: '30' })]).toEqual([1, 2]);
  });

  it.each<[Partial<ExportCommand>, string, string]>([
    [{}, 'excel', 'is no format. Name one of camtrap-dp, darwin-core'],
    [{ from: '3 May' }, 'record-table', '--from 3 May: is no time. Write it as'],
    [{ to: '2025-05-03' }, 'record-table', '--from 2025-05-03 is not before --to 2025-05-03'],
    [{ interval: 'half an hour' }, 'record-table', '--interval half an hour is no number'],
    [{ interval: '' }, 'record-table', 'is no number'],
    [{ output: '/no/such/folder/out.csv' }, 'record-table', 'Make the folder first'],
  ])('refuses %j in %s', async (more, format, message) => {
    await savingStore(join(folder, 'roost.db')).close();
    await expect(run(more, format)).rejects.toThrow(message);
    expect((await readdir(folder)).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  it('writes over nothing, and needs a database', async () => {
    await expect(run()).rejects.toThrow('does not exist');
    await writeFile(join(folder, 'out.csv'), 'mine');
    await expect(run()).rejects.toThrow('it exists');
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('mine');
  });

  it('says what is missing for publication, by itself and with the export', async () => {
    const printed: string[] = [];
    expect(checkExport('camtrap-dp', box(), (line) => printed.push(line))).toBe(false);
    expect(printed).toContainEqual(expect.stringContaining('publication.license'));
    expect(() => checkExport('tallies', box(), () => undefined)).toThrow('Name one of camtrap-dp, darwin-core');
    await savingStore(join(folder, 'roost.db')).close();
    const complained: string[] = [];
    const range = { ...usual, from: '2025-05-03', to: '2025-05-04', output: join(folder, 'dwc.zip') };
    await exportRecords('darwin-core', box(), range, false, (line) => complained.push(line));
    expect(complained).toEqual(printed.map((line) => `missing for publication at GBIF: ${line}`));
    await expect(run({ output: join(folder, 'dp.zip') }, 'camtrap-dp')).rejects.toThrow('must name a taxon');
    expect(await readdir(folder)).not.toContain('dp.zip');
  });
});
