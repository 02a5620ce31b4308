import type { Rank, Verdict } from '../../../src/base/domain.ts';
import type { Outcome } from '../../../src/try/eval/outcome.ts';

/** A verdict of one classifier without a prior. */
export function verdict(taxon: string, rank: Rank, score: number): Verdict {
  return {
    taxon,
    rank,
    score,
    opinions: [{ model: 'birds@1', known: score, top: [{ taxon, score }] }],
    prior: { id: 'none', month: 5, without: { taxon, score } },
    crops: [],
    models: ['detector@0', 'birds@1'],
    code: '1.0.0',
    review: [],
  };
}

/** A mallard that its classifier knows and that was not found, or what is said instead. */
export function outcome(given: Partial<Outcome> = {}): Outcome {
  return {
    file: 'a.jpg',
    truth: 'anas-platyrhynchos',
    known: true,
    result: 'missed',
    milliseconds: 10,
    ...given,
  };
}
