import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Y4mCutter } from '../../../src/see/capture/y4m.ts';

/** What a cutter gives of bytes that come in chunks of these sizes: each picture, and the sizes that were told. */
function cut(bytes: Uint8Array, chunks: readonly number[] = []) {
  const pictures: number[][] = [];
  const sizes: string[] = [];
  const cutter = new Y4mCutter({
    begin: ({ width, height }) => {
      sizes.push(`${width}x${height}`);
      return new Uint8Array((width * height * 3) / 2);
    },
    complete: (data) => {
      pictures.push([...data]);
      return new Uint8Array(data.length);
    },
  });
  let at = 0;
  for (const size of [...chunks, bytes.length]) {
    cutter.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { pictures, sizes, cutter };
}

const picture = (...values: number[]) => Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(values)]);
const HEAD = Buffer.from('YUV4MPEG2 W2 H2 F10:1 Ip A1:1 C420mpeg2 XYSCSS=420MPEG2\n');

describe('Y4mCutter', () => {
  it('cuts the same pictures whatever the chunks, also where their bytes look like text', () => {
    const pictures = [[1, 2, 3, 4, 5, 6], [...Buffer.from('FRAME\n')], [10, 10, 10, 10, 10, 10]];
    const bytes = Buffer.concat([HEAD, ...pictures.map((values) => picture(...values)), Buffer.from('FRAME\nab')]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (chunks) => {
        expect(cut(bytes, chunks)).toMatchObject({ pictures, sizes: ['2x2'] });
      }),
    );
  });

  it('begins another stream after what was left of one', () => {
    const { cutter, pictures, sizes } = cut(Buffer.concat([HEAD, picture(1, 2)]));
    cutter.reset();
    cutter.push(Buffer.from('YUV4MPEG2 W4 H2\nFRAME\n'));
    cutter.push(new Uint8Array(12).fill(7));
    expect([pictures, sizes]).toEqual([[Array(12).fill(7)], ['2x2', '4x2']]);
  });

  it.each([
    ['what is no stream', 'RIFF....\n'],
    ['a line without an end', 'Y'.repeat(600)],
    ['bytes where a picture should begin', `${HEAD.toString()}FRAME\n123456FRAM\n`],
  ])('refuses %s', (_, text) => {
    expect(() => cut(Buffer.from(text))).toThrow(/gave no YUV4MPEG2/);
  });
});
