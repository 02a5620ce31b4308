import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DataDisk } from '../../src/box/disk.ts';
import { RoomKeeping } from '../../src/box/room-keeping.ts';
import { Troubles } from '../../src/box/troubles.ts';
import { limitsOf } from '../../src/count/record/make-room.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { type SavingStore, savingStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { eventually } from '../patience.ts';
import { smallDisk } from '../small-disk.ts';

const MB = 1_000_000;
const place = { name: 'East', latitude: 31, longitude: 121, timeZone: 'Asia/Shanghai' };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A box's store and room on a disk of its own, with nothing else of the box. */
function boxOn(data: string, retention: object = {}) {
  const store = savingStore(join(data, 'roost.db'));
  const site = siteSchema.parse({ site: place, sample: { share: 1e-9 }, retention });
  const troubles = new Troubles(quiet);
  const room = new RoomKeeping({ data, site }, store, troubles, quiet as never, 30);
  onTestFinished(async () => {
    await room.stop();
    await store.close();
  });
  room.start();
  return { store, room, troubles };
}

/** A visit with a clip of a megabyte, as the box cuts them. */
async function visit(store: SavingStore, data: string, number: number, taxon = 'aves'): Promise<string> {
  const id = `v${String(number).padStart(3, '0')}`;
  const file = `media/east/2025-05-03/${id}.mp4`;
  await mkdir(dirname(join(data, file)), { recursive: true });
  await writeFile(join(data, file), Buffer.alloc(MB, number));
  const [at, track] = [Date.now() - 1000, `t-${id}`];
  await store.saveVisit(aVisit(id, { taxon, tracks: [track] }), 'new', T, [aTrack(track)]);
  const kept = { camera: 'east', type: 'clip' as const, at, sha256: id, bytes: MB, blurred: false };
  await store.addMedia({ id: `${id}-c`, visit: id, file, ...kept });
  return join(data, file);
}

describe('a small disk', () => {
  it('is never filled by a flood of visits: the floor stays free, the protected visit stays, and all is told', async () => {
    const { folder } = smallDisk(24);
    const { store, room, troubles } = boxOn(folder);
    const crane = await visit(store, folder, 0, 'grus-leucogeranus');
    const disk = new DataDisk(folder);
    const { floor } = limitsOf({}, (await disk.space()).total);
    for (let number = 1; number <= 40; number++) {
      await visit(store, folder, number);
      // A camera cuts no clip within the time of some looks, but several a second come with many.
      if (number % 3 === 0) await eventually(async () => expect((await disk.space()).free).toBeGreaterThan(floor));
      expect((await disk.space()).free).toBeGreaterThan(0);
    }
    await eventually(async () => expect((await disk.space()).free).toBeGreaterThan(floor));
    expect(existsSync(crane)).toBe(true);
    const files = await readdir(dirname(crane));
    const rows = Array.from({ length: 41 }, (_, number) => store.media.get(`v${String(number).padStart(3, '0')}-c`)!);
    expect(rows.filter(({ gone }) => !gone).map(({ file }) => file.split('/').at(-1))).toEqual(files.sort());
    expect(rows.every(({ sha256 }) => sha256.startsWith('v'))).toBe(true);
    await eventually(() => expect(room.facts).toMatchObject({ went: { files: 41 - files.length }, stuck: false }));
    expect(troubles.all).toEqual([]);
  });

  it('that another program fills gives back what was held back, and room is made', async () => {
    const { folder } = smallDisk(24);
    const { store, room, troubles } = boxOn(folder);
    for (let number = 0; number < 3; number++) await visit(store, folder, number);
    await eventually(() => expect(existsSync(join(folder, 'reserve'))).toBe(true));
    const other = join(folder, 'other.bin');
    for (let size = 24 * MB; size > 1000; size = Math.floor(size / 2))
      try {
        writeFileSync(other, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // No more goes in.
      }
    await eventually(() => expect(store.room.bytes()).toBe(0));
    await eventually(() => expect(room.facts?.stuck).toBe(true));
    expect(troubles.all).toEqual([expect.stringMatching(/^The disk is filling up: .* no picture or clip is left/)]);
    expect(statSync(other).size).toBeGreaterThan(10 * MB);
  });
});

describe('what is held back', () => {
  it('is given up where the box stops before it is written', async () => {
    const { folder } = smallDisk(8);
    const disk = new DataDisk(folder);
    await disk.reserve(AbortSignal.abort());
    expect(existsSync(join(folder, 'reserve'))).toBe(false);
    await disk.reserve();
    expect(statSync(join(folder, 'reserve')).size).toBeGreaterThan(0);
  });
});

describe('a data folder that is gone', () => {
  it('costs nothing but room, is told once, and is looked for again', async () => {
    const { folder } = smallDisk(8);
    const [data, away] = [join(folder, 'data'), join(folder, 'away')];
    await mkdir(data);
    const store = savingStore(join(folder, 'roost.db'));
    const warned: string[] = [];
    const log = { ...quiet, warn: (facts: { error?: string }) => void warned.push(facts.error ?? '') };
    const room = new RoomKeeping(
      { data, site: siteSchema.parse({ site: place }) },
      store,
      new Troubles(quiet),
      log as never,
      20,
    );
    onTestFinished(async () => {
      await room.stop();
      await store.close();
    });
    renameSync(data, away);
    room.start();
    await eventually(() => expect(warned).toEqual([expect.stringContaining('ENOENT')]));
    renameSync(away, data);
    await eventually(() => expect(room.facts?.stuck).toBe(false));
    expect(warned).toHaveLength(1);
  });
});
