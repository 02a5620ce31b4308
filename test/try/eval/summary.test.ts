import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/try/eval/summary.ts';
import { outcome, verdict } from './outcomes.ts';

const named = (taxon: string, score: number) => ({ verdict: verdict(taxon, 'species', score) });

/** Five animals of known species, three of unknown ones, two blanks. */
const OUTCOMES = [
  outcome({ result: 'species-right', ...named('anas-platyrhynchos', 0.95), milliseconds: 30 }),
  outcome({ result: 'species-right', ...named('anas-platyrhynchos', 0.85), milliseconds: 10 }),
  outcome({ result: 'species-wrong', ...named('anas-crecca', 0.97), milliseconds: 20 }),
  outcome({ result: 'rolled-up-right', verdict: verdict('anas', 'genus', 0.8), milliseconds: 40 }),
  outcome({ result: 'missed', milliseconds: 50 }),
  outcome({ truth: 'emberiza-aureola', known: false, result: 'unidentified', verdict: verdict('aves', 'class', 0.6) }),
  outcome({ truth: 'emberiza-aureola', known: false, result: 'species-wrong', ...named('anas-crecca', 0.92) }),
  outcome({
    truth: 'emberiza-aureola',
    known: false,
    result: 'rolled-up-wrong',
    verdict: verdict('anas', 'genus', 1),
    frigate: { taxon: 'anas-crecca', score: 0.93 },
  }),
  ...(['blank', 'false'] as const).map((result): ReturnType<typeof outcome> => {
    const { truth: _, ...blank } = outcome({ known: false, result, milliseconds: 60 });
    return blank;
  }),
];

describe('summary', () => {
  it('counts and shares', () => {
    const { known, unknown, all, blanks, millisecondsMedian } = summarise(OUTCOMES);
    expect(known).toMatchObject({ pictures: 5, named: 3 / 5, namedRight: 2 / 3, anyRankRight: 3 / 4 });
    expect(unknown).toMatchObject({ pictures: 3, named: 1 / 3, namedRight: 0, anyRankRight: 1 / 3 });
    expect(all).toMatchObject({ pictures: 8, named: 4 / 8, namedRight: 2 / 4, anyRankRight: 4 / 7 });
    expect(all.results).toEqual({
      'species-right': 2,
      'species-wrong': 2,
      'rolled-up-right': 1,
      'rolled-up-wrong': 1,
      unidentified: 1,
      missed: 1,
      blank: 0,
      false: 0,
    });
    expect(blanks).toEqual({ pictures: 2, false: 1 });
    // 10, 10, 10, 10, 20, 30, 40, 50, 60, 60
    expect(millisecondsMedian).toBe(30);
  });

  it('has no share of nothing', () => {
    const { all, known, frigate, reliability, confusions, millisecondsMedian } = summarise([]);
    expect([all.named, all.namedRight, all.anyRankRight, known.named]).toEqual([null, null, null, null]);
    expect(frigate).toEqual({ known: { named: null, namedRight: null }, unknown: { named: null } });
    expect([reliability, confusions, millisecondsMedian]).toEqual([[], [], 0]);
    expect(summarise([outcome()]).all).toMatchObject({ named: 0, namedRight: null, anyRankRight: null });
  });

  it('lists who was taken for whom, the commonest first', () => {
    const again = outcome({ result: 'species-wrong', ...named('anas-crecca', 0.9) });
    expect(summarise([...OUTCOMES, again]).confusions).toEqual([
      { truth: 'anas-platyrhynchos', called: 'anas-crecca', times: 2 },
      { truth: 'emberiza-aureola', called: 'anas-crecca', times: 1 },
      { truth: 'emberiza-aureola', called: 'anas', times: 1 },
    ]);
  });

  it('holds scores against how many are right, below the class, a score of 1 in the last bar', () => {
    expect(summarise(OUTCOMES).reliability).toEqual([
      { from: 0.8, to: 0.9, verdicts: 2, meanScore: expect.closeTo(0.825), right: 2 },
      { from: 0.9, to: 1, verdicts: 4, meanScore: expect.closeTo(0.96), right: 1 },
    ]);
  });

  it('holds a named blank for wrong, and one called a bird for no name', () => {
    const { truth: _, ...blank } = outcome({ known: false, result: 'false' });
    const taken = { ...blank, ...named('anas-crecca', 0.92) };
    const bird = { ...blank, verdict: verdict('aves', 'class', 0.9) };
    const right = outcome({ result: 'species-right', ...named('anas-platyrhynchos', 0.98) });
    expect(summarise([taken, bird, right]).reliability).toEqual([
      { from: 0.9, to: 1, verdicts: 2, meanScore: expect.closeTo(0.95), right: 1 },
    ]);
  });

  it("counts Frigate's rule on the same pictures", () => {
    const right = outcome({ frigate: { taxon: 'anas-platyrhynchos', score: 0.99 } });
    const wrong = outcome({ frigate: { taxon: 'anas-crecca', score: 0.99 } });
    expect(summarise([...OUTCOMES, right, wrong]).frigate).toEqual({
      known: { named: 2 / 7, namedRight: 1 / 2 },
      unknown: { named: 1 / 3 },
    });
  });
});
