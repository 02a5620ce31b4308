import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMED_RANKS, probability } from '../../../src/see/classify/calibration.ts';
import { candidateOf, score } from '../../../src/see/classify/evidence.ts';
import { fit, type Sample } from '../../../src/try/eval/fit.ts';
import { AIMS } from '../../../src/try/eval/thresholds.ts';
import { BIRDS, look } from '../../see/classify/models.ts';

const { vocabulary } = BIRDS;
const SPECIES = ['anas-platyrhynchos', 'anas-crecca', 'aix-galericulata', 'ardea-cinerea'] as const;
/** A bird that has no label. */
const STRANGER = 'emberiza-aureola';

/** Numbers from 0 to 1 that are the same every time. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Animals of which the model says how sure it is, and is right so often: its best label has a share that is drawn, and
 * the truth is that label with this very probability, else another species. Strangers get low shares.
 */
function animals(seed: number, count: number): Sample[] {
  const next = numbers(seed);
  return Array.from({ length: count }, (_, i) => {
    const best = SPECIES[i % SPECIES.length]!;
    const second = SPECIES[(i + 1 + Math.floor(next() * (SPECIES.length - 1))) % SPECIES.length]!;
    const stranger = i % 5 === 4;
    const share = stranger ? 0.3 + 0.3 * next() : 0.4 + 0.599 * next();
    const truth = stranger ? STRANGER : next() < share ? best : second;
    return { truth, lacks: false, looks: [look({ [best]: share, [second]: (1 - share) / 2 })] };
  });
}

/** The share of samples that a calibration names to the species, and of these the share that is right. */
function named(samples: readonly Sample[], calibration: ReturnType<typeof fit>) {
  const { temperature, ranks } = calibration;
  const called = samples.flatMap(({ truth, looks }) => {
    const candidate = candidateOf(
      vocabulary,
      score(vocabulary, looks, temperature, () => 1),
      'species',
    );
    const said = candidate && probability(ranks.species, candidate) >= ranks.species.threshold;
    return said ? [candidate.taxon === truth] : [];
  });
  return { named: called.length, right: called.filter(Boolean).length };
}

describe('fit', () => {
  it('holds to its aims on what it was fitted to, whatever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const samples = animals(seed, 200);
        const calibration = fit(vocabulary, samples, AIMS, 'made up');
        const known = samples.filter(({ truth }) => truth !== STRANGER);
        const strangers = samples.filter(({ truth }) => truth === STRANGER);
        const { named: count, right } = named(known, calibration);
        // Thresholds come from left-out regressions, so that the whole one may differ from them by a few.
        expect(count - right).toBeLessThanOrEqual(Math.max(2, count * (1 - AIMS.speciesRight) * 2));
        expect(named(strangers, calibration).named / strangers.length).toBeLessThanOrEqual(2 * AIMS.unknownNamed);
      }),
      { numRuns: 8 },
    );
  });

  it('names most animals of a model that is always sure and right, and says more for a larger share', () => {
    const samples = Array.from({ length: 120 }, (_, i): Sample => {
      const best = SPECIES[i % SPECIES.length]!;
      // Without its own label this model is left with background and knows nothing.
      const share = 0.9 + 0.09 * ((i % 7) / 6);
      return { truth: best, lacks: false, looks: [look({ [best]: share })] };
    });
    const calibration = fit(vocabulary, samples, AIMS, 'made up');
    expect(named(samples, calibration)).toEqual({ named: 120, right: 120 });
    for (const rank of NAMED_RANKS) {
      const at = (share: number) => probability(calibration.ranks[rank], { share, agreement: 1, energy: 0 });
      expect(at(0.9)).toBeGreaterThanOrEqual(at(0.5));
    }
  });

  it('judges each taxon by a fit without it: strangers that all look alike are not learnt by heart', () => {
    // Every stranger passes for a sure heron; nothing that the other animals show could tell.
    const strangers = Array.from({ length: 40 }, (): Sample => {
      return { truth: STRANGER, lacks: false, looks: [look({ 'ardea-cinerea': 0.97 })] };
    });
    const ducks = Array.from({ length: 60 }, (_, i): Sample => {
      const best = SPECIES[i % 3]!;
      return { truth: best, lacks: false, looks: [look({ [best]: 0.97 })] };
    });
    const { ranks } = fit(vocabulary, [...ducks, ...strangers], AIMS, 'made up');
    // No threshold holds the aims, so that the strictest one stands.
    expect(ranks.species.threshold).toBeGreaterThan(0.95);
  });

  it('finds a temperature above 1 for a model that is surer than right', () => {
    const next = numbers(7);
    const samples = Array.from({ length: 200 }, (_, i): Sample => {
      const best = SPECIES[i % SPECIES.length]!;
      const other = SPECIES[(i + 1) % SPECIES.length]!;
      const truth = next() < 0.75 ? best : other;
      return { truth, lacks: false, looks: [look({ [best]: 0.985, [other]: 0.01 })] };
    });
    expect(fit(vocabulary, samples, AIMS, 'made up').temperature).toBeGreaterThan(1);
  });

  it('says which pictures it was fitted to, in numbers that a manifest can hold', () => {
    const calibration = fit(vocabulary, animals(3, 80), AIMS, '80 made-up animals');
    expect(calibration.fitted).toBe('80 made-up animals');
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
    expect(Object.keys(calibration.ranks)).toEqual([...NAMED_RANKS]);
  });
});
