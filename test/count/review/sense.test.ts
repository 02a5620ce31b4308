import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { type Decision, requireSense } from '../../../src/count/review/sense.ts';
import { aVisit } from '../store/values.ts';

const seen = { visit: aVisit('v1', { taxon: 'aves', individuals: 2 }), version: 1 };
const earlier = [{ id: 'r1' }] as Review[];
const decide = (more: Partial<Decision>) => () =>
  requireSense({ visit: 'v1', by: 'Lin', action: 'confirm', ...more }, seen, earlier);

describe('a decision', () => {
  it.each<Partial<Decision>>([
    {},
    { taxon: 'aves' },
    { action: 'correct', taxon: 'anas-crecca', individuals: 3, adults: 1, juveniles: 2, males: 3 },
    { action: 'correct', behaviour: 'feeding' },
    { action: 'reject', note: 'a stone' },
    { action: 'undo', undoes: 'r1' },
  ])('may be %j', (more) => {
    expect(decide(more)).not.toThrow();
  });

  it.each<[Partial<Decision>, string]>([
    [{ action: 'correct' }, 'correct says nothing'],
    [{ taxon: 'anas-crecca' }, 'confirm names anas-crecca where the visit is aves. Send correct instead'],
    [{ action: 'correct', adults: 2, juveniles: 1 }, 'adults and juveniles are 3 of 2 individuals'],
    [{ action: 'correct', females: 3 }, 'females and males are 3 of 2 individuals'],
    [{ action: 'reject', taxon: 'aves' }, 'reject says taxon'],
    [{ action: 'note' }, 'note has no note'],
    [{ action: 'undo' }, 'undo does not say what'],
    [{ action: 'undo', undoes: 'r9' }, 'no review r9 is on this visit'],
    [{ undoes: 'r1' }, 'confirm cannot undo'],
  ])('%j is refused', (more, message) => {
    expect(decide(more)).toThrow(message);
  });
});
