import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/see/classify/judge.ts';
import { BIRDS, LABELS, look } from './models.ts';

const EVEN = () => 1;
const named = (looks: Parameters<typeof judge>[1], weigh: (taxon: string) => number = EVEN) =>
  judge(BIRDS, looks, weigh).named;

describe('judge', () => {
  it.each([
    [{ 'anas-crecca': 0.81 }, 'anas-crecca', 'species', 0.81],
    [{ 'anas-crecca': 0.79, 'ardea-cinerea': 0.2 }, 'anas', 'genus', 0.79],
    [{ 'anas-crecca': 0.4, 'anas-platyrhynchos': 0.3 }, 'anas', 'genus', 0.7],
    [{ 'anas-crecca': 0.4, 'aix-galericulata': 0.3 }, 'anatidae', 'family', 0.7],
    [{ corvus: 0.9 }, 'corvus', 'genus', 0.9],
  ] as const)('names of %j %s', (scores, taxon, rank, score) => {
    expect(named([look(scores)])).toEqual({ taxon, rank, score: expect.closeTo(score, 5) });
  });

  it('names nothing where no rank is likely enough', () => {
    expect(named([look({ 'anas-crecca': 0.4, 'ardea-cinerea': 0.4 })])).toBeUndefined();
    expect(named([look({})])).toBeUndefined();
  });

  it('lists the likeliest labels, and only labels, without the prior', () => {
    const { opinion } = judge(BIRDS, [look({ 'anas-crecca': 0.5, 'ardea-cinerea': 0.3, corvus: 0.1 })], () => 0.05);
    expect(opinion.model).toBe('birds@1');
    expect(opinion.top).toHaveLength(5);
    expect(opinion.top.slice(0, 3)).toEqual([
      { taxon: 'anas-crecca', score: expect.closeTo(0.5, 5) },
      { taxon: 'ardea-cinerea', score: expect.closeTo(0.3, 5) },
      { taxon: 'corvus', score: expect.closeTo(0.1, 5) },
    ]);
    expect(opinion.known).toBeCloseTo(0.5, 5);
  });

  it('says what it would have named without the prior', () => {
    const judged = judge(BIRDS, [look({ 'anas-crecca': 0.9 })], (taxon) => (taxon === 'aves' ? 1 : 0.05));
    expect(judged.named).toBeUndefined();
    expect(judged.unweighed).toMatchObject({ taxon: 'anas-crecca' });
  });

  it('scores the classes it knows', () => {
    const { classes } = judge(BIRDS, [look({ 'anas-crecca': 0.5, 'vulpes-vulpes': 0.4 })], EVEN);
    expect([...classes]).toEqual([
      ['aves', expect.closeTo(0.5, 5)],
      ['mammalia', expect.closeTo(0.4, 5)],
    ]);
  });

  it('stays within 0 and 1 and finite for whatever looks', () => {
    const logits = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), {
      minLength: LABELS.length,
      maxLength: LABELS.length,
    });
    const looks = fc.array(
      fc.record({ logits: logits.map((values) => Float32Array.from(values)), weight: fc.constantFrom(1e-6, 0.2, 1) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(looks, fc.constantFrom(1e-3, 0.05, 1), (some, weight) => {
        const judged = judge(BIRDS, some, () => weight);
        const scores = [
          judged.opinion.known,
          ...judged.opinion.top.map(({ score }) => score),
          ...judged.classes.values(),
        ];
        if (judged.named) scores.push(judged.named.score);
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
