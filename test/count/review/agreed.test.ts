import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { agreedOn } from '../../../src/count/review/agreed.ts';
import { aVisit, T } from '../store/values.ts';

const visit = aVisit('v1', { taxon: 'ardea-alba' });

/** Reviews one second apart, `r0` first. */
function said(...list: Partial<Review>[]): Review[] {
  return list.map((more, i) => {
    const base = { visit: 'v1', track: 't1', at: T + i * 1000, by: 'Lin', action: 'confirm' as const };
    return { ...base, id: `r${i}`, ...more };
  });
}
const correct = (taxon: string, by: string) => ({ action: 'correct' as const, taxon, by });

describe('what people are agreed on', () => {
  it.each([
    ['one who confirms', said({}), ['Lin']],
    ['two who confirm', said({}, { by: 'Wang' }), ['Lin', 'Wang']],
    ['the same person twice', said({}, { by: ' lin ' }), [' lin ']],
    ['notes beside', said({}, { by: 'Wang', action: 'note', note: 'far away' }), ['Lin']],
    [
      'somebody who came round',
      said(correct('egretta-garzetta', 'Wang'), correct('ardea-alba', 'Wang'), {}),
      ['Wang', 'Lin'],
    ],
    [
      'a correction that was taken back',
      said({}, correct('egretta-garzetta', 'Wang'), { action: 'undo', undoes: 'r1' }),
      ['Lin'],
    ],
  ])('is the name of %s', (_, reviews, people) => {
    expect(agreedOn(visit, reviews)).toEqual({ taxon: 'ardea-alba', people });
  });

  it('is the name that a correction gave, confirmed by others since', () => {
    const reviews = said(correct('egretta-garzetta', 'Wang'), { by: 'Lin' });
    expect(agreedOn(visit, reviews)).toEqual({ taxon: 'egretta-garzetta', people: ['Wang', 'Lin'] });
  });

  it.each([
    ['nobody has decided', []],
    ['nobody has decided', said({ action: 'note', note: 'wind' })],
    ['rejected', said({ action: 'reject' })],
    ['uncertain', said({}, { action: 'uncertain', by: 'Wang' })],
    ['do not agree on it (Lin)', said({}, correct('egretta-garzetta', 'Wang'))],
    ['do not agree on it (Wang)', said({ action: 'reject', by: 'Wang' }, {})],
  ])('is nothing where %s', (why, reviews) => {
    expect(agreedOn(visit, reviews)).toEqual({ why: expect.stringContaining(why) });
  });

  it('is nothing of a first record that waits for a second person', () => {
    const first = aVisit('v1', { taxon: 'ardea-alba', review: ['first-record'] });
    expect(agreedOn(first, said({}))).toEqual({ why: expect.stringContaining('a second person') });
    expect(agreedOn(first, said({}, { by: 'Wang' }))).toEqual({ taxon: 'ardea-alba', people: ['Lin', 'Wang'] });
  });
});
