import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Media } from '../../../src/base/domain.ts';
import { Orphans } from '../../../src/count/record/orphans.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { tempFile, tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { HOUR, MINUTE } from '../visit/tracks.ts';

const DAY = '2025-05-03';

describe('files without a row', () => {
  let data: string;
  let store: Store;
  let now: number;
  let waiting: string[];
  let orphans: Orphans;
  beforeEach(async () => {
    const file = await tempFile();
    data = dirname(file);
    store = await tempStore(file);
    now = 0;
    waiting = [];
    orphans = new Orphans(store, { data, waits: (name) => waiting.includes(name), monotonic: () => now });
    await store.write(({ effort }) =>
      effort.put({ camera: 'east', minute: T, frames: 9, dropped: 0, watchedSeconds: 2 }),
    );
  });

  /** A file as it was written while its camera was watched, or so much later. */
  function write(name: string, camera = 'east', later = 0): string {
    const file = `media/${camera}/${DAY}/${name}`;
    mkdirSync(dirname(join(data, file)), { recursive: true });
    writeFileSync(join(data, file), 'x');
    utimesSync(join(data, file), (T + later) / 1000, (T + later) / 1000);
    return file;
  }
  const media = (id: string, file: string): Media => ({
    ...{ id, camera: 'east', type: 'crop', at: T, file, sha256: '00', bytes: 1, blurred: false },
  });
  const stored = (id: string, file: string) => store.write((tables) => tables.media.put(media(id, file)));
  const there = (file: string) => existsSync(join(data, file));
  /** Looks through every folder twice, so much time (ms) apart. */
  async function look(apart: number): Promise<string[]> {
    const removed: string[] = [];
    const round = async () => {
      for (let i = 0; i < 4; i++) removed.push(...(await orphans.step()));
    };
    await round();
    now += apart;
    await round();
    return removed;
  }

  it('are removed when they still have none an hour later, with what a power cut left of one', async () => {
    const kept = write('kept.jpg');
    await stored('kept', kept);
    const lost = [write('lost.jpg'), write('clip.mp4.part')];
    expect(await look(HOUR - 1)).toEqual([]);
    expect((await look(HOUR)).sort()).toEqual([...lost].sort());
    expect([kept, ...lost].map(there)).toEqual([true, false, false]);
  });

  it('stay while their row waits for the disk, and where it comes late', async () => {
    const waits = write('waits.jpg');
    const late = write('late.jpg');
    waiting = [waits];
    await look(HOUR - 1);
    await stored('late', late);
    expect(await look(9 * HOUR)).toEqual([]);
    waiting = [];
    expect(await look(HOUR - 1)).toEqual([]);
    expect([waits, late].map(there)).toEqual([true, true]);
    expect(await look(HOUR)).toEqual([waits]);
  });

  it('stay where this database was not kept when they were written: another one may know them', async () => {
    const files = [write('before.jpg', 'east', -6 * MINUTE - HOUR), write('elsewhere.jpg', 'reeds')];
    expect(await look(9 * HOUR)).toEqual([]);
    expect(files.map(there)).toEqual([true, true]);
  });

  it('are looked for in what Roost writes alone, and nothing is wrong where there is no folder', async () => {
    expect(await look(HOUR)).toEqual([]);
    const own = [write('notes.txt'), write('heron.png')];
    writeFileSync(join(data, 'media', 'loose.jpg'), 'x');
    expect(await look(2 * HOUR)).toEqual([]);
    expect(own.map(there)).toEqual([true, true]);
  });
});
