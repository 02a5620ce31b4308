import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tide } from '../../../src/know/tide/tide.ts';
import { heightOf, NEAP, SPRING, sampled, topsByHand } from './fortnight.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const point = (hour: number, height: number) => ({ at: SPRING + hour * HOUR, height });
const hoursOf = (tide: Tide) => tide.highWaters.map(({ at, height }) => [(at - SPRING) / HOUR, height]);

describe('the tide', () => {
  it('has the high waters of a spring and neap fortnight, from heights by the hour, and by ten minutes', () => {
    for (const [minutes, near, close] of [
      [60, 2 * MINUTE, 0.01],
      [10, 2000, 0.0001],
    ] as const) {
      const { highWaters } = new Tide(sampled(minutes));
      const tops = topsByHand();
      expect(highWaters).toHaveLength(tops.length);
      for (const [index, { at, height }] of highWaters.entries()) {
        expect(Math.abs(at - tops[index]!.at)).toBeLessThanOrEqual(near);
        expect(Math.abs(height - tops[index]!.height)).toBeLessThanOrEqual(close);
      }
    }
  });

  it('is 3.4 m high at the spring tide, and 2.6 m at the neap tide', () => {
    const tide = new Tide(sampled(60));
    expect(tide.highWaterOf(SPRING)!.at).toBeCloseTo(SPRING, -5);
    expect(tide.highWaterOf(SPRING)!.height).toBeCloseTo(3.4, 2);
    expect(tide.highWaterOf(NEAP)!.height).toBeCloseTo(2.6, 1);
    expect(Math.max(...tide.highWaters.map(({ height }) => height))).toBeCloseTo(3.4, 2);
  });

  it('rises and falls between high and low waters without passing either', () => {
    const tide = new Tide([point(0, 0.5), point(6, 3.5), point(12, 0.7), point(18, 3.1), point(24, 0.4)]);
    expect(hoursOf(tide)).toEqual([
      [6, 3.5],
      [18, 3.1],
    ]);
    expect(tide.heightAt(SPRING + 3 * HOUR)).toBeCloseTo(2, 10);
    expect(tide.heightAt(SPRING + 6 * HOUR)).toBe(3.5);
    const falling = Array.from({ length: 61 }, (_, tenth) => tide.heightAt(SPRING + (6 + tenth / 10) * HOUR)!);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(Math.min(...falling)).toBe(0.7);
  });

  it('knows nothing before, after, or in a break of what it was told, and no high water at an end', () => {
    const tide = new Tide([
      ...[point(0, 3), point(6, 1), point(12, 3.2), point(18, 1), point(24, 3)],
      ...[point(100, 1), point(106, 3.4), point(112, 1), point(118, 3.6), point(124, 1)],
    ]);
    expect(hoursOf(tide).map(([hour]) => hour)).toEqual([12, 106, 118]);
    for (const hour of [-1, 50, 99, 125]) expect(tide.heightAt(SPRING + hour * HOUR)).toBeUndefined();
    // Between 12 and 106 nobody knows how many high waters there were.
    for (const hour of [11, 13, 24, 105, 119]) expect(tide.highWaterOf(SPRING + hour * HOUR)).toBeUndefined();
    expect(tide.highWaterOf(SPRING + 12 * HOUR)).toEqual(point(12, 3.2));
    expect(tide.highWaterOf(SPRING + 112 * HOUR)).toEqual(point(106, 3.4));
    expect(tide.highWaterOf(SPRING + 112 * HOUR + 1)).toEqual(point(118, 3.6));
    expect(new Tide([]).heightAt(SPRING)).toBeUndefined();
    expect(new Tide([]).highWaterOf(SPRING)).toBeUndefined();
  });

  it('is high once where it stands or ripples at its top', () => {
    const stand = [1, 2, 3, 3.4, 3.4, 3.4, 3, 2, 1, 0.5, 1].map((height, hour) => point(hour, height));
    expect(hoursOf(new Tide(stand))).toEqual([[4, 3.4]]);
    const double = [1, 2, 3, 3.4, 3.3, 3.5, 3, 2, 1, 0.5, 1].map((height, hour) => point(hour, height));
    expect(new Tide(double).highWaters).toHaveLength(1);
    expect(new Tide(double).highWaters[0]!.at).toBeGreaterThan(SPRING + 4 * HOUR);
  });

  const wave = fc.record({
    period: fc.double({ min: 11, max: 26, noNaN: true }),
    size: fc.double({ min: 0.1, max: 3, noNaN: true }),
    phase: fc.double({ min: 0, max: 6.2, noNaN: true }),
  });
  const curves = fc
    .tuple(fc.array(wave, { minLength: 1, maxLength: 4 }), fc.constantFrom(10, 20, 30, 60))
    .map(([waves, minutes]) => {
      const height = (at: number) =>
        waves.reduce(
          (sum, { period, size, phase }) =>
            sum + size * Math.cos((2 * Math.PI * (at - SPRING)) / HOUR / period + phase),
          0,
        );
      return sampled(minutes, height, 4);
    });

  it('finds the maxima of its curve, whatever it is: nothing within three hours is higher, and what is higher than all within is one', () => {
    fc.assert(
      fc.property(curves, (points) => {
        const tide = new Tide(points);
        const step = 5 * MINUTE;
        const times: number[] = [];
        for (let at = points[0]!.at; at <= points.at(-1)!.at; at += step) times.push(at);
        const heights = times.map((at) => tide.heightAt(at)!);
        for (const { at, height } of tide.highWaters) {
          expect(tide.heightAt(at)).toBeCloseTo(height, 9);
          const around = heights.filter((_, index) => Math.abs(times[index]! - at) <= 3 * HOUR);
          expect(Math.max(...around)).toBeLessThanOrEqual(height + 1e-9);
        }
        for (let index = 37; index < heights.length - 37; index++) {
          const [before, after] = [heights.slice(index - 36, index), heights.slice(index + 1, index + 37)];
          if (Math.max(...before, ...after) >= heights[index]!) continue;
          expect(tide.highWaters.some(({ at }) => Math.abs(at - times[index]!) <= step)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives each moment its nearest high water', () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const tide = new Tide(points);
        const at = points[0]!.at + Math.round(share * (points.at(-1)!.at - points[0]!.at));
        const [first, last] = [tide.highWaters[0], tide.highWaters.at(-1)];
        const found = tide.highWaterOf(at);
        if (!first || at < first.at || at > last!.at) expect(found).toBeUndefined();
        else {
          const least = Math.min(...tide.highWaters.map((high) => Math.abs(high.at - at)));
          expect(Math.abs(found!.at - at)).toBe(least);
        }
      }),
    );
  });

  it('passes through every point that it was told, heights of which the made-up tide is one', () => {
    const points = sampled(60);
    const tide = new Tide(points);
    for (const { at, height } of points) expect(tide.heightAt(at)).toBeCloseTo(height, 9);
    // Between samples an hour apart it is no more than 1 % of the range off.
    for (const { at } of sampled(7))
      if (at < points.at(-1)!.at) expect(Math.abs(tide.heightAt(at)! - heightOf(at))).toBeLessThan(0.028);
  });
});
