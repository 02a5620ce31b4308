import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseRing, emptyRing, forgetLost, memoryFor, ringTrouble } from '../../src/box/ring.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { smallDisk } from '../small-disk.ts';

const GB = 1e9;
const wish = { seconds: 150, maxBytes: 500e6 };

describe('memory for video', () => {
  it('is a quarter of it, shared between the cameras, where that holds the time of a stream of 8 Mbit/s', () => {
    expect(memoryFor(4, wish, { memory: 4 * GB, free: 2 * GB })).toBe(250e6);
    expect(memoryFor(4, wish, { memory: 16 * GB, free: 8 * GB })).toBe(500e6);
    expect(memoryFor(13, wish, { memory: 4 * GB, free: 2 * GB })).toBeUndefined();
    expect(memoryFor(1, wish, { memory: 16 * GB, free: 0.2 * GB })).toBeUndefined();
    expect(memoryFor(1, wish, { memory: 16 * GB, free: undefined })).toBeUndefined();
  });

  it('never is more than a quarter for all cameras together, nor than one may take', () => {
    const bytes = fc.integer({ min: 0, max: 64 * GB });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), bytes, bytes, (cameras, memory, free) => {
        const each = memoryFor(cameras, wish, { memory, free });
        expect((each ?? 0) * cameras).toBeLessThanOrEqual(Math.min(memory / 4, free / 2));
        expect(each ?? 0).toBeLessThanOrEqual(wish.maxBytes);
      }),
    );
  });
});

describe('the place of video', () => {
  const place = { name: 'East', latitude: 31, longitude: 121, timeZone: 'Asia/Shanghai' };
  const camera = (id: string) => cameraSchema.parse({ id, name: id, url: 'rtsp://127.0.0.1/' });
  function box(more: object = {}, cameras = ['east']) {
    const folder = mkdtempSync(join(tmpdir(), 'roost-ring-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const site = siteSchema.parse({ site: place, ...more });
    return { folder, data: join(folder, 'data'), site, cameras: cameras.map(camera) };
  }

  it('is the folder that roost.yaml names, relative to it', async () => {
    const config = box({ ring: { folder: 'scratch' } });
    expect(await chooseRing(config, {})).toMatchObject({ folder: join(config.folder, 'scratch'), maxBytes: 500e6 });
  });

  it("is the service's folder in memory, for its user alone, and is given back", async () => {
    const config = box({ budgets: { ringSeconds: 30 } });
    const { folder } = smallDisk(100);
    const ring = await chooseRing(config, { RUNTIME_DIRECTORY: `${folder}:/run/other` });
    expect(ring).toMatchObject({ folder: join(folder, 'ring'), inMemory: true });
    expect(ring.maxBytes).toBeLessThanOrEqual(50 * 1024 ** 2);
    // More may be added while the box runs than it holds.
    expect(ring.cameras).toBe(1);
    expect([1, 2].map((watched) => ringTrouble(ring, watched))).toEqual([
      undefined,
      expect.stringContaining('holds it for 1'),
    ]);
    expect(statSync(ring.folder).mode & 0o777).toBe(0o700);
    await emptyRing(ring);
    expect(existsSync(ring.folder)).toBe(false);
  });

  it('is the data folder where memory does not hold it, and one in it stays when the box stops', async () => {
    const config = box({ budgets: { ringSeconds: 3600, ringMegabytes: 100_000 } }, ['a', 'b', 'c', 'd']);
    const { folder } = smallDisk(8);
    const ring = await chooseRing(config, { RUNTIME_DIRECTORY: folder });
    expect(ring).toMatchObject({ folder: join(config.data, 'ring'), inMemory: false, maxBytes: 1e11 });
    mkdirSync(ring.folder, { recursive: true });
    await emptyRing(ring);
    expect(existsSync(ring.folder)).toBe(true);
  });

  it('is given back where its box was killed and its data folder is gone', async () => {
    const shared = box().folder;
    const ringOf = (name: string, data: string) => {
      mkdirSync(join(shared, name));
      writeFileSync(join(shared, name, '.data-folder'), data);
      return join(shared, name);
    };
    const rings = [
      ringOf('roost-0123456789ab', shared),
      ringOf('roost-0123456789cd', join(shared, 'gone')),
      ringOf('other', '/gone'),
    ];
    await forgetLost(shared);
    expect(rings.map((ring) => existsSync(ring))).toEqual([true, false, true]);
  });

  it('is no folder that others may look into', async () => {
    const config = box({ budgets: { ringSeconds: 30 } });
    const { folder } = smallDisk(100);
    mkdirSync(join(folder, 'ring'), { mode: 0o755 });
    const ring = await chooseRing(config, { RUNTIME_DIRECTORY: folder });
    onTestFinished(() => emptyRing(ring));
    expect(ring.folder).not.toBe(join(folder, 'ring'));
  });
});
