import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimated } from '../../../src/count/correct/estimate.ts';

describe('an estimate by double sampling', () => {
  it('is what people decided where nothing is open', () => {
    const decided = { open: 0, decided: 20, hits: 3 };
    expect(estimated(7, [[decided], [decided]])).toEqual({ count: 7, low: 7, high: 7 });
  });

  it('takes as large a part of what is open as of the sample, into the name and out of it', () => {
    // 12 known; 18 of 20 of 80 open ones named so are it: 72; 2 of 180 of 900 named otherwise: 10.
    const own = [{ open: 80, decided: 20, hits: 18 }];
    const others = [{ open: 900, decided: 180, hits: 2 }];
    expect(estimated(12, [own, others]).count).toBe(94);
    // Two strata of one name: 9 of 10 of 50, and 2 of 10 of 50.
    const apart = [
      { open: 50, decided: 10, hits: 9 },
      { open: 50, decided: 10, hits: 2 },
    ];
    expect(estimated(0, [apart]).count).toBe(55);
  });

  it('has the interval of Jeffreys for a part of very many', () => {
    // 1 of 20: R's qbeta(c(.025, .975), 1.5, 19.5) is 0.00545 and 0.21082.
    const { low, high } = estimated(0, [[{ open: 10_000_000, decided: 20, hits: 1 }]]);
    expect(low / 1e7).toBeCloseTo(0.00545, 4);
    expect(high / 1e7).toBeCloseTo(0.21082, 4);
  });

  it('lies in its interval, which is of what there is', () => {
    const stratum = fc
      .record({
        open: fc.nat(10_000),
        decided: fc.integer({ min: 1, max: 500 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ open, decided, part }) => ({ open, decided, hits: Math.round(part * decided) }));
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.array(stratum, { maxLength: 4 }), { maxLength: 2 }), (known, groups) => {
        const { count, low, high } = estimated(known, groups);
        const open = groups.flat().reduce((sum, one) => sum + one.open, 0);
        expect(low >= known && low <= count && count <= high && high <= known + open).toBe(true);
      }),
    );
  });
});
