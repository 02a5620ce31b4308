import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileSource } from '../../../src/see/capture/file-source.ts';
import { videoFolder } from './videos.ts';

const signal = new AbortController().signal;
const BASE = { camera: 'east', startAt: 1_000_000, fps: 5, limit: { width: 160, height: 160 } };

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

  /** The same video with other words about it in its container. */
  async function remuxed(name: string, ...options: string[]): Promise<string> {
    const file = join(videos.folder, name);
    const from = await videos.video('h264', '320x180', 3);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', from, '-c', 'copy', ...options, file]);
    return file;
  }

  /**
   * Writes into an MP4 how far it is to be turned when it is shown: the matrix of its track header (ISO/IEC 14496-12). ffmpeg 5 and 7
   * share no option for that.
   */
  async function turn(degrees: 90 | 180 | 270, file: string): Promise<string> {
    const bytes = await readFile(file);
    const matrix = bytes.indexOf('tkhd') + 44;
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)].map(Math.round);
    // Rows of a, b and u; c, d and v: fractions of 16 bits, and of 30 in the last column.
    for (const [i, value] of [cos!, sin!, 0, -sin!, cos!, 0].entries())
      bytes.writeInt32BE(value * 65536, matrix + 4 * i);
    await writeFile(file, bytes);
    return file;
  }

  it('keeps the shape of a video that lies on its side, and of one with pixels that are no squares', async () => {
    const turned = await replay(await turn(90, await remuxed('turned.mp4')));
    expect(turned.size).toEqual({ width: 90, height: 160 });
    const upside = await replay(await turn(180, await remuxed('upside.mp4')));
    expect(upside.size).toEqual({ width: 160, height: 90 });
    // As DVDs and camcorders have it: 320x180 pixels that show 4:3.
    const wide = await replay(await remuxed('wide.mkv', '-aspect', '4:3'));
    expect(wide.size).toEqual({ width: 160, height: 120 });
    const both = await replay(await turn(270, await remuxed('both.mp4', '-aspect', '4:3')));
    expect(both.size).toEqual({ width: 120, height: 160 });
    expect([turned, upside, wide, both].map(({ frames }) => frames.length)).toEqual([15, 15, 15, 15]);
  });

  it.each(['mp4', 'mkv'])('gives what is there of a %s that was cut short, then says that it was', async (ending) => {
    const bytes = await readFile(await remuxed(`long.${ending}`, '-movflags', 'faststart'));
    const file = join(videos.folder, `cut.${ending}`);
    await writeFile(file, bytes.subarray(0, bytes.length * 0.6));
    const source = new FileSource({ ...BASE, file });
    await source.start(signal);
    for (let seq = 0; seq < 7; seq++) expect((await source.next())?.seq).toBe(seq);
    const rest = async () => {
      while (await source.next());
    };
    await expect(rest()).rejects.toMatchObject({
      ...{
        name: 'UnreadableFile',
        subject: file,
        reason: expect.stringMatching(/cut short.* of 3\.\d s could be read/),
      },
    });
  });

  it('leaves nothing behind at the signal, which outlives thousands of files', async () => {
    const { signal: long } = new AbortController();
    const source = new FileSource({ ...BASE, file: await videos.video('h264', '320x180', 3) });
    await source.start(long);
    expect(getEventListeners(long, 'abort')).toHaveLength(1);
    await source.stop();
    expect(getEventListeners(long, 'abort')).toHaveLength(0);
  });

  it('stops in the middle', async () => {
    const source = new FileSource({ ...BASE, file: await videos.video('h264', '320x180', 3) });
    await source.start(signal);
    expect((await source.next())?.seq).toBe(0);
    await source.stop();
    expect(await source.next()).toBeUndefined();
  });
});
