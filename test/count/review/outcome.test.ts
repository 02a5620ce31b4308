import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { outcomeOf } from '../../../src/count/review/outcome.ts';
import { aVisit, T } from '../store/values.ts';

const visit = aVisit('v1', { taxon: 'aves', individuals: 2 });
const first = aVisit('v1', { taxon: 'ardea-cinerea', review: ['first-record'] });

/** Reviews one second apart, `r0` first. */
function said(...list: Partial<Review>[]): Review[] {
  return list.map((more, i) => {
    const base = { visit: 'v1', track: 't1', at: T + i * 1000, by: 'Lin', action: 'confirm' as const };
    return { ...base, id: `r${i}`, ...more };
  });
}

describe('what reviews make of a visit', () => {
  it('is nothing without a decision; a note is none', () => {
    expect(outcomeOf(visit, [])).toBeUndefined();
    expect(outcomeOf(visit, said({ action: 'note', note: 'wind' }))).toBeUndefined();
  });

  it('is the last decision that holds, with what earlier corrections said beside it', () => {
    const reviews = said(
      { action: 'correct', taxon: 'anas-crecca', individuals: 5, adults: 4 },
      { action: 'correct', behaviour: 'feeding', by: 'Wu' },
      { action: 'note', note: 'at high tide' },
    );
    expect(outcomeOf(visit, reviews)).toEqual({
      ...{ status: 'corrected', taxon: 'anas-crecca', individuals: 5, adults: 4, behaviour: 'feeding' },
      ...{ notes: ['at high tide'], by: ['Lin', 'Wu'], at: T + 1000 },
    });
  });

  it.each([
    ['reject', 'rejected'],
    ['uncertain', 'uncertain'],
    ['confirm', 'confirmed'],
  ] as const)('after %s is %s', (action, status) => {
    expect(outcomeOf(visit, said({ action }))?.status).toBe(status);
  });

  it('is as before where a decision is undone, and as after where the undo is undone', () => {
    const reviews = said({}, { action: 'reject' }, { action: 'undo', undoes: 'r1' }, { action: 'undo', undoes: 'r2' });
    expect(outcomeOf(visit, reviews.slice(0, 2))?.status).toBe('rejected');
    expect(outcomeOf(visit, reviews.slice(0, 3))?.status).toBe('confirmed');
    expect(outcomeOf(visit, reviews)?.status).toBe('rejected');
    expect(outcomeOf(visit, said({}, { action: 'undo', undoes: 'r0' }))).toBeUndefined();
  });
});

describe('a first record for the site', () => {
  it('waits for a second, different person', () => {
    expect(outcomeOf(first, said({}))?.status).toBe('awaiting');
    expect(outcomeOf(first, said({}, { by: ' lin ' }))?.status).toBe('awaiting');
    expect(outcomeOf(first, said({}, { by: 'Wu' }))).toMatchObject({ status: 'confirmed', by: ['Lin', 'Wu'] });
  });

  it('needs both to say the same taxon', () => {
    const other = { action: 'correct', taxon: 'ardea-alba', by: 'Wu' } as const;
    expect(outcomeOf(first, said({}, other))?.status).toBe('awaiting');
    expect(outcomeOf(first, said({}, other, { ...other, by: 'He' }))).toMatchObject({ taxon: 'ardea-alba' });
    expect(outcomeOf(first, said({}, other, { ...other, by: 'He' }))?.status).toBe('corrected');
  });

  it('is confirmed by one who confirms what the other one corrected', () => {
    const correction = { action: 'correct', taxon: 'ardea-alba' } as const;
    expect(outcomeOf(first, said(correction, { by: 'Wu' }))).toMatchObject({
      status: 'confirmed',
      taxon: 'ardea-alba',
    });
    expect(outcomeOf(first, said({}, correction, { by: 'Wu', action: 'correct', individuals: 3 }))?.by).toEqual([
      'Lin',
      'Wu',
    ]);
    // Lin named the first taxon and then the second; of the second there is only Lin.
    expect(outcomeOf(first, said({ by: 'Wu' }, correction))?.status).toBe('awaiting');
  });

  it('waits again where the second one is undone, and is rejected by one', () => {
    expect(outcomeOf(first, said({}, { by: 'Wu' }, { action: 'undo', undoes: 'r1' }))?.status).toBe('awaiting');
    expect(outcomeOf(first, said({ action: 'reject' }))?.status).toBe('rejected');
  });
});

describe('reviews in whatever order they are read', () => {
  const drawn = fc.array(
    fc.record({
      action: fc.constantFrom('confirm', 'correct', 'reject', 'uncertain', 'note', 'undo'),
      by: fc.constantFrom('Lin', 'Wu'),
      taxon: fc.constantFrom('anas-crecca', 'aves'),
      target: fc.nat(9),
    }),
    { maxLength: 10 },
  );

  it('mean the same, and an undo with its undo changes nothing', () => {
    fc.assert(
      fc.property(drawn, (list) => {
        const reviews = said(
          ...list.map(({ target, taxon, ...rest }) => ({
            ...rest,
            ...(rest.action === 'undo' ? { undoes: `r${target}` } : rest.action === 'correct' && { taxon }),
          })),
        );
        const made = outcomeOf(visit, reviews);
        expect(outcomeOf(visit, reviews.toReversed())).toEqual(made);
        const at = T + 20_000;
        const pair = [
          { ...reviews[0]!, id: 's1', at, action: 'undo' as const, undoes: 'r0' },
          { ...reviews[0]!, id: 's2', at: at + 1, action: 'undo' as const, undoes: 's1' },
        ];
        if (reviews.length > 0) expect(outcomeOf(visit, [...reviews, ...pair])).toEqual(made);
      }),
    );
  });
});
