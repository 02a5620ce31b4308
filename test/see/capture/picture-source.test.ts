import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureSource } from '../../../src/see/capture/picture-source.ts';

const signal = new AbortController().signal;
const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
const picture = sharp({ create: { width: 300, height: 400, channels: 3, background: 'grey', noise } });

describe('PictureSource', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-pictures-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const put = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  const sourceOf = (...files: string[]) =>
    new PictureSource({
      camera: 'east',
      pictures: files.map((file, at) => ({ file, at })),
      limit: { width: 160, height: 160 },
    });

  it('names a picture that it cannot read whole, and goes on, whatever a name is', async () => {
    const jpeg = await picture.jpeg().toBuffer();
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).toBuffer();
    const files = [
      await put('bad.jpg', 'no picture'),
      await put('half.jpg', jpeg.subarray(0, jpeg.length / 2)),
      await put('100% IMG_%03d\n.jpg', jpeg),
      await put('turned.jpg', turned),
      await put('wrong-ending.jpg', await sharp(jpeg).png().toBuffer()),
    ];
    const source = sourceOf(...files);
    await expect(source.next(signal)).rejects.toMatchObject({ name: 'UnreadableFile', subject: files[0] });
    await expect(source.next(signal)).rejects.toMatchObject({ reason: expect.stringMatching(/premature end/) });
    expect(await source.next(signal)).toMatchObject({ seq: 2, at: 2, width: 120, height: 160 });
    expect(await source.next(signal)).toMatchObject({ seq: 3, at: 3, width: 160, height: 120 });
    expect(await source.next(signal)).toMatchObject({ seq: 4, width: 120, height: 160 });
    expect(await source.next(signal)).toBeUndefined();
  });

  it('says of a file that is none, a folder, a drawing and a speck what is wrong', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="9" height="9"/></svg>';
    const speck = await picture.clone().resize(20, 9, { fit: 'fill' }).png().toBuffer();
    const source = sourceOf(
      join(folder, 'none.jpg'),
      folder,
      await put('drawing.jpg', drawing),
      await put('s.png', speck),
    );
    await expect(source.next(signal)).rejects.toMatchObject({ reason: expect.stringMatching(/^ENOENT/) });
    await expect(source.next(signal)).rejects.toMatchObject({ reason: expect.stringMatching(/^EISDIR/) });
    await expect(source.next(signal)).rejects.toMatchObject({
      reason: 'it is of the format svg, and no picture of a camera',
    });
    await expect(source.next(signal)).rejects.toMatchObject({ reason: 'it is 20x9 pixels, where 16 are the least' });
  });

  it('gives colours as a camera does, of every way to write them', async () => {
    const red = { width: 64, height: 48, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 1 } } as const;
    const files = [
      await put('red.png', await sharp({ create: red }).png().toBuffer()),
      await put('deep.png', await sharp({ create: red }).toColourspace('rgb16').png().toBuffer()),
      await put('grey.png', await sharp({ create: red }).greyscale().png().toBuffer()),
      await put('red.jpg', await sharp({ create: red }).jpeg({ chromaSubsampling: '4:4:4', quality: 100 }).toBuffer()),
    ];
    const source = sourceOf(...files);
    const seen = [];
    for (let i = 0; i < files.length; i++) {
      const { data } = (await source.next(signal))!;
      seen.push([data[0]!, data[64 * 48]!, data[64 * 48 * 1.25]!]);
    }
    expect(seen.slice(0, 2)).toEqual([
      [81, 90, 240],
      [81, 90, 240],
    ]); // BT.601-7: red at limited range
    expect(seen[2]!.slice(1)).toEqual([128, 128]);
    for (const [i, value] of [81, 90, 240].entries()) expect(Math.abs(seen[3]![i]! - value)).toBeLessThanOrEqual(1);
  });

  it('reads what stands under a name now, and not what stood there before', async () => {
    const name = await put('again.png', await picture.clone().resize(300, 400).png().toBuffer());
    expect(await sourceOf(name).next(signal)).toMatchObject({ width: 120, height: 160 });
    await put('again.png', await picture.clone().resize(400, 300).png().toBuffer());
    expect(await sourceOf(name).next(signal)).toMatchObject({ width: 160, height: 120 });
  });
});
