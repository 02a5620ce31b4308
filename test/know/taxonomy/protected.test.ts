import { describe, expect, it } from 'vitest';
import { isWithin, taxa, taxonById } from '../../../src/know/taxonomy/taxa.ts';

const of = (ancestor: string, level: 1 | 2) =>
  taxa().filter((taxon) => taxon.protection === level && isWithin(taxon.id, ancestor));

describe("China's list of protected animals of 2021", () => {
  it.each([
    ['aves', 1, 92],
    ['aves', 2, 302],
    ['mammalia', 1, 99],
    ['mammalia', 2, 86],
  ] as const)('%s at level %i: %i species', (ancestor, level, count) => {
    const species = of(ancestor, level);
    expect(species).toHaveLength(count);
    expect(species.filter((taxon) => taxon.rank !== 'species' || !taxon.chinese)).toEqual([]);
  });

  it('has the birds that the island waits for', () => {
    const levels = [
      'emberiza-aureola',
      'ciconia-boyciana',
      'platalea-minor',
      'calamornis-heudei',
      'pycnonotus-sinensis',
    ];
    expect(levels.map((id) => taxonById(id)?.protection)).toEqual([1, 1, 1, 2, undefined]);
  });
});
