import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInputs } from '../../../src/try/replay/inputs.ts';

const TAKEN = Date.parse('2026-05-01T06:00:00Z');
const WRITTEN = Date.parse('2026-06-01T00:00:00Z');

describe('findInputs', () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-inputs-'));
    await mkdir(at('card', 'DCIM', '100'), { recursive: true });
    await mkdir(at('empty'));
    await photo(at('card', 'DCIM', '100', 'b.JPG'), '2026:05:01 06:00:00');
    await photo(at('card', 'DCIM', '100', 'a.jpg'), '2026:05:01 06:00:00');
    await photo(at('card', 'DCIM', 'c.jpg'), '2026:05:01 05:59:50');
    await photo(at('card', 'plain.png'));
    await writeFile(at('card', 'notes.txt'), 'a gull');
    await writeFile(at('empty', 'notes.txt'), 'nothing');
    const source = ['-f', 'lavfi', '-i', 'color=gray:s=64x36:r=5:d=4'];
    execFileSync('ffmpeg', ['-v', 'error', ...source, '-threads', '1', at('clip.mp4')]);
    await utimes(at('clip.mp4'), WRITTEN / 1000, WRITTEN / 1000);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A small picture, with the time of its capture where one is given. */
  async function photo(file: string, taken?: string): Promise<void> {
    const picture = sharp({ create: { width: 64, height: 36, channels: 3, background: 'grey' } });
    await (taken ? picture.withExif({ IFD2: { DateTimeOriginal: taken } }) : picture).toFile(file);
    await utimes(file, WRITTEN / 1000, WRITTEN / 1000);
  }

  it('finds all pictures below a folder, by the time that their EXIF or file tells', async () => {
    const { videos, pictures } = await findInputs([at('card')]);
    expect(videos).toEqual([]);
    expect(pictures).toEqual([
      { file: at('card', 'DCIM', 'c.jpg'), at: TAKEN - 10_000 },
      { file: at('card', 'DCIM', '100', 'a.jpg'), at: TAKEN },
      { file: at('card', 'DCIM', '100', 'b.JPG'), at: TAKEN + 1 },
      { file: at('card', 'plain.png'), at: WRITTEN },
    ]);
  });

  it('takes a video to have begun its own length before its file was written', async () => {
    const { videos } = await findInputs([at('clip.mp4')]);
    expect(videos).toEqual([{ file: at('clip.mp4'), startAt: WRITTEN - 4_000 }]);
  });

  it('shifts all by the same time to a given start', async () => {
    const start = Date.parse('2020-01-01T00:00:00Z');
    const { videos, pictures } = await findInputs([at('card', 'DCIM'), at('clip.mp4')], start);
    expect(pictures.map((one) => one.at - start)).toEqual([0, 10_000, 10_001]);
    expect(videos[0]!.startAt - start).toBe(WRITTEN - 4_000 - (TAKEN - 10_000));
  });

  it.each([
    ['a path that is not there', 'gone', /gone: ENOENT.*Give a video/],
    ['a file that is neither', 'card/notes.txt', /notes\.txt: it is neither a video nor a picture.*\.mp4/],
    ['a folder that holds neither', 'empty', /empty: no video and no picture in it.*\.jpg/],
  ])('refuses %s in words', async (_, path, message) => {
    await expect(findInputs([at('card'), at(path)])).rejects.toThrow(message);
  });
});
