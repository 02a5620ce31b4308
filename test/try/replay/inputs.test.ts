import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInputs, type InputOptions } from '../../../src/try/replay/inputs.ts';
import { cut, dav, photo, video } from './media.ts';

const WRITTEN = Date.parse('2026-06-01T00:00:00Z');
const MADE_AT = ['-metadata', 'creation_time=2026-05-01T06:12:00Z'];

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const never = new AbortController().signal;
const find = (paths: readonly string[], options: Partial<InputOptions> = {}) =>
  findInputs(
    paths.map((path) => at(path)),
    { zone: 'Asia/Shanghai', now: Date.parse('2026-11-01'), signal: never, ...options },
  );

/** What was found below a folder: `name time source` each, and what was left out by name. */
async function told(path: string, options: Partial<InputOptions> = {}) {
  const { videos, pictures, leftOut } = await find([path], options);
  const line = (file: string, time: number, from: string) =>
    `${relative(at(path), file)} ${new Date(time).toISOString()} ${from}`;
  return {
    videos: videos.map(({ file, startAt, when }) => line(file, startAt, when.from)),
    pictures: pictures.map(({ file, at: time, when }) => line(file, time, when.from)),
    leftOut: Object.fromEntries(leftOut.map(({ file, reason }) => [relative(at(path), file), reason])),
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-inputs-'));
  video(4, '-c:v', 'libx264', '-g', '1', '-x264-params', 'aud=1:keyint=1', ...MADE_AT, at('clip.mp4'));
  await utimes(at('clip.mp4'), WRITTEN / 1000, WRITTEN / 1000);
});
afterAll(() => rm(folder, { recursive: true }));

async function copies(to: string, ...names: string[]): Promise<void> {
  await mkdir(at(to), { recursive: true });
  for (const name of names) await copyFile(at('clip.mp4'), at(to, name));
}

/** H.264 as streams have it; ffmpeg makes it so by itself only for some containers. */
const ANNEX_B = ['-bsf:v', 'h264_mp4toannexb'];

/** The same pictures in another container. */
function remux(file: string, ...options: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', at('clip.mp4'), '-c', 'copy', ...MADE_AT, ...options, at(file)]);
}

describe('findInputs', () => {
  it('finds all pictures below a folder, by EXIF, name or age', async () => {
    await mkdir(at('card', 'DCIM', '100'), { recursive: true });
    const taken = { DateTimeOriginal: '2026:05:01 00:30:00' };
    await photo(at('card', 'DCIM', '100', 'b.JPG'), taken);
    await photo(at('card', 'DCIM', '100', 'a.jpg'), taken);
    await photo(at('card', 'DCIM', 'c.jpg'), { DateTimeOriginal: '2026:05:01 00:29:50', SubSecTimeOriginal: '25' });
    await photo(at('card', 'offset.jpg'), { ...taken, OffsetTimeOriginal: '+02:00' });
    await photo(at('card', 'IMG_20260501_061200.jpg'), { DateTimeOriginal: '2026:13:01 00:30:00' });
    await photo(at('card', 'plain.png'));
    await photo(at('card', 'unset.jpg'), { DateTimeOriginal: '0000:00:00 00:00:00' });
    for (const name of ['plain.png', 'unset.jpg']) await utimes(at('card', name), WRITTEN / 1000, WRITTEN / 1000);
    expect((await told('card')).pictures).toEqual([
      'DCIM/c.jpg 2026-04-30T16:29:50.250Z exif',
      'DCIM/100/a.jpg 2026-04-30T16:30:00.000Z exif',
      // Times rise strictly.
      'DCIM/100/b.JPG 2026-04-30T16:30:00.001Z exif',
      'IMG_20260501_061200.jpg 2026-04-30T22:12:00.000Z name',
      'offset.jpg 2026-04-30T22:30:00.000Z exif',
      'plain.png 2026-06-01T00:00:00.000Z age',
      'unset.jpg 2026-06-01T00:00:00.001Z age',
    ]);
    expect((await told('card', { zone: 'Europe/Berlin' })).pictures[0]).toBe(
      'DCIM/c.jpg 2026-04-30T22:29:50.250Z exif',
    );
  });

  it('reads every container, and the time in it', async () => {
    await mkdir(at('containers'));
    for (const ending of ['mov', 'mkv', 'ts', 'avi'])
      remux(`containers/a.${ending}`, ...(ending === 'avi' ? ANNEX_B : []));
    for (const [name, format] of [
      ['a.mts', 'mpegts'],
      ['a.3gp', '3gp'],
      ['a.asf', 'asf'],
      ['ps.dav', 'mpeg'],
      ['raw.dav', 'h264'],
    ] as const)
      remux(`containers/${name}`, ...(format === 'mpeg' ? ANNEX_B : []), '-f', format);
    dav(at('containers/raw.dav'), at('containers/a.dav'), '2026-05-01T06:12:00');
    for (const name of ['a.ts', 'a.avi', 'a.mts', 'a.asf', 'ps.dav', 'raw.dav'])
      await utimes(at('containers', name), WRITTEN / 1000, WRITTEN / 1000);
    const { videos, leftOut } = await told('containers');
    expect(leftOut).toEqual({});
    const own = '2026-05-01T06:12:00.000Z container';
    // Of a stream without a container not even the length is known.
    const old = ['a.asf', 'a.avi', 'a.mts', 'a.ts', 'ps.dav', 'raw.dav'].map((name) =>
      expect.stringMatching(new RegExp(`^${name} 2026-0(5-31T23:59:5[56]|6-01T00:00:00).* age$`)),
    );
    expect(videos.filter((line) => line.endsWith('container'))).toEqual([
      // Dahua writes local time.
      'a.dav 2026-04-30T22:12:00.000Z container',
      ...['a.3gp', 'a.mkv', 'a.mov'].map((name) => `${name} ${own}`),
    ]);
    expect(videos.filter((line) => line.endsWith('age')).sort()).toEqual(old);
  });

  it('takes a time that an unset clock wrote from the next source', async () => {
    await mkdir(at('unset'));
    remux('unset/20260501_061200.mp4', '-metadata', 'creation_time=1970-01-01T00:00:09Z');
    remux('unset/20260501_061300.mp4', '-metadata', 'creation_time=2040-01-01T00:00:00Z');
    const { videos } = await find(['unset']);
    expect(videos.map(({ startAt }) => new Date(startAt).toISOString())).toEqual([
      '2026-04-30T22:12:00.000Z',
      '2026-04-30T22:13:00.000Z',
    ]);
    expect(videos.map(({ when }) => when.doubts)).toEqual([
      [expect.stringMatching('nobody set')],
      [expect.stringMatching('in the future')],
    ]);
  });

  it('lists what is no recording and goes on, whatever the names are', async () => {
    const odd = ['-dash.mp4', 'two\nlines.mp4', '"q" \'s\' 🐦.mp4', '%03d.mp4', '红外相机.MP4'];
    await copies('bad', ...odd, '._odd.mp4', '.hidden.mp4', 'v.jpg');
    await writeFile(at('bad', 'zero.mp4'), '');
    await writeFile(at('bad', 'zero.jpg'), '');
    await writeFile(at('bad', 'notes.txt'), 'a gull');
    await writeFile(at('bad', 'text.mkv'), 'a gull');
    await photo(at('bad', '%03d.jpg'));
    await copyFile(at('bad', '%03d.jpg'), at('bad', 'photo.mp4'));
    cut(at('clip.mp4'), at('bad', 'cut.mp4'), 0.5);
    await symlink('nowhere', at('bad', 'broken.mp4'));
    await symlink('circle', at('bad', 'circle'));
    const { videos, pictures, leftOut } = await told('bad');
    expect(videos.map((line) => line.replace(/ 2026.*$/s, '')).sort()).toEqual(odd.sort());
    // Who decodes it tells that it is no picture.
    expect(pictures.map((line) => line.split(' ')[0]).sort()).toEqual(['%03d.jpg', 'v.jpg']);
    expect(leftOut).toEqual({
      '._odd.mp4': expect.stringMatching('macOS'),
      '.hidden.mp4': expect.stringMatching('hidden'),
      'broken.mp4': expect.stringMatching('a link to what is not there'),
      circle: expect.stringMatching('a link that leads back to itself'),
      'cut.mp4': expect.stringMatching('cut short'),
      'notes.txt': expect.stringMatching('its ending'),
      'photo.mp4': 'it is a picture with the ending of a video',
      'text.mkv': expect.any(String),
      'zero.jpg': 'it is empty: 0 bytes',
      'zero.mp4': 'it is empty: 0 bytes',
    });
  });

  it('follows links, and counts what is reached twice once', async () => {
    await copies('linked/inner', 'a.mp4');
    await symlink('..', at('linked', 'inner', 'up'));
    await symlink(at('clip.mp4'), at('linked', 'b.mp4'));
    await symlink('b.mp4', at('linked', 'c.mp4'));
    const { videos } = await find(['linked', 'linked/inner', 'linked/inner/a.mp4']);
    expect(videos.map(({ file }) => relative(folder, file)).sort()).toEqual(['linked/b.mp4', 'linked/inner/a.mp4']);
  });

  it('lists a folder into which it may not look', async () => {
    await copies('closed/in', 'a.mp4');
    await copies('closed', 'b.mp4');
    await chmod(at('closed', 'in'), 0);
    const root = process.getuid?.() === 0;
    // Nothing is closed to root.
    if (root) await chmod(folder, 0o755);
    if (root) process.seteuid?.(65_534);
    try {
      const { videos, leftOut } = await told('closed');
      expect(videos).toEqual([expect.stringMatching('^b.mp4')]);
      expect(leftOut).toEqual({ in: expect.stringMatching('no right') });
    } finally {
      if (root) process.seteuid?.(0);
      await chmod(at('closed', 'in'), 0o755);
    }
  });

  it('moves all by the same time to a given start', async () => {
    await mkdir(at('two'));
    // A transport stream tells no time of the day.
    remux('two/20260501_061200.ts');
    await photo(at('two', '20260501_061230.png'));
    const startAt = Date.parse('2020-01-01T00:00:00Z');
    expect(await told('two', { startAt })).toMatchObject({
      videos: ['20260501_061200.ts 2020-01-01T00:00:00.000Z start'],
      pictures: ['20260501_061230.png 2020-01-01T00:00:30.000Z start'],
    });
  });

  it('finds nothing in an empty folder, and refuses a path that is not there', async () => {
    await mkdir(at('empty'));
    expect(await told('empty')).toEqual({ videos: [], pictures: [], leftOut: {} });
    await expect(find(['two', 'gone'])).rejects.toThrow(/gone: ENOENT.*Give videos.*\.mp4/);
  });

  it('asks for few files at once, tells how far it is, and ends when it is stopped', async () => {
    await copies('many', ...Array.from({ length: 24 }, (_, index) => `${index}.mp4`));
    const stop = new AbortController();
    const asked: [string, number][] = [];
    const onFile = (file: string, files: number) => {
      asked.push([file, files]);
      if (asked.length === 6) stop.abort();
    };
    await expect(find(['many'], { signal: stop.signal, onFile })).rejects.toThrow('aborted');
    expect(asked.length).toBeLessThan(12);
    expect(asked[0]?.[1]).toBe(24);
  });
});
