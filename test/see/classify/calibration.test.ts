import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featuresOf, NAMED_RANKS, probability, UNFITTED } from '../../../src/see/classify/calibration.ts';

const evidence = (share: number) => ({ share, agreement: 0.5, energy: 7 });

describe('calibration', () => {
  it('says the share itself where nothing was fitted', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
        for (const rank of NAMED_RANKS) {
          const { threshold: _, ...logistic } = UNFITTED.ranks[rank];
          expect(probability(logistic, evidence(share))).toBeCloseTo(share, 9);
        }
        expect(probability(UNFITTED.known, evidence(share))).toBeCloseTo(share, 9);
      }),
    );
  });

  it("asks for SpeciesNet's scores where nothing was fitted", () => {
    expect(UNFITTED.temperature).toBe(1);
    expect(NAMED_RANKS.map((rank) => UNFITTED.ranks[rank].threshold)).toEqual([0.8, 0.65, 0.65, 0.65]);
  });

  it('stays between 0 and 1, also at shares of 0 and 1 and far from them', () => {
    const logistic = { bias: 3, share: 40, agreement: 100, energy: -3 };
    for (const share of [0, 1, -1e-9, 1 + 1e-9]) {
      expect(Number.isFinite(featuresOf(evidence(share)).share)).toBe(true);
      const p = probability(logistic, { share, agreement: 1, energy: 1e3 });
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  });

  it('weighs each piece of evidence by its slope', () => {
    const logistic = { bias: -1, share: 0.5, agreement: 2, energy: 0.1 };
    const p = probability(logistic, { share: 0.8, agreement: 0.25, energy: 3 });
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-(-1 + 0.5 * Math.log(4) + 0.5 + 0.3))), 9);
  });
});
