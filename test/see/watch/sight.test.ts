import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { measurePicture } from '../../../src/see/watch/picture.ts';
import { SightJudge, usualOf } from '../../../src/see/watch/sight.ts';
import { shared } from '../../shared.ts';

const CLEAR = { luma: 110, contrast: 45, sharpness: 10 };

/** A judge that has seen an hour of clear minutes. */
function practised() {
  const judge = new SightJudge({ infrared: false, usual: {} });
  for (let minute = 0; minute < 60; minute++) expect(judge.judge(CLEAR)).toBe('clear');
  return judge;
}

describe('what a camera can see', () => {
  it.each([
    ['as usual', {}, 'clear'],
    ['somewhat softer', { sharpness: 6 }, 'clear'],
    ['in fog', { sharpness: 3, contrast: 12 }, 'blurred'],
    ['with a bag over it', { sharpness: 0.5, contrast: 20 }, 'covered'],
    ['before a wall', { sharpness: 0.2, contrast: 2 }, 'covered'],
    ['at night', { luma: 18, contrast: 1, sharpness: 0.3 }, 'dark'],
  ] as const)('is judged by its own history: %s', (_, more, sight) => {
    expect(practised().judge({ ...CLEAR, ...more })).toBe(sight);
  });

  it('is not called blurred before its usual pictures are known, nor at night by those of the day', () => {
    const judge = new SightJudge({ infrared: false, usual: {} });
    expect(judge.judge({ ...CLEAR, sharpness: 2 })).toBe('clear');
    expect(practised().judge({ luma: 50, contrast: 20, sharpness: 3 })).toBe('clear');
    const told = new SightJudge({ infrared: false, usual: { day: 10 } });
    expect(told.judge({ ...CLEAR, sharpness: 3 })).toBe('blurred');
  });

  it('stays blurred through three days of fog', () => {
    const judge = new SightJudge({ infrared: false, usual: { day: 10 } });
    for (let minute = 0; minute < 3 * 720; minute++) expect(judge.judge({ ...CLEAR, sharpness: 3 })).toBe('blurred');
  });

  it('is learned again from the clear minutes that were stored', () => {
    const minutes = Array.from({ length: 40 }, (_, n) => ({ luma: 100, sharpness: n, sight: 'clear' as const }));
    expect(usualOf([...minutes, { luma: 100, sharpness: 900, sight: 'blurred' }])).toEqual({ day: 20 });
    expect(usualOf(minutes.slice(0, 10))).toEqual({});
  });
});

describe('measures of a picture', () => {
  it('are right on a step worked by hand', () => {
    // Left half 100, right half 140, 28 x 12 pixels: places at x 0, 7, 14, 21, y 0 and 7. Only 7 cannot see the step 4 on:
    // its block lies at 7 and 8, that beside it at 11 and 12, so with the step at 12 half of that one is bright: 20.
    const data = new Uint8Array(28 * 12).map((_, i) => (i % 28 >= 12 ? 140 : 100));
    const { luma, sharpness, contrast } = measurePicture({ width: 28, height: 12, data });
    expect([luma, sharpness, contrast]).toEqual([120, 20 / 8, 20]);
  });

  it('are those of any flat picture: its brightness, no contrast, no edges', () => {
    fc.assert(
      fc.property(fc.nat(255), (light) => {
        const flat = { width: 32, height: 16, data: new Uint8Array(512).fill(light) };
        expect(measurePicture(flat)).toEqual({ luma: light, contrast: 0, sharpness: 0 });
      }),
    );
  });

  const folder = shared('media');
  const photographs = folder ? readdirSync(folder).filter((name) => /\.(jpe?g|png)$/.test(name)) : [];
  it.skipIf(photographs.length === 0)(
    'tell photographs from the same in fog, out of focus, at night and behind a hand',
    async () => {
      for (const name of photographs) {
        const of = async (change: (picture: Sharp) => Sharp) => {
          const picture = sharp(`${folder}/${name}`).resize(1280, 720, { fit: 'cover' });
          const { data } = await sharp(await change(picture).png().toBuffer())
            .greyscale()
            .raw()
            .toBuffer({ resolveWithObject: true });
          return measurePicture({ width: 1280, height: 720, data });
        };
        const clear = await of((picture) => picture);
        const judge = () => new SightJudge({ infrared: false, usual: { day: clear.sharpness, dim: clear.sharpness } });
        expect(judge().judge(clear), name).toBe('clear');
        expect(judge().judge(await of((picture) => picture.blur(12))), `${name} out of focus`).toMatch(
          /blurred|covered/,
        );
        expect(judge().judge(await of((picture) => picture.linear(0.25, 140))), `${name} in fog`).toBe('blurred');
        expect(judge().judge(await of((picture) => picture.linear(0.1, 2))), `${name} at night`).toBe('dark');
        expect(judge().judge(await of((picture) => picture.linear(0.03, 90).blur(20))), `${name} covered`).toBe(
          'covered',
        );
      }
    },
  );
});
