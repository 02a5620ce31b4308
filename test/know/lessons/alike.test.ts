import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Alike } from '../../../src/know/lessons/alike.ts';

const example = (id: string, taxon: string, ...feature: number[]) => ({
  ...{ id, taxon, weight: 1, group: id },
  feature: Float32Array.from(feature),
});
/** Two species apart from each other, and one picture of the first that was called the second. */
const TAUGHT = [
  example('a1', 'ardea-alba', 5, 1, 0),
  example('a2', 'ardea-alba', 5, 1.2, 0.1),
  example('a3', 'ardea-alba', 5, 0.9, 0.2),
  example('c1', 'ardea-cinerea', 5, 0, 1),
  example('c2', 'ardea-cinerea', 5, 0.1, 1.1),
  example('c3', 'ardea-cinerea', 5, 0.2, 0.9),
  example('wrong', 'ardea-cinerea', 5, 1.1, 0),
];

describe('what is alike', () => {
  it('is told by what sets pictures apart, not by what all have in common', () => {
    const [first, second] = new Alike(TAUGHT).nearest(Float32Array.of(5, 1.2, 0.1), 2);
    expect(first).toMatchObject({ id: 'a2', taxon: 'ardea-alba' });
    expect(first!.alike).toBeCloseTo(1);
    expect(second!.alike).toBeLessThan(first!.alike);
    expect(new Alike(TAUGHT).nearest(Float32Array.of(5, 0, 1), 1)[0]!.id).toBe('c1');
  });

  it('is much between two pictures of a species, where there are no others', () => {
    const near = new Alike(TAUGHT.slice(0, 2)).nearest(Float32Array.of(5, 0.9, 0.2), 2);
    for (const { alike } of near) expect(alike).toBeGreaterThan(0.9);
  });

  it('is nothing where nothing was taught, or by another model', () => {
    expect(new Alike([]).nearest(Float32Array.of(1), 3)).toEqual([]);
    expect(new Alike(TAUGHT).nearest(Float32Array.of(1, 2), 3)).toEqual([]);
    expect(new Alike(TAUGHT.slice(0, 1)).nearest(Float32Array.of(5, 1, 0), 3)).toMatchObject([{ id: 'a1' }]);
  });

  it('finds the picture that somebody named wrongly', () => {
    expect(new Alike(TAUGHT).unlike()).toMatchObject([{ id: 'wrong', taxon: 'ardea-cinerea', other: 'ardea-alba' }]);
  });

  it('says nothing of a taxon of which too little was taught', () => {
    expect(new Alike(TAUGHT.filter(({ id }) => !['c2', 'c3'].includes(id))).unlike()).toEqual([]);
  });

  it('is a cosine, whatever the features', () => {
    const feature = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 6 }), feature, (all, one) => {
        const alike = new Alike(all.map((values, n) => example(`${n}`, 'ardea-alba', ...values)));
        for (const { alike: how } of alike.nearest(Float32Array.from(one), 9))
          expect(Math.abs(how)).toBeLessThan(1.0001);
      }),
    );
  });
});
