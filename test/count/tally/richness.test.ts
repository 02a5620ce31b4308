import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chao2, rarefied } from '../../../src/count/tally/richness.ts';

describe('chao2', () => {
  // As vegan 2.6-4 gives it in R: specpool(x), chao and chao.se.
  it.each([
    [[1, 1, 1, 2, 2, 3, 5, 4, 1], 6, 12.33333, 4.472136],
    [[1, 1, 3, 4], 6, 4.833333, 1.839462],
  ])('of %j in %d units is what vegan gives', (incidences, units, estimate, error) => {
    const { observed, chao2: found, lower, upper } = chao2(incidences, units);
    expect(found).toBeCloseTo(estimate, 5);
    const unseen = estimate - observed;
    const spread = Math.exp(1.959964 * Math.sqrt(Math.log(1 + (error / unseen) ** 2)));
    expect(lower).toBeCloseTo(observed + unseen / spread, 3);
    expect(upper).toBeCloseTo(observed + unseen * spread, 3);
  });

  it('is what was seen where nothing was seen once only, and nothing of nothing', () => {
    expect(chao2([2, 3], 4)).toEqual({ observed: 2, chao2: 2, lower: 2, upper: 2 });
    expect(chao2([], 0)).toEqual({ observed: 0, chao2: 0, lower: 0, upper: 0 });
    expect(chao2([1, 1, 1], 1)).toEqual({ observed: 3, chao2: 3, lower: 3, upper: 3 });
  });

  it('lies in its interval, which holds no less than what was seen', () => {
    const units = fc.integer({ min: 1, max: 60 });
    const some = units.chain((m) =>
      fc.tuple(fc.constant(m), fc.array(fc.integer({ min: 1, max: m }), { maxLength: 40 })),
    );
    fc.assert(
      fc.property(some, ([m, incidences]) => {
        const { observed, chao2: estimate, lower, upper } = chao2(incidences, m);
        expect(observed).toBe(incidences.length);
        expect([lower, estimate, upper]).toEqual([lower, estimate, upper].sort((a, b) => a - b));
        expect(lower).toBeGreaterThanOrEqual(observed);
      }),
    );
  });
});

describe('rarefied', () => {
  it('is the mean over all choices of units, as vegan gives it', () => {
    const found = [1, 2, 3, 4, 5, 6].map((taken) => rarefied([1, 1, 1, 2, 2, 3, 5, 4, 1], 6, taken));
    for (const [i, species] of [3.333333, 5.266667, 6.55, 7.533333, 8.333333, 9].entries())
      expect(found[i]).toBeCloseTo(species, 5);
  });
});
