import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileSource } from '../../../src/see/capture/file-source.ts';
import { PictureSource, readY4m } from '../../../src/see/capture/picture-source.ts';
import { shared } from '../../shared.ts';
import { videoFolder } from './videos.ts';

const signal = new AbortController().signal;
const BASE = { camera: 'east', startAt: 1_000_000, fps: 5, width: 160, height: 160 };

describe('FileSource', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  beforeAll(async () => {
    videos = await videoFolder();
  });
  afterAll(() => videos.remove());

  async function replay(file: string) {
    const source = new FileSource({ ...BASE, file });
    const size = await source.start(signal);
    const frames: { at: number; seq: number; hash: string }[] = [];
    for (let frame = await source.next(); frame; frame = await source.next()) {
      frames.push({ at: frame.at, seq: frame.seq, hash: createHash('sha1').update(frame.data).digest('hex') });
    }
    return { size, frames };
  }

  it('gives every frame at recorded time, the same ones twice, and keeps the shape', async () => {
    const file = await videos.video('h264', '320x180', 3);
    const first = await replay(file);
    expect(first.size).toEqual({ width: 160, height: 90 });
    expect(first.frames.map(({ at }) => at)).toEqual(Array.from({ length: 15 }, (_, i) => 1_000_000 + i * 200));
    expect(new Set(first.frames.map(({ hash }) => hash)).size).toBe(15);
    expect(await replay(file)).toEqual(first);
  });

  it('names a file that it cannot read', async () => {
    const file = join(videos.folder, 'broken.mp4');
    await writeFile(file, 'not a video');
    await expect(new FileSource({ ...BASE, file }).start(signal)).rejects.toThrow(/broken\.mp4/);
  });

  it('stops in the middle', async () => {
    const source = new FileSource({ ...BASE, file: await videos.video('h264', '320x180', 3) });
    await source.start(signal);
    expect((await source.next())?.seq).toBe(0);
    await source.stop();
    expect(await source.next()).toBeUndefined();
  });

  it('names a picture that it cannot read, and goes on', async () => {
    const bad = join(videos.folder, 'bad.jpg');
    await writeFile(bad, 'no picture');
    const good = await videos.video('mjpeg', '300x400', 1);
    const source = new PictureSource({ ...BASE, pictures: [bad, good].map((file, at) => ({ file, at })) });
    await expect(source.next(signal)).rejects.toThrow(/bad\.jpg/);
    expect(await source.next(signal)).toMatchObject({ seq: 1, at: 1, width: 120, height: 160 });
    expect(await source.next(signal)).toBeUndefined();
  });
});

describe.skipIf(!shared('media/coral_owl.jpg'))('PictureSource', () => {
  it('reads a photograph', async () => {
    const pictures = [{ file: shared('media/coral_owl.jpg')!, at: 7 }];
    const frame = await new PictureSource({ ...BASE, pictures }).next(signal);
    expect(frame!.data.length).toBe((frame!.width * frame!.height * 3) / 2);
    expect(Math.max(frame!.width, frame!.height)).toBe(160);
  });
});

describe('readY4m', () => {
  it('refuses half a picture', () => {
    const head = Buffer.from('YUV4MPEG2 W2 H2 F1:1\nFRAME\n');
    expect(readY4m(Buffer.concat([head, Buffer.alloc(6, 9)]))?.width).toBe(2);
    expect(readY4m(Buffer.concat([head, Buffer.alloc(5)]))).toBeUndefined();
  });
});
