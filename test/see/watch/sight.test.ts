import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { likeness, measurePicture } from '../../../src/see/watch/picture.ts';
import { SightJudge, usualOf } from '../../../src/see/watch/sight.ts';
import { shared } from '../../shared.ts';

/** Layouts of two places: sky over land, and a bank on the left of still water; and sky over land in fog. */
const HERE = Array.from({ length: 32 }, (_, cell) => (cell < 16 ? 170 : 60));
const THERE = Array.from({ length: 32 }, (_, cell) => (cell % 8 < 4 ? 90 : 150));
const IN_FOG = HERE.map((cell) => 115 + (cell - 115) / 5);
const CLEAR = { luma: 110, contrast: 45, sharpness: 10, layout: HERE };
/** A smooth view after a rich one: calm water. */
const SMOOTH = { luma: 120, contrast: 30, sharpness: 1.1, layout: THERE };

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
    expect(practised().judge({ luma: 50, contrast: 20, sharpness: 3, layout: HERE })).toBe('clear');
    const told = new SightJudge({ infrared: false, usual: { day: 10 } });
    expect(told.judge({ ...CLEAR, sharpness: 3 })).toBe('blurred');
  });

  it('stays blurred through three days of fog', () => {
    const judge = new SightJudge({ infrared: false, usual: { day: 10 } });
    for (let minute = 0; minute < 3 * 720; minute++) expect(judge.judge({ ...CLEAR, sharpness: 3 })).toBe('blurred');
    const seen = practised();
    const fog = { ...CLEAR, sharpness: 3, contrast: 9, layout: IN_FOG };
    for (let minute = 0; minute < 3 * 720; minute++) expect(seen.judge(fog)).toBe('blurred');
  });

  it.each([
    ['much smoother', SMOOTH, 'covered'],
    ['smoother', { ...SMOOTH, sharpness: 3 }, 'blurred'],
  ] as const)('learns within hours a view that the camera was turned to: %s', (_, view, until) => {
    const judge = practised();
    const told = Array.from({ length: 420 }, () => judge.judge(view));
    expect(new Set(told.slice(0, 300))).toEqual(new Set([until]));
    expect(told.slice(360)).toEqual(Array(60).fill('clear'));
    expect(judge.judge({ ...view, sharpness: view.sharpness / 4 })).not.toBe('clear');
  });

  it('learns it also where the box was started anew in between', () => {
    const judge = new SightJudge({ infrared: false, usual: { day: 12 } });
    const told = Array.from({ length: 400 }, () => judge.judge(SMOOTH));
    expect([told[0], told.at(-1)]).toEqual(['covered', 'clear']);
  });

  it('learns no cover that shows nothing but shades, none that moves, and none that goes', () => {
    const judge = practised();
    const bag = { ...SMOOTH, sharpness: 0.5, contrast: 20 };
    for (let minute = 0; minute < 2000; minute++) expect(judge.judge(bag)).toBe('covered');
    const cloth = [HERE, THERE].map((layout) => ({ ...SMOOTH, layout: layout.toReversed() }));
    for (let minute = 0; minute < 2000; minute++) expect(judge.judge(cloth[minute % 2]!)).toBe('covered');
    for (let hour = 0; hour < 20; hour++) {
      for (let minute = 0; minute < 300; minute++) expect(judge.judge(SMOOTH)).toBe('covered');
      expect(judge.judge(CLEAR)).toBe('clear');
    }
  });

  it('is learned again from the clear minutes that were stored', () => {
    const minutes = Array.from({ length: 40 }, (_, n) => ({ luma: 100, sharpness: n, sight: 'clear' as const }));
    expect(usualOf([...minutes, { luma: 100, sharpness: 900, sight: 'blurred' }])).toEqual({ day: 20 });
    expect(usualOf(minutes.slice(0, 10))).toEqual({});
    // Of a camera that was turned the newest ones count.
    const before = Array.from({ length: 5000 }, () => ({ luma: 100, sharpness: 500, sight: 'clear' as const }));
    const since = Array.from({ length: 720 }, () => ({ luma: 100, sharpness: 7, sight: 'clear' as const }));
    expect(usualOf([...before, ...since])).toEqual({ day: 7 });
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

  it('tell what lies where, whatever the light', () => {
    const of = (light: number, bright: (x: number, y: number) => boolean) => {
      const [width, height] = [320, 160];
      const data = new Uint8Array(width * height).map((_, i) =>
        bright(i % width, Math.floor(i / width)) ? light + 60 : light,
      );
      return measurePicture({ width, height, data }).layout;
    };
    const sky = of(40, (_, y) => y < 80);
    expect(sky.slice(0, 8)).toEqual(Array(8).fill(100));
    expect(sky.slice(24)).toEqual(Array(8).fill(40));
    expect(
      likeness(
        sky,
        of(90, (_, y) => y < 80),
      ),
    ).toBeCloseTo(1);
    expect(
      likeness(
        sky,
        of(40, (_, y) => y >= 80),
      ),
    ).toBeCloseTo(-1);
    expect(
      Math.abs(
        likeness(
          sky,
          of(40, (x) => x < 160),
        ),
      ),
    ).toBeLessThan(0.1);
    expect(
      likeness(
        sky,
        of(40, () => true),
      ),
    ).toBe(0);
  });

  it('are those of any flat picture: its brightness, no contrast, no edges', () => {
    fc.assert(
      fc.property(fc.nat(255), (light) => {
        const flat = { width: 32, height: 16, data: new Uint8Array(512).fill(light) };
        expect(measurePicture(flat)).toEqual({ luma: light, contrast: 0, sharpness: 0, layout: Array(32).fill(light) });
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
        // However long they last, none of these passes for another view.
        for (const change of [
          (picture: Sharp) => picture.blur(12),
          (picture: Sharp) => picture.linear(0.25, 140),
          (picture: Sharp) => picture.linear(0.03, 90).blur(20),
        ]) {
          const lasting = judge();
          for (let minute = 0; minute < 60; minute++) lasting.judge(clear);
          const poor = await of(change);
          for (let minute = 0; minute < 720; minute++) expect(lasting.judge(poor), name).not.toBe('clear');
        }
      }
    },
  );
});
