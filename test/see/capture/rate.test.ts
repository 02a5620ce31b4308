import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateWatch } from '../../../src/see/capture/rate.ts';

/** Sees frames at an even rate for some seconds, from `from` on. @returns what the watch said of each */
function feed(watch: RateWatch, fps: number, seconds: number, from = 0): (number | undefined)[] {
  return Array.from({ length: Math.round(fps * seconds) }, (_, frame) => watch.see(from + (frame * 1000) / fps));
}

describe('RateWatch', () => {
  it('says nothing of a camera that gives more than half of what is asked', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.52, max: 3, noNaN: true }), (part) => {
        const told = feed(new RateWatch(5), 5 * part, 30);
        expect(told.every((rate) => rate === undefined)).toBe(true);
      }),
    );
  });

  it('tells the rate of a camera that gives less, within 10 s of its first frame', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.45, noNaN: true }), (part) => {
        const told = feed(new RateWatch(5), 5 * part, 10);
        expect(Math.abs(told.at(-1)! - 5 * part)).toBeLessThanOrEqual(0.21);
      }),
    );
  });

  it('tells a rate that falls within 10 s, and that it is back within 4 s', () => {
    const watch = new RateWatch(5);
    feed(watch, 5, 20);
    expect(feed(watch, 0.4, 10, 20_000).at(-1)).toBeCloseTo(0.4);
    expect(feed(watch, 5, 4, 30_000).at(-1)).toBeUndefined();
  });

  it('says nothing of what a short pause held back and then comes all at once', () => {
    const watch = new RateWatch(5);
    feed(watch, 5, 20);
    expect(feed(watch, 200, 0.1, 24_500)).toEqual(Array.from({ length: 20 }, () => undefined));
  });

  it('does not change its mind at every frame of a camera just at the limit', () => {
    const told = feed(new RateWatch(5), 2.47, 120).map((rate) => rate !== undefined);
    expect(told.filter((slow, frame) => frame > 0 && slow !== told[frame - 1]).length).toBeLessThanOrEqual(1);
  });

  it('starts over', () => {
    const watch = new RateWatch(5);
    feed(watch, 0.5, 20);
    watch.reset();
    expect(watch.see(20_000)).toBeUndefined();
  });
});
