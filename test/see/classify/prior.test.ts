import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../../../src/know/taxonomy/taxa.ts';
import { type Weigh, weighed, weightsOf } from '../../../src/see/classify/prior.ts';
import { sumUp, vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { BIRDS, LABELS } from './models.ts';

const { vocabulary } = BIRDS;
const { nodes } = vocabulary;
const apply = (sums: Float64Array, weigh: Weigh) => weighed(vocabulary, sums, weightsOf(vocabulary, weigh));
const placeOf = (taxon: string) => nodes.findIndex((node) => node.taxon === taxon);

/** As a checklist does it: a wide taxon weighs as much as the likeliest label within it. */
function weigher(weights: Readonly<Record<string, number>>) {
  const of = (taxon: string) => weights[taxon] ?? 1;
  return (taxon: string) =>
    Math.max(...LABELS.filter((label) => label !== undefined && isWithin(label, taxon)).map((label) => of(label!)));
}

function scores(probabilities: readonly number[], weights: Readonly<Record<string, number>>) {
  const plain = sumUp(vocabulary, probabilities);
  const result = apply(plain, weigher(weights));
  return (taxon: string) => result[placeOf(taxon)]!;
}

describe('prior', () => {
  it('changes nothing where every taxon weighs 1', () => {
    const plain = sumUp(vocabulary, [0.3, 0.2, 0.1, 0.05, 0.15, 0.12, 0.08]);
    for (const [place, score] of apply(plain, () => 1).entries()) expect(score).toBeCloseTo(plain[place]!);
  });

  it('moves belief from a species to its cousin that is expected', () => {
    const score = scores([0.6, 0.3, 0, 0, 0, 0, 0.1], { 'anas-platyrhynchos': 0.05 });
    expect(score('anas')).toBeCloseTo(0.9);
    // 0.9 shared as 0.6 * 0.05 to 0.3 * 1.
    expect(score('anas-platyrhynchos')).toBeCloseTo(0.9 * (0.03 / 0.33));
    expect(score('anas-crecca')).toBeCloseTo(0.9 * (0.3 / 0.33));
  });

  it('loses what it takes from a species without cousins, to nobody', () => {
    const score = scores([0.1, 0, 0, 0.8, 0, 0, 0.1], { 'ardea-cinerea': 0.05 });
    expect(score('ardea-cinerea')).toBeCloseTo(0.04);
    expect(score('ardea')).toBeCloseTo(0.04);
    expect(score('anas-platyrhynchos')).toBeCloseTo(0.1);
    expect(score('aves')).toBeCloseTo(0.9);
  });

  it('leaves a genus that some labels name what they give it', () => {
    expect(scores([0, 0, 0, 0, 0.7, 0, 0.3], { corvus: 0.3 })('corvus')).toBeCloseTo(0.21);
  });

  it('takes no belief from nothing', () => {
    for (const score of apply(new Float64Array(nodes.length), () => 0.05)) expect(score).toBe(0);
  });

  const given = fc.record({
    outputs: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: LABELS.length,
      maxLength: LABELS.length,
    }),
    weights: fc.array(fc.constantFrom(0.05, 0.3, 1), { minLength: LABELS.length, maxLength: LABELS.length }),
  });

  it('never gives a taxon more than it had, but to a species what its cousins lose', () => {
    fc.assert(
      fc.property(given, ({ outputs, weights }) => {
        const total = outputs.reduce((a, b) => a + b, 0) || 1;
        const plain = sumUp(
          vocabulary,
          outputs.map((value) => value / total),
        );
        const named = Object.fromEntries(LABELS.map((label, i) => [label ?? '', weights[i]!]));
        const result = apply(plain, weigher(named));
        for (const [place, { taxon, rank }] of nodes.entries()) {
          if (rank !== 'species') expect(result[place]).toBeCloseTo(plain[place]! * weigher(named)(taxon), 9);
          else expect(result[place]).toBeLessThanOrEqual(result[nodes[place]!.parent!]! + 1e-9);
        }
        for (const [place, { rank }] of nodes.entries()) {
          if (rank !== 'genus') continue;
          const species = nodes.reduce((sum, node, i) => sum + (node.parent === place ? result[i]! : 0), 0);
          expect(species).toBeLessThanOrEqual(result[place]! + 1e-9);
        }
      }),
    );
  });

  it('never lowers a species where its own weight rises and its cousins stay', () => {
    fc.assert(
      fc.property(given, ({ outputs, weights }) => {
        const named = Object.fromEntries(LABELS.map((label, i) => [label ?? '', weights[i]!]));
        const low = scores(outputs, { ...named, 'anas-crecca': 0.05 })('anas-crecca');
        const high = scores(outputs, { ...named, 'anas-crecca': 1 })('anas-crecca');
        expect(high).toBeGreaterThanOrEqual(low - 1e-9);
      }),
    );
  });

  describe('of a domestic animal whose wild form has no label', () => {
    const geese = vocabularyOf(['anser-cygnoides-domesticus', 'anser-anser', undefined]);
    const at = (taxon: string) => geese.nodes.findIndex((node) => node.taxon === taxon);
    const named = (swanGoose: number) => {
      const weigh = (taxon: string) => (taxon === 'anser-cygnoides' ? swanGoose : 1);
      return weighed(geese, sumUp(geese, [0.9, 0.02, 0.08]), weightsOf(geese, weigh))[
        at('anser-cygnoides-domesticus')
      ]!;
    };

    it('names it where the wild form is on no list', () => {
      expect(named(0.05)).toBeGreaterThan(0.8);
    });

    it('leaves it with the genus where the wild form is expected, and gives none of it to a cousin', () => {
      expect(named(1)).toBeCloseTo(0.45);
      const sums = sumUp(geese, [0.9, 0.02, 0.08]);
      const scores = weighed(
        geese,
        sums,
        weightsOf(geese, () => 1),
      );
      expect([scores[at('anser')], scores[at('anser-anser')]]).toEqual([expect.closeTo(0.92), expect.closeTo(0.02)]);
    });

    it('changes nothing where the wild form has one', () => {
      const fowl = vocabularyOf(['gallus-gallus-domesticus', 'gallus-gallus']);
      expect(fowl.nodes.filter(({ wildForm }) => wildForm)).toEqual([]);
    });
  });
});
