import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BoxClock } from '../../src/box/clock.ts';
import { Counting } from '../../src/box/counting.ts';
import { LateStore } from '../../src/box/late-store.ts';
import type { Log } from '../../src/box/log.ts';
import { Troubles } from '../../src/box/troubles.ts';
import { openStore } from '../../src/count/store/open.ts';
import { ruleOf } from '../../src/count/tally/rule.ts';
import { stationAt } from '../../src/count/tally/stations.ts';
import type { Config } from '../../src/know/config/config.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { aTrack, T } from '../count/store/values.ts';
import { NO_SECRETS } from '../no-secrets.ts';
import { eventually } from '../patience.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'roost-counting-'));
  ends.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A disk of its own, so small that it is soon full. @returns undefined where this user may mount none */
function smallDisk(): string | undefined {
  const made = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', made], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  ends.push(() => execFileSync('umount', ['-l', made]));
  return made;
}

function countingIn(data: string, now = Date.now, log: Log = quiet, file: object = {}) {
  const place = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  const camera = cameraSchema.parse({ id: 'east', name: 'East', url: 'rtsp://127.0.0.1/a', ...file });
  const config: Config = {
    ...{ folder: data, data, checklist: NO_PRIOR, cameras: [camera] },
    site: siteSchema.parse({ site: place, evidence: { clips: false } }),
    secrets: {
      apiToken: undefined,
      all: [],
      channel: () => NO_SECRETS,
      camera: () => undefined,
    },
  };
  const troubles = new Troubles(log);
  const clock = new BoxClock({}, { waitMs: 60_000, now }, () => undefined);
  ends.push(() => clock.stop());
  clock.start();
  const database = join(data, 'roost.db');
  const late: LateStore = new LateStore(() => counting.failure);
  const counting: Counting = new Counting({
    ...{ config, ring: { folder: join(data, 'ring') }, database, clock, troubles, log },
    opened: (store) => late.open(store),
    cameras: () => [],
  });
  counting.use({ id: 'setup', models: [], code: '0', checklist: 'none', settings: {} });
  let stopped = false;
  const stop = async () => {
    if (!stopped) {
      stopped = true;
      await counting.stop();
    }
  };
  ends.push(() => stop().catch(() => undefined));
  return { counting, troubles, database, stop, store: late.store };
}

const tracks = (...ids: string[]) => {
  return { type: 'tracks', camera: 'east', at: T, tracks: ids.map((id) => aTrack(id)), withdrawn: [] } as const;
};

describe('a box that opens its database', () => {
  it('has each minute name the models and settings that were told before it opened', async () => {
    const { counting, store } = countingIn(folder());
    await counting.start();
    const minute = T - (T % 60_000);
    counting.take({ type: 'effort', part: { camera: 'east', minute, frames: 1, dropped: 0, watchedSeconds: 1 } });
    await eventually(() =>
      expect(store.effort.between(minute, minute + 1, 'east')).toMatchObject([{ setup: 'setup' }]),
    );
    expect(store.effort.setups().map(({ id }) => id)).toEqual(['setup']);
  });

  it('stores what cameras tell, and stops with all of it stored', async () => {
    const { counting, troubles, database, stop } = countingIn(folder());
    await counting.start();
    counting.take(tracks('a'));
    await stop();
    expect(troubles.all).toEqual([]);
    const store = openStore(database);
    expect(store.tracks.get('a')).toBeDefined();
    expect(store.deployments.all()).toHaveLength(1);
    await store.close();
  });

  it('tells of a damaged one until it is taken away, and counts in a new one', async () => {
    const data = folder();
    writeFileSync(join(data, 'roost.db'), 'no database '.repeat(999));
    for (let start = 0; start < 2; start++) {
      const { counting, troubles, stop } = countingIn(data);
      await counting.start();
      expect(troubles.all).toEqual([expect.stringMatching(/damaged and is kept as .*roost\.db\.damaged-/)]);
      counting.take(tracks('a'));
      await stop();
    }
  });

  it('offers the last backup where one is known of', async () => {
    const data = folder();
    const last = { at: T, path: '/mnt/usb/roost-1', media: false };
    writeFileSync(join(data, 'last-backup.json'), JSON.stringify(last));
    writeFileSync(join(data, 'roost.db'), 'no database '.repeat(999));
    const { counting, troubles, stop } = countingIn(data);
    await counting.start();
    expect(troubles.all.join()).toContain(
      'put back the last backup (`roost restore /mnt/usb/roost-1 NEW_FOLDER`, of 2025-05-03T00:00:00.000Z)',
    );
    await stop();
  });

  it('finds damage that shows only when a page is read', async () => {
    const data = folder();
    const first = countingIn(data);
    await first.counting.start();
    for (let i = 0; i < 40; i++) first.counting.take(tracks(...Array.from({ length: 10 }, (_, j) => `t${i}-${j}`)));
    await first.stop();
    // It was closed well, so nobody looks through it; but the pages of most tables are gone.
    const bytes = readFileSync(first.database);
    bytes.fill(0xa5, 8 * 4096);
    writeFileSync(first.database, bytes);
    const { counting, troubles } = countingIn(data);
    await counting.start();
    expect(troubles.all).toEqual([expect.stringContaining('damaged')]);
    expect(readdirSync(data).filter((name) => /damaged-\w+Z$/.test(name))).toHaveLength(1);
  });

  it('tells once of damage that is met while it counts, and begins a new one at the next start', async () => {
    const data = folder();
    const first = countingIn(data);
    await first.counting.start();
    for (let i = 0; i < 40; i++) first.counting.take(tracks(...Array.from({ length: 10 }, (_, j) => `t${i}-${j}`)));
    await first.stop();
    const lines: object[] = [];
    const log = { ...quiet, warn: (facts: object, message: string) => lines.push({ ...facts, message }) };
    const second = countingIn(data, Date.now, log);
    await second.counting.start();
    expect(second.troubles.all).toEqual([]);
    // The pages of one table go bad on the disk of a running box: those that it has in mind are let go of by reading others.
    const db = new Database(second.database);
    const root = db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'effort'").pluck().get() as number;
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const file = openSync(second.database, 'r+');
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (root - 1) * 4096);
    closeSync(file);
    const minute = T - (T % 60_000);
    const tell = () => {
      for (let i = 0; i < 5; i++)
        second.counting.take({
          type: 'effort',
          part: { camera: 'east', minute: minute + i * 60_000, frames: 300, dropped: 0, watchedSeconds: 60 },
        });
    };
    tell();
    await eventually(() => expect(second.counting.failure).toMatch(/^database damaged: .*Restart Roost/));
    expect(second.troubles.all).toEqual([second.counting.failure]);
    tell();
    second.counting.take(tracks('later'));
    await eventually(() => expect(second.store.tracks.get('later')).toBeDefined());
    await second.stop().catch(() => undefined);
    expect(lines.filter((line) => JSON.stringify(line).includes('database damaged'))).toHaveLength(1);
    const third = countingIn(data);
    await third.counting.start();
    expect(third.troubles.all).toEqual([expect.stringMatching(/damaged and is kept as .*roost\.db\.damaged-/)]);
    expect(readdirSync(data).filter((name) => name.endsWith('.doubted'))).toEqual([]);
  });

  it('tells of one that is gone beside its pictures', async () => {
    const data = folder();
    mkdirSync(join(data, 'media', 'east', '2026'), { recursive: true });
    writeFileSync(join(data, 'media', 'east', '2026', 'a.jpg'), 'jpg');
    const { counting, troubles } = countingIn(data);
    await counting.start();
    expect(troubles.all).toEqual([expect.stringContaining('gone though pictures of it are here')]);
  });

  it('begins another deployment where a camera moved, says so in the log, and judges what was before by its station', async () => {
    const data = folder();
    const first = countingIn(data, Date.now, quiet, { station: 'hide', deployment: { start: '2025-05-01' } });
    await first.counting.start();
    await first.stop();
    const warned: string[] = [];
    const log = { ...quiet, warn: (_: object, message: string) => warned.push(message) } as Log;
    const moved = { station: 'pier', deployment: { start: '2025-05-01' } };
    const second = countingIn(data, Date.now, log, moved);
    await second.counting.start();
    expect(warned).toEqual([expect.stringContaining('another station than in east-20250501')]);
    const { store } = second;
    expect(store.deployments.all().map(({ station }) => station)).toEqual(['hide', 'pier']);
    const { stations } = ruleOf(store.sums)!;
    expect([T, Date.now() + 1000].map((at) => stationAt(stations, 'east', at))).toEqual(['hide', 'pier']);
    await second.stop();
    const third = countingIn(data, Date.now, log, moved);
    await third.counting.start();
    expect(third.store.deployments.all()).toHaveLength(2);
    expect(warned).toHaveLength(1);
  });

  it('begins no deployment while the clock is before the newest record', async () => {
    const data = folder();
    const store = openStore(join(data, 'roost.db'));
    await store.write(({ effort }) =>
      effort.put({ camera: 'west', minute: T, frames: 1, dropped: 0, watchedSeconds: 60 }),
    );
    await store.close();
    let now = T - 86_400_000;
    const { counting } = countingIn(data, () => now);
    await counting.start();
    expect(counting.store?.deployments.all()).toEqual([]);
    now = Date.now();
    await eventually(async () => {
      await counting.deploy();
      expect(counting.store?.deployments.all()).toHaveLength(1);
    });
  });
});

const disk = smallDisk();
for (const end of ends.splice(0).reverse()) end();

describe.skipIf(!disk)('a disk that is full when the box starts', () => {
  it.each([
    ['with a database from before', true],
    ['without one', false],
  ])('%s: counting goes on in memory, and all is stored when there is room', async (_, before) => {
    const data = smallDisk()!;
    if (before) {
      const earlier = countingIn(data);
      await earlier.counting.start();
      earlier.counting.take(tracks('earlier'));
      await earlier.stop();
    }
    const filler = join(data, 'filler');
    expect(() => execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' })).toThrow();
    const { counting, stop, database, store } = countingIn(data);
    const committed = vi.fn();
    const unfollow = store.follow({ name: 'early', committed });
    await counting.start();
    expect(counting.failure).toMatch(/full|disk/);
    expect(() => store.tracks.get('a')).toThrow(/not open yet/);
    counting.take(tracks('a', 'b'));
    rmSync(filler);
    await eventually(() => expect(counting.store).toBeDefined());
    counting.take(tracks('c'));
    await eventually(() => expect(committed).toHaveBeenCalled());
    expect(store.tracks.get('earlier') !== undefined).toBe(before);
    unfollow();
    await stop();
    expect(counting.failure).toBeUndefined();
    const opened = openStore(database);
    for (const id of ['a', 'b', 'c', ...(before ? ['earlier'] : [])]) expect(opened.tracks.get(id)).toBeDefined();
    await opened.close();
  });

  it('says what was not stored when it is stopped before there was room', async () => {
    const data = smallDisk()!;
    expect(() =>
      execFileSync('dd', ['if=/dev/zero', `of=${join(data, 'filler')}`, 'bs=4k'], { stdio: 'ignore' }),
    ).toThrow();
    const { counting, stop } = countingIn(data);
    await counting.start();
    counting.take(tracks('a'));
    await expect(stop()).rejects.toThrow(/1 messages of cameras could not be stored/);
    expect(existsSync(data)).toBe(true);
  });
});
