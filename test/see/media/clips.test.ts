import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurFilter } from '../../../src/see/media/blur.ts';
import { cutClip } from '../../../src/see/media/clips.ts';

describe('cutClip', () => {
  let folder: string;
  const segments = [0, 1, 2].map((index) => ({
    file: `s${index}.mkv`,
    startAt: index * 2000,
    endAt: (index + 1) * 2000,
  }));
  const request = { camera: 'east', visit: 'v-1', startAt: 1500, endAt: 5000, people: [] };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "roost-clip's-"));
    for (const segment of segments) {
      segment.file = join(folder, segment.file);
      const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10:duration=2'];
      execFileSync('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '10', '-threads', '1', segment.file]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const probe = (file: string, entry: string) =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', entry, '-of', 'csv=p=0', join(folder, file)], {
      encoding: 'utf8',
    }).trim();

  it('joins the segments of its time, copied', async () => {
    const media = await cutClip(folder, { ...request, segments });
    expect(media).toMatchObject({ id: 'v-1-clip', visit: 'v-1', type: 'clip', file: 'media/east/1970-01-01/v-1.mp4' });
    expect(Math.abs(Number(probe(media!.file, 'format=duration')) - 3.5)).toBeLessThan(1.1);
    expect(probe(media!.file, 'stream=codec_name')).toBe('h264');
    expect(media!.blurred).toBe(false);
  });

  it('wipes people out where they were', async () => {
    const path = [{ at: 2000, box: { x: 0.25, y: 0.25, w: 0.25, h: 0.5 } }];
    const media = await cutClip(folder, { ...request, segments, people: [{ path }] });
    expect(media!.blurred).toBe(true);
    const grey = execFileSync(
      'ffmpeg',
      [
        '-v',
        'error',
        '-i',
        join(folder, media!.file),
        '-vf',
        'crop=60:80:90:50,format=gray',
        '-frames:v',
        '1',
        '-f',
        'rawvideo',
        '-',
      ],
      { maxBuffer: 1e8 },
    );
    const steps = grey.reduce((sum, value, i) => sum + Math.abs(value - grey[Math.max(0, i - 1)]!), 0) / grey.length;
    expect(steps).toBeLessThan(4);
  });

  it('gives none where nothing was recorded', async () => {
    expect(await cutClip(folder, { ...request, startAt: 90_000, endAt: 95_000, segments })).toBeUndefined();
  });

  it('says which camera when a segment is gone, and leaves nothing behind', async () => {
    const gone = [{ file: join(folder, 'gone.mkv'), startAt: 0, endAt: 9000 }];
    await expect(cutClip(folder, { ...request, visit: 'v-2', segments: gone })).rejects.toThrow('cut clip east');
    expect(existsSync(join(folder, 'media/east/1970-01-01/v-2.mp4'))).toBe(false);
  });
});

describe('blurFilter', () => {
  it('is nothing without people', () => {
    expect(blurFilter([], 0, 1000, 640, 360)).toBeUndefined();
  });

  it('covers each second around a sighting, inside the picture', () => {
    const filter = blurFilter([{ path: [{ at: 2500, box: { x: 0, y: 0, w: 0.5, h: 1 } }] }], 0, 10_000, 640, 360)!;
    expect(filter.split(',delogo')).toHaveLength(4);
    expect(filter).toContain("x=1:y=1:w=400:h=358:enable='between(t,1,2)'");
  });
});
