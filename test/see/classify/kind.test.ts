import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believe, classesOf } from '../../../src/see/classify/kind.ts';
import { BIRDS, look } from './models.ts';

const says = (aves: number, mammalia: number) =>
  new Map([
    ['aves', aves],
    ['mammalia', mammalia],
  ]);
const birdsOnly = (aves: number) => new Map([['aves', aves]]);

describe('classes', () => {
  it('are summed over the labels below them, background left out', () => {
    const classes = classesOf(BIRDS, [look({ 'anas-crecca': 0.3, 'ardea-cinerea': 0.2, 'vulpes-vulpes': 0.1 })]);
    expect(classes.get('aves')).toBeCloseTo(0.5, 6);
    expect(classes.get('mammalia')).toBeCloseTo(0.1, 6);
  });
});

describe('belief about the class', () => {
  it.each([
    ['the detector where nobody looked', [], 'aves', false],
    ['the detector where a classifier agrees', [says(0.9, 0.05)], 'aves', false],
    ['the classifier where it is sure and rules the other out', [says(0.05, 0.85)], 'mammalia', true],
    ['the detector, with a conflict, where the classifier is less sure', [says(0.05, 0.75)], 'aves', true],
    ['the detector where its class is not unlikely', [says(0.35, 0.6)], 'aves', false],
    ['the detector where all is background', [says(0.1, 0.1)], 'aves', false],
    ['the surest of two classifiers', [says(0.05, 0.85), says(0.92, 0.02)], 'aves', false],
    ['the surest of two classifiers, in any order', [says(0.92, 0.02), says(0.05, 0.85)], 'aves', false],
  ] as const)('follows %s', (_, said, taxon, conflict) => {
    expect(believe('aves', said, false)).toMatchObject({ taxon, conflict });
  });

  it('tells a conflict where a model of one class sees background, unless a model of several sees that class', () => {
    expect(believe('aves', [birdsOnly(0.1)], false)).toEqual({ taxon: 'aves', conflict: true });
    expect(believe('aves', [birdsOnly(0.1), says(0.7, 0.1)], false)).toEqual({ taxon: 'aves', conflict: false });
  });

  it('follows the likelier class where the detector cannot tell kinds, and asks for a review where nobody can', () => {
    expect(believe('mammalia', [says(0.7, 0.2)], true)).toEqual({ taxon: 'aves', score: 0.7, conflict: false });
    expect(believe('mammalia', [says(0.2, 0.7)], true)).toEqual({ taxon: 'mammalia', score: 0.7, conflict: false });
    expect(believe('mammalia', [says(0.2, 0.3)], true)).toEqual({ taxon: 'mammalia', conflict: true });
    expect(believe('mammalia', [birdsOnly(0.99)], true)).toEqual({ taxon: 'mammalia', conflict: true });
  });

  it('leaves the detector only where something says so, and never silently', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const said = fc.array(fc.tuple(share, share).map(([a, b]) => says(a * b, a * (1 - b))));
    fc.assert(
      fc.property(said, (all) => {
        const { taxon, conflict } = believe('aves', all, false);
        if (taxon === 'mammalia') {
          expect(conflict).toBe(true);
          expect(all.some((classes) => classes.get('mammalia')! > 0.8)).toBe(true);
        }
      }),
    );
  });
});
