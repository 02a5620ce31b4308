import { describe, expect, it } from 'vitest';
import { fitHead, opinionOf } from '../../../src/know/taught/head.ts';
import { LEARNERS, scoresOf } from '../../../src/know/taught/scorers.ts';

const SPECIES = [
  'anas-acuta',
  'ardea-alba',
  'ciconia-boyciana',
  'corvus-corax',
  'grus-grus',
  'pica-pica',
  'fulica-atra',
  'larus-canus',
];

/** The same numbers for the same seed, from -0.5 to 0.5. */
const noise = (seed: number) => {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value) - 0.5;
};

/** Pictures that differ by light, of all species alike, more than by species. */
function lit(count: number, light: number) {
  return SPECIES.flatMap((taxon, own) =>
    Array.from({ length: count }, (_, i) => {
      const seed = own * 100 + i;
      const shine = light * noise(seed);
      const feature = Float32Array.from({ length: 24 }, (_, at) =>
        at < 8 ? (at === own ? 1 : 0) + 0.3 * noise(seed * 31 + at) : shine * (at % 3 === 0 ? 1 : -1),
      );
      return { id: `${taxon}-${i}`, taxon, feature, weight: 1, group: `${taxon}-${i}` };
    }),
  );
}

describe('ways to learn', () => {
  it('all know the pictures that they learned from, where these are plain', () => {
    const products = {
      rows: 4,
      columns: 4,
      data: Float64Array.of(1, 0.9, 0, 0.1, 0.9, 1, 0, 0, 0, 0, 1, 0.8, 0.1, 0, 0.8, 1),
    };
    const lesson = { products, taxa: [0, 0, 1, 1], weights: [1, 2, 1, 1], count: 2 };
    for (const learn of Object.values(LEARNERS)) {
      const scores = scoresOf(learn(lesson)!, products).data;
      for (const row of [0, 1]) expect(scores[row * 2]).toBeGreaterThan(scores[row * 2 + 1]!);
      for (const row of [2, 3]) expect(scores[row * 2]).toBeLessThan(scores[row * 2 + 1]!);
    }
  });

  it('has nothing to learn a covariance from where each taxon has one picture', () => {
    const products = { rows: 2, columns: 2, data: Float64Array.of(1, 0, 0, 1) };
    expect(LEARNERS.shrunken({ products, taxa: [0, 1], weights: [1, 1], count: 2 })).toBeUndefined();
  });

  it('are chosen by groups that are left out: one that learns what light does is better than the nearest', () => {
    const head = fitHead('m@1', lit(5, 6));
    expect(head.trials.map(({ learner, of }) => [learner, of])).toEqual([
      ['nearest', 40],
      ['shrunken', 40],
      ['logistic', 40],
    ]);
    const right = Object.fromEntries(head.trials.map(({ learner, right }) => [learner, right]));
    expect(right[head.learner]).toBeGreaterThan(right.nearest!);
    const asked = lit(7, 6).filter(({ id }) => id.endsWith('-6'));
    const hits = asked.filter(
      ({ taxon, feature }) => opinionOf(head, [{ feature, weight: 1 }]).top[0]!.taxon === taxon,
    );
    expect(hits.length).toBeGreaterThanOrEqual(6);
  });

  it('is the simplest one where all are right', () => {
    expect(fitHead('m@1', lit(3, 0)).learner).toBe('nearest');
  });
});
