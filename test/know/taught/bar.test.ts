import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, sureness } from '../../../src/know/taught/bar.ts';

const hundred = Array.from({ length: 100 }, (_, i) => i / 100);

describe('a bar', () => {
  it('is passed by no more than the share of those that were left out', () => {
    const { above } = barOf(hundred, 0.04, 0.5);
    expect(above).toBe(0.95);
    expect(hundred.filter((value) => value > above)).toHaveLength(4);
  });

  it('is never lower than the least where too few were left out to tell, or than any of them', () => {
    expect(barOf([0.1, 0.2], 0.04, 0.4).above).toBe(0.4);
    expect(barOf([0.1, 0.7], 0.04, 0.4).above).toBe(0.7);
    expect(barOf([], 0.04, 0.4).above).toBe(0.4);
  });

  it('holds for any values: at most the share passes it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 25, maxLength: 200 }),
        (values) => {
          const { above, impostors } = barOf(values, 0.04, 0.4);
          expect(impostors.filter((value) => value > above).length).toBeLessThanOrEqual(0.04 * values.length);
        },
      ),
    );
  });
});

describe('how sure a value is', () => {
  it('is the share of strangers that do not reach it', () => {
    const bar = barOf(hundred, 0.04, 0.4);
    expect(sureness(bar, 2)).toBeCloseTo(1 - 0.5 / 101);
    expect(sureness(bar, 0.5)).toBeCloseTo(1 - 50.5 / 101);
    expect(sureness(bar, bar.above + 0.001)).toBeGreaterThan(0.95);
  });

  it('grows with the value, and is never 0 or 1, also where few were left out', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 60 });
    const two = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }));
    fc.assert(
      fc.property(values, two, (strangers, pair) => {
        const bar = barOf(strangers, 0.04, 0.4);
        const [less, more] = pair.sort((a, b) => a - b) as [number, number];
        expect(sureness(bar, more)).toBeGreaterThanOrEqual(sureness(bar, less));
        expect(sureness(bar, less)).toBeGreaterThan(0);
        expect(sureness(bar, more)).toBeLessThan(1);
      }),
    );
  });
});
