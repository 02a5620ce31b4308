import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANKS } from '../../../src/base/domain.ts';
import { isWithin, taxa } from '../../../src/know/taxonomy/taxa.ts';
import { sumUp, vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { BIRDS, LABELS } from './models.ts';

const sumOf = (taxon: string, probabilities: readonly number[]) => {
  const { vocabulary } = BIRDS;
  return sumUp(vocabulary, probabilities)[vocabulary.nodes.findIndex((node) => node.taxon === taxon)];
};

describe('vocabulary', () => {
  it('holds every taxon above a label once, narrowest first, each before its parent', () => {
    const { nodes } = BIRDS.vocabulary;
    expect(new Set(nodes.map(({ taxon }) => taxon)).size).toBe(nodes.length);
    for (const [place, { rank, parent }] of nodes.entries()) {
      if (rank === 'class') expect(parent).toBeUndefined();
      else {
        expect(parent).toBeGreaterThan(place);
        expect(RANKS.indexOf(nodes[parent!]!.rank)).toBeLessThan(RANKS.indexOf(rank));
      }
    }
    expect(nodes.filter(({ rank }) => rank === 'class').map(({ taxon }) => taxon)).toEqual(['aves', 'mammalia']);
    expect(nodes.filter(({ labelled }) => labelled).map(({ taxon }) => taxon)).toEqual(
      expect.arrayContaining(LABELS.filter((label) => label !== undefined)),
    );
  });

  it('puts several outputs at one taxon, and background at none', () => {
    const vocabulary = vocabularyOf(['ardea-cinerea', undefined, 'ardea-cinerea', 'ardea']);
    const { nodes, places } = vocabulary;
    expect([...places].map((place) => nodes[place]?.taxon)).toEqual([
      'ardea-cinerea',
      undefined,
      'ardea-cinerea',
      'ardea',
    ]);
    expect([...sumUp(vocabulary, [0.1, 0.2, 0.3, 0.4])].slice(0, 2)).toEqual([
      expect.closeTo(0.4),
      expect.closeTo(0.8),
    ]);
  });

  it('adds up the tree', () => {
    const probabilities = [0.3, 0.2, 0.1, 0.05, 0.15, 0.12, 0.08];
    expect(sumOf('anas-crecca', probabilities)).toBeCloseTo(0.2);
    expect(sumOf('anas', probabilities)).toBeCloseTo(0.5);
    expect(sumOf('anatidae', probabilities)).toBeCloseTo(0.6);
    expect(sumOf('corvus', probabilities)).toBeCloseTo(0.15);
    expect(sumOf('aves', probabilities)).toBeCloseTo(0.8);
    expect(sumOf('mammalia', probabilities)).toBeCloseTo(0.12);
  });

  it('gives every node the sum of what lies below it and of its own labels', () => {
    const ids = taxa().map(({ id }) => id);
    const label = fc.option(fc.constantFrom(...ids), { nil: undefined });
    const output = fc.tuple(label, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(output, { minLength: 1, maxLength: 30 }), (outputs) => {
        const vocabulary = vocabularyOf(outputs.map(([taxon]) => taxon));
        const sums = sumUp(
          vocabulary,
          outputs.map(([, value]) => value),
        );
        for (const [place, { taxon }] of vocabulary.nodes.entries()) {
          const own = outputs.filter((one) => one[0] === taxon).reduce((sum, [, value]) => sum + value, 0);
          const below = vocabulary.nodes.reduce((sum, { parent }, i) => sum + (parent === place ? sums[i]! : 0), 0);
          expect(sums[place]).toBeCloseTo(own + below, 9);
          const within = outputs.filter((one) => one[0] !== undefined && isWithin(one[0], taxon));
          expect(sums[place]).toBeCloseTo(
            within.reduce((sum, [, value]) => sum + value, 0),
            9,
          );
        }
      }),
    );
  });

  it('names a label that the taxonomy does not know', () => {
    expect(() => vocabularyOf(['ardea-cinerea', 'nonsuchus-fictus'])).toThrow('read labels nonsuchus-fictus');
  });
});
