import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '../../../src/see/media/files.ts';
import { removeLeftovers } from '../../../src/see/media/leftovers.ts';

const live = new AbortController().signal;

describe('removeLeftovers', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'roost-left-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  function leave(path: string): string {
    const file = join(data, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, 'half');
    return file;
  }

  it('removes what was being made, and keeps what is whole', async () => {
    const half = [leave('tmp/clip-aB3dE6/clip.mp4'), leave('tmp/0197'), leave('media/east/2026-05-01/t-1.jpg.part')];
    const whole = [leave('media/east/2026-05-01/t-1.jpg'), leave('media/east/2026-05-01/v.mp4'), leave('roost.db')];
    expect(await removeLeftovers(data, join(data, 'ring'), [], live)).toBe(3);
    expect(half.map((file) => existsSync(file))).toEqual([false, false, false]);
    expect(whole.map((file) => existsSync(file))).toEqual([true, true, true]);
  });

  it('leaves alone what is being made from then on', async () => {
    const removed = removeLeftovers(data, join(data, 'ring'), [], live);
    const writing = Promise.all([1, 2, 3].map((i) => writeWhole(data, `media/east/${i}.jpg`, Buffer.alloc(1e6))));
    await expect(Promise.all([removed, writing])).resolves.toBeDefined();
    expect([1, 2, 3].map((i) => existsSync(join(data, `media/east/${i}.jpg`)))).toEqual([true, true, true]);
  });

  it('removes the video of cameras that are watched no more', async () => {
    const [east, gone] = [leave('ring/east/1-1.mkv'), leave('ring/gone/1-1.mkv')];
    await removeLeftovers(data, join(data, 'ring'), ['east'], live);
    expect([existsSync(east), existsSync(gone)]).toEqual([true, false]);
    const mark = leave('ring/.data-folder');
    await removeLeftovers(data, join(data, 'ring'), ['east'], live);
    expect(existsSync(mark)).toBe(true);
    // From then on it is kept elsewhere.
    await removeLeftovers(data, join(data, 'memory'), ['east'], live);
    expect(existsSync(east)).toBe(false);
  });

  it('has nothing to do in a new data folder', async () => {
    expect(await removeLeftovers(join(data, 'none'), join(data, 'ring'), [], live)).toBe(0);
  });
});
