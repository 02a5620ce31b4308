import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverDeps } from '../../src/box/serving.ts';
import { correctCommand, endCommand, listDeployments } from '../../src/commands/deployments.ts';
import { openStore } from '../../src/count/store/open.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { createServer } from '../../src/tell/server/server.ts';
import { shownBox } from '../box/fixture.ts';
import { NO_SECRETS } from '../no-secrets.ts';

let folder: string;
const printed: string[] = [];
const print = (line: string) => printed.push(line);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-deployments-'));
  printed.length = 0;
  const store = openStore(join(folder, 'roost.db'));
  const facts = { place: '', station: 'hide', latitude: 31.5, longitude: 121.9, habitat: '' };
  const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
  await store.write(({ deployments }) => {
    const first = { id: 'east-20260101', camera: 'east', startAt: at('2026-01-01'), endAt: at('2026-03-01'), ...facts };
    deployments.put(first, 0);
    deployments.put({ ...facts, id: 'east-20260301', camera: 'east', startAt: at('2026-03-01'), station: 'pier' }, 0);
  });
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

const box = (port = 8420) => ({
  ...{ folder, data: folder, checklist: NO_PRIOR },
  // Of this camera no file is left.
  cameras: [cameraSchema.parse({ id: 'west', name: 'West', url: 'rtsp://127.0.0.1/' })],
  site: siteSchema.parse({
    site: { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' },
    api: { port },
  }),
  secrets: {
    apiToken: undefined,
    all: [],
    channel: () => NO_SECRETS,
    camera: () => undefined,
  },
});

describe('roost deployments', () => {
  it('lists all, corrects one and the end of the one before, and ends it', async () => {
    await correctCommand(box(), 'east-20260301', { start: '2026-02-10', height: '2.5' }, print);
    expect(printed).toEqual([
      'east-20260101: station hide, 2026-01-01 00:00 to 2026-02-10 00:00, 31.5, 121.9',
      'east-20260301: station pier, 2026-02-10 00:00 to now, 31.5, 121.9, 2.5 m high',
      expect.stringContaining('judged anew'),
    ]);
    await endCommand(box(), 'east-20260301', { on: '2026-06-30' }, 0, print);
    await expect(endCommand(box(), 'east-20260301', {}, Date.parse('2026-08-01'), print)).rejects.toThrow('it is over');
    printed.length = 0;
    listDeployments(box(), print);
    expect(printed[1]).toContain('2026-02-10 00:00 to 2026-07-01 00:00');
    await correctCommand(box(), 'east-20260301', { end: 'none' }, print);
    expect(printed.at(-1)).toContain('to now');
  });

  it.each([
    [{}, 'nothing to correct'],
    [{ start: 'May' }, 'is no time'],
    [{ height: 'tall' }, 'is no number'],
    [{ latitude: '31' }, 'go together'],
    [{ latitude: '131', longitude: '1' }, 'latitude'],
    [{ station: 'The Pier' }, 'lower-case'],
    [{ start: '2026-01-01' }, 'would begin before'],
  ])('refuses %j in words, and changes nothing', async (options, why) => {
    await expect(correctCommand(box(), 'east-20260301', options, print)).rejects.toThrow(why);
    await expect(correctCommand(box(), 'east-1', { station: 'pier' }, print)).rejects.toThrow('no such deployment');
    listDeployments(box(), print);
    expect(printed.map((line) => line.split(',')[0])).toEqual([
      'east-20260101: station hide',
      'east-20260301: station pier',
    ]);
  });

  it('begins no database where there is none', async () => {
    const nowhere = { ...box(), data: join(folder, 'none') };
    await expect(correctCommand(nowhere, 'east-20260301', { end: 'none' }, print)).rejects.toThrow('does not exist');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('asks the box that runs, and says so where that does not answer', async () => {
    const file = join(folder, 'roost.db');
    const store = openStore(file);
    const log = { info: () => {}, error: () => {} };
    const server = createServer(serverDeps(shownBox(store, file), new Registry()), {
      dataFolder: folder,
      port: 0,
      log,
    });
    const { address } = await server.start();
    const port = Number(new URL(address).port);
    try {
      await correctCommand(box(port), 'east-20260301', { station: 'reeds' }, print);
      expect(printed[0]).toContain('station reeds, 2026-03-01 00:00 to now');
      expect(store.deployments.all().map(({ station }) => station)).toEqual(['hide', 'reeds']);
      await expect(correctCommand(box(port), 'east-20260301', { end: '2025-01-01' }, print)).rejects.toThrow(
        'before it begins',
      );
      await server.stop();
      await expect(correctCommand(box(port), 'east-20260301', { station: 'x' }, print)).rejects.toThrow(
        'its API does not answer',
      );
    } finally {
      await server.stop();
      await store.close();
    }
  });
});
