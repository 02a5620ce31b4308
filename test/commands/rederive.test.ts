import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RederiveCommand, rederiveCommand } from '../../src/commands/rederive.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { savingStore } from '../count/store/temp.ts';
import { T } from '../count/store/values.ts';
import { SECOND, track } from '../count/visit/tracks.ts';
import { NO_SECRETS } from '../no-secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-rederive-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(options: RederiveCommand, gapSeconds = 60): Promise<string> {
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  const config = {
    ...{ folder, data: folder, site: siteSchema.parse({ site, visits: { gapSeconds } }), checklist: NO_PRIOR },
    cameras: [cameraSchema.parse({ id: 'east', name: 'East', url: 'rtsp://127.0.0.1/' })],
    secrets: {
      apiToken: undefined,
      all: [],
      channel: () => NO_SECRETS,
      camera: () => undefined,
    },
  };
  const lines: string[] = [];
  await rederiveCommand(config, options, T + 86_400_000, (line) => lines.push(line));
  return lines.join('\n');
}

describe('roost rederive', () => {
  it('tells what changes, changes nothing unasked, and then does it with the tallies', async () => {
    const store = savingStore(join(folder, 'roost.db'));
    const tracks = [0, 100].map((start) => track(`t${start}`, T + start * SECOND, T + (start + 10) * SECOND));
    for (const one of tracks) await store.saveTrack(one);
    await store.close();
    expect(await run({})).toMatch(
      /0 visits become 2: 2 new, 0 changed, 0 gone.*\n.*Aves.* 0 become 2\nTallies are made anew.\nNothing was changed/,
    );
    expect(await run({ yes: true })).toMatch(/Done\.$/);
    expect(await run({})).toMatch(/2 visits become 2: 0 new, 0 changed, 0 gone.\nTallies follow/);
    expect(await run({ gap: '300' })).toContain('2 visits become 1: 0 new, 1 changed, 1 gone');
    await run({ yes: true }, 300);
    const after = savingStore(join(folder, 'roost.db'));
    const as = { aves: 'aves' };
    expect(after.sums.sums({ from: 0, to: T * 2, by: [], parts: ['plain'], as })).toMatchObject([
      { visits: 1, records: 1 },
    ]);
    await after.close();
  });

  it.each([
    [{ gap: '0' }, '--gap 0: is not understood. Give a number from 1 to 3600'],
    [{ minScore: 'high' }, '--min-score high'],
    [{ interval: '' }, '--interval'],
    [{ gap: '90', yes: true }, 'Put the rule into roost.yaml first'],
  ])('refuses %j', async (options, message) => {
    await expect(run(options)).rejects.toThrow(message);
  });
});
