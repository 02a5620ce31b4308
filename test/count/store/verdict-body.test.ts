import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packVerdict, unpackVerdict } from '../../../src/count/store/verdict-body.ts';
import { aVerdict } from './values.ts';

describe('packVerdict', () => {
  it('keeps a verdict, its own score exactly and the other figures to five places, packed or not', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(score, score, fc.string(), fc.boolean(), (own, other, code, ended) => {
        const top = [{ taxon: 'aves', score: other }];
        const verdict = aVerdict({ score: own, code, opinions: [{ model: 'm', known: other, top }] });
        const back = unpackVerdict(packVerdict(verdict, ended));
        expect(back.score).toBe(own === 0 ? 0 : own);
        expect(back.opinions[0]!.known).toBeCloseTo(other, 4);
        expect({ ...back, score: own, opinions: [] }).toEqual({ ...verdict, opinions: [] });
      }),
    );
  });

  it('takes less than half once the track has ended', () => {
    const verdict = aVerdict({
      crops: Array.from({ length: 8 }, (_, n) => ({ at: n, box: { x: n / 7, y: n / 9, w: n / 11, h: n / 13 } })),
    });
    expect(packVerdict(verdict, true).length).toBeLessThan(JSON.stringify(verdict).length / 2);
  });

  it('refuses a score that is none', () => {
    for (const score of [1.5, -0.1, Number.NaN]) expect(() => packVerdict(aVerdict({ score }), false)).toThrow(/score/);
  });
});
