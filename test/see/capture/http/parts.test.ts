import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartCutter } from '../../../../src/see/capture/http/parts.ts';

const jpeg = (fill: number, length: number) => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(length, fill)]);

function body(pictures: readonly Buffer[], boundary: string, lengths: boolean): Buffer {
  const parts = pictures.map((picture) => {
    const length = lengths ? `Content-Length: ${picture.length}\r\n` : '';
    return Buffer.concat([Buffer.from(`\r\n${boundary}\r\nContent-Type: image/jpeg\r\n${length}\r\n`), picture]);
  });
  return Buffer.concat([...parts, Buffer.from(`\r\n${boundary}\r\n`)]);
}

describe('PartCutter', () => {
  it('gives the same pictures whatever the chunks, with and without lengths', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ fill: fc.integer({ min: 0, max: 44 }), length: fc.integer({ min: 0, max: 300 }) })),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        fc.boolean(),
        (made, sizes, lengths) => {
          const pictures = made.map(({ fill, length }) => jpeg(fill, length));
          const seen: Buffer[] = [];
          const cutter = new PartCutter('multipart/x-mixed-replace;boundary=cut', (one) => seen.push(Buffer.from(one)));
          const bytes = body(pictures, '--cut', lengths);
          for (let at = 0, n = 0; at < bytes.length; n++) {
            const end = at + sizes[n % sizes.length]!;
            cutter.push(bytes.subarray(at, end));
            at = end;
          }
          // Without a length, the line break before the boundary is taken for the picture's; a JPEG ends before it.
          const expected = lengths ? pictures : pictures.map((one) => Buffer.concat([one, Buffer.from('\r\n')]));
          expect(seen).toEqual(expected);
        },
      ),
    );
  });

  it.each(['boundary=--cut', 'boundary="cut"', 'charset=x; Boundary = cut'])('finds the boundary in %s', (told) => {
    const seen: Buffer[] = [];
    new PartCutter(`multipart/x-mixed-replace; ${told}`, (one) => seen.push(one)).push(
      body([jpeg(1, 9)], '--cut', true),
    );
    expect(seen).toHaveLength(1);
  });

  it('leaves out what is no JPEG', () => {
    const seen: Buffer[] = [];
    new PartCutter('multipart/mixed; boundary=cut', (one) => seen.push(one)).push(
      body([Buffer.from('hello'), jpeg(1, 9)], '--cut', true),
    );
    expect(seen).toHaveLength(1);
  });

  it('gives up a part without a head, and a picture that claims to be too large', () => {
    const cutter = () => new PartCutter('multipart/mixed; boundary=cut', () => undefined);
    expect(() => cutter().push(Buffer.from(`--cut\r\n${'x'.repeat(5_000)}`))).toThrow(/no head/);
    expect(() => cutter().push(Buffer.from('--cut\r\nContent-Length: 999999999\r\n\r\n'))).toThrow(/too large/);
  });
});
