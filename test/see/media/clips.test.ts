import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipRequest, Segment } from '../../../src/base/domain.ts';
import { cutClip } from '../../../src/see/media/clips.ts';
import { sha256 } from '../../../src/see/media/files.ts';
import { eventually } from '../../patience.ts';

const HOUR = 3_600_000;
const live = new AbortController().signal;

/**
 * A picture of one grey, which is 60 and one more with each second (`at` of its first), and a bright square: what a clip
 * shows tells when it was.
 */
const scene = (seconds: number, first: number, size = '320x180') =>
  `color=black:s=${size}:r=10:d=${seconds},geq=lum='if(between(X,W*0.7,W*0.85)*between(Y,H*0.4,H*0.7),235,${60 + first}+floor(T))':cb=128:cr=128`;

describe('cutClip', () => {
  let folder: string;
  const request = { camera: 'east', visits: ['v-1'], people: [] };
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-g', '10', '-threads', '1'];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "roost-clip's-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Segments of about 2 s as ffmpeg copies them, whose time stamps start at `age` (ms); the first begins at wall time `from`. */
  function record(name: string, from: number, seconds: number, { age = HOUR, size = '320x180', codec = x264 } = {}) {
    const whole = join(folder, `${name}.mkv`);
    const source = ['-f', 'lavfi', '-i', scene(seconds, from / 1000, size)];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...codec, whole]);
    const split = ['-c', 'copy', '-f', 'segment', '-segment_time', '2', '-segment_format', 'matroska'];
    const list = join(folder, `${name}.csv`);
    const files = ['-segment_list', list, '-segment_list_type', 'csv', join(folder, `${name}-%d.mkv`)];
    execFileSync('ffmpeg', ['-v', 'error', '-i', whole, ...split, '-initial_offset', String(age / 1000), ...files]);
    const lines = readFileSync(list, 'utf8').trim().split('\n');
    return lines.map((line): Segment => {
      const [file, start, end] = line.split(',');
      const at = (text: string | undefined) => from + Math.round(Number(text) * 1000);
      return { file: join(folder, file!), startAt: at(start), endAt: at(end) };
    });
  }

  const probe = (file: string, entry: string) =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', entry, '-of', 'csv=p=0', join(folder, file)], {
      encoding: 'utf8',
    }).trim();
  const length = (file: string) => Number(probe(file, 'format=duration'));
  /** The mean grey of a part of the picture (fractions of it) at each whole and half second of a clip. */
  function greys(file: string, [x, y, w, h]: [number, number, number, number]): number[] {
    const crop = `fps=2:round=up,crop=iw*${w}:ih*${h}:iw*${x}:ih*${y},extractplanes=y,scale=1:1:flags=area`;
    const args = ['-v', 'error', '-i', join(folder, file), '-vf', crop, '-f', 'rawvideo', '-'];
    return [...execFileSync('ffmpeg', args)];
  }
  const cut = async (more: Partial<ClipRequest> & Pick<ClipRequest, 'startAt' | 'endAt' | 'segments'>) =>
    (await cutClip(folder, { ...request, ...more }, live))[0]!;

  it.each([0, HOUR, 300 * HOUR])('is as long as asked, and of that time, %i ms into a run of capture', async (age) => {
    const media = await cut({ startAt: 3500, endAt: 13_500, segments: record(`aged-${age}`, 0, 20, { age }) });
    expect(media).toMatchObject({ visit: 'v-1', type: 'clip', at: 3500, blurred: false });
    expect(media.file).toBe(`media/east/1970-01-01/${media.id}.mp4`);
    expect(probe(media.file, 'stream=codec_name')).toBe('h264');
    // A copied clip starts at a key picture, one a second.
    expect(Math.abs(length(media.file) - 10)).toBeLessThan(1.1);
    const shown = greys(media.file, [0.1, 0.1, 0.2, 0.2]);
    expect(Math.abs(shown[0]! - 63.5)).toBeLessThan(2);
    expect(Math.abs(shown.at(-1)! - 73)).toBeLessThan(2);
    expect(media.sha256).toBe(sha256(readFileSync(join(folder, media.file))));
  });

  it('keeps the time of the day over a restart of capture: the last picture before it stands meanwhile', async () => {
    const segments = [...record('before', 0, 6), ...record('after', 14_000, 6, { age: 0 })];
    const media = await cut({ startAt: 2000, endAt: 19_000, segments });
    expect(Math.abs(length(media.file) - 17)).toBeLessThan(1.1);
    const shown = greys(media.file, [0.1, 0.1, 0.2, 0.2]);
    // 2 s of the first run are 62; from 6 s on the last picture, 65, stands; 14 s is 74.
    expect(Math.abs(shown[2 * 8]! - 65)).toBeLessThan(2);
    expect(Math.abs(shown[2 * 13]! - 75)).toBeLessThan(2);
  });

  it('wipes people out at the right moment, also an hour into a run and after a restart', async () => {
    const segments = [...record('walk', 0, 20), ...record('walk-on', 30_000, 20, { age: 0 })];
    const square = { x: 0.7, y: 0.4, w: 0.15, h: 0.3 };
    for (const at of [10_000, 40_000]) {
      const people = [{ at, boxes: [square], sweepMs: 4000 }];
      const media = await cut({ startAt: at - 10_000, endAt: at + 9000, segments, people });
      expect(media.blurred).toBe(true);
      const shown = greys(media.file, [0.74, 0.5, 0.06, 0.1]);
      const wiped = shown.map((grey) => grey < 150);
      // Five seconds before and after, and one more each for clocks that do not agree; the sighting is at half second 20.
      const [first, last] = [wiped.indexOf(true), wiped.lastIndexOf(true)];
      expect([first, last]).toEqual([20 - 12, 20 + 12]);
      expect(wiped.slice(first, last)).not.toContain(false);
    }
  });

  it('encodes anew where someone shows only in the pictures before the asked time that a copy would hold', async () => {
    const segments = record('lead', 0, 10, { codec: [...x264.slice(0, 6), '-g', '50', '-threads', '1'] });
    const people = [{ at: 0, boxes: [{ x: 0.5, y: 0.5, w: 0.2, h: 0.2 }], sweepMs: 4000 }];
    const media = await cut({ startAt: 8000, endAt: 9500, segments, people });
    expect(Math.abs(length(media.file) - 1.5)).toBeLessThan(0.2);
    expect(greys(media.file, [0.1, 0.1, 0.2, 0.2])[0]).toBeGreaterThan(66);
  });

  it('shows one size where the size changes, within a run and over a restart', async () => {
    const segments = [...record('large', 0, 6), ...record('small', 6_000, 6, { age: 0, size: '160x120' })];
    const media = await cut({ startAt: 1000, endAt: 11_000, segments });
    expect(probe(media.file, 'stream=codec_name,width,height')).toBe('h264,320,180');
    expect(Math.abs(length(media.file) - 10)).toBeLessThan(0.5);
    expect(media.blurred).toBe(false);
  });

  it('holds no more than what was asked for where the key picture is long before', async () => {
    const far = [...x264.slice(0, -4), '-g', '400', '-threads', '1'];
    const segments = record('far', 300_000, 40, { codec: far });
    expect(segments).toHaveLength(1);
    const { file } = await cut({ startAt: 330_000, endAt: 334_000, segments });
    expect(probe(file, 'stream=nb_frames')).toBe('40');
    expect(greys(file, [0, 0, 0.2, 0.2])[0]).toBeCloseTo(60 + 330 - 256, -1);
  });

  it('marks H.265 so that Apple plays it', async () => {
    const codec = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=10'];
    const media = await cut({ startAt: 1000, endAt: 7000, segments: record('hevc', 0, 8, { codec }) });
    expect(probe(media.file, 'stream=codec_name,codec_tag_string')).toBe('hevc,hvc1');
    expect(Math.abs(length(media.file) - 6)).toBeLessThan(1.1);
  });

  it('encodes anew what no browser plays', async () => {
    const codec = ['-c:v', 'mjpeg', '-huffman', 'default', '-pix_fmt', 'yuvj420p'];
    const media = await cut({ startAt: 1000, endAt: 5000, segments: record('mjpeg', 0, 6, { codec }) });
    expect(probe(media.file, 'stream=codec_name,pix_fmt')).toBe('h264,yuv420p');
  });

  it('gives each visit a file of its own, whose bytes are stored once', async () => {
    const asked = { startAt: 1000, endAt: 5000, segments: record('shared', 0, 6) };
    const both = await cutClip(folder, { ...request, ...asked, visits: ['v-a', 'v-b'] }, live);
    const [a, b] = both.map(({ file }) => statSync(join(folder, file)));
    expect(both.map(({ visit }) => visit)).toEqual(['v-a', 'v-b']);
    expect([a!.ino, a!.nlink]).toEqual([b!.ino, 2]);
    rmSync(join(folder, both[0]!.file));
    expect(sha256(readFileSync(join(folder, both[1]!.file)))).toBe(both[1]!.sha256);
  });

  it('has a new id and file where it shows more, and leaves the first as it was', async () => {
    const segments = record('again', 0, 12);
    const first = await cut({ startAt: 1000, endAt: 5000, segments });
    const second = await cut({ startAt: 1000, endAt: 9000, segments });
    expect(second.id).not.toBe(first.id);
    expect(second.file).not.toBe(first.file);
    expect(sha256(readFileSync(join(folder, first.file)))).toBe(first.sha256);
    expect(await cut({ startAt: 1000, endAt: 5000, segments })).toEqual(first);
  });

  it('gives none where nothing was recorded', async () => {
    const asked = { ...request, startAt: 90_000, endAt: 95_000, segments: record('past', 0, 4) };
    expect(await cutClip(folder, asked, live)).toEqual([]);
  });

  it('does without segments that are gone, empty or no video', async () => {
    const [first, second, third, fourth] = record('holes', 0, 8);
    writeFileSync(second!.file, '');
    writeFileSync(third!.file, 'no video '.repeat(1000));
    const gone = { ...fourth!, file: join(folder, 'gone.mkv') };
    const media = await cut({ startAt: 500, endAt: 8000, segments: [first!, second!, third!, gone] });
    expect(Math.abs(length(media.file) - 1.5)).toBeLessThan(1.1);
  });

  it('says which camera when no segment is left, and leaves nothing behind', async () => {
    const gone = [{ file: join(folder, 'gone.mkv'), startAt: 0, endAt: 9000 }];
    await expect(cut({ visits: ['v-2'], startAt: 0, endAt: 9000, segments: gone })).rejects.toThrow('cut clip east');
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  it('ends an ffmpeg that was stopped when it is given up, and leaves nothing behind', async () => {
    const segments = record('stopped', 0, 20, { size: '1280x720' });
    const people = [{ at: 3000, boxes: [{ x: 0.5, y: 0.5, w: 0.2, h: 0.2 }], sweepMs: 4000 }];
    const end = new AbortController();
    const asked = { ...request, visits: ['v-4'], startAt: 0, endAt: 20_000, segments, people };
    const cutting = cutClip(folder, asked, end.signal);
    const pid = await eventually(() => ffmpegOf());
    process.kill(pid, 'SIGSTOP');
    setTimeout(() => end.abort(new Error('given up')), 100);
    await expect(cutting).rejects.toThrow('given up');
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  /** The ffmpeg of ours that is at a clip. @throws where there is none */
  function ffmpegOf(): number {
    const all = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
    const line = all.split('\n').find((one) => one.includes('ffmpeg') && one.includes('clip.mp4'));
    expect(line).toBeDefined();
    return Number(line!.trim().split(' ')[0]);
  }

  it('ends at once when it is given up, and leaves nothing behind', async () => {
    const segments = record('given-up', 0, 8);
    const people = [{ at: 3000, boxes: [{ x: 0.5, y: 0.5, w: 0.2, h: 0.2 }], sweepMs: 4000 }];
    const end = new AbortController();
    const cutting = cutClip(
      folder,
      { ...request, visits: ['v-3'], startAt: 0, endAt: 8000, segments, people },
      end.signal,
    );
    await eventually(() => expect(readdirSync(join(folder, 'tmp'))).not.toEqual([]));
    end.abort(new Error('given up'));
    await expect(cutting).rejects.toThrow('given up');
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    expect(existsSync(join(folder, 'media/east/1970-01-01'))).toBe(true);
    expect(readdirSync(join(folder, 'media/east/1970-01-01')).filter((name) => name.startsWith('v-3'))).toEqual([]);
  });
});
