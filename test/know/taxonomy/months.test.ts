import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMonths, ordered, parseMonths, span } from '../../../src/know/taxonomy/months.ts';

describe('months', () => {
  it.each([
    ['oct-mar', [1, 2, 3, 10, 11, 12]],
    ['October to March', [1, 2, 3, 10, 11, 12]],
    ['Mar – May, Sept-Nov', [3, 4, 5, 9, 10, 11]],
    ['10月至3月', [1, 2, 3, 10, 11, 12]],
    ['十月~十二月、五月', [5, 10, 11, 12]],
    ['3;4;5', [3, 4, 5]],
    ['03', [3]],
    ['10-3', [1, 2, 3, 10, 11, 12]],
    ['may', [5]],
    ['全年', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ])('%s is read', (text, months) => {
    expect(parseMonths(text)).toEqual(months);
  });

  it.each(['', ' ', 'winter', '13', '0', 'ma', 'oct-', 'oct-dec-feb', '2024', '-', 'null', '5/1', '2024-10-03'])(
    '%j is no month',
    (text) => {
      expect(parseMonths(text)).toBeUndefined();
    },
  );

  it('are written as ranges, which may run over the new year', () => {
    expect(formatMonths([1, 2, 3, 10, 11, 12])).toBe('oct-mar');
    expect(formatMonths([9, 3, 4, 11, 10, 5])).toBe('mar-may, sep-nov');
    expect(formatMonths([7])).toBe('jul');
  });

  it('are read back as they were written', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(some, (months) => {
        expect(parseMonths(formatMonths(months))).toEqual(ordered(months));
      }),
    );
  });

  it('span from one to another', () => {
    expect(span(11, 2)).toEqual([11, 12, 1, 2]);
    expect(span(5, 5)).toEqual([5]);
  });
});
