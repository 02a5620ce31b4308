import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BatchSize } from '../../../src/tell/push/batch-size.ts';

/** What a size is after some batches: `ok`, `no` or `much`, each of so many entries. */
function after(most: number, ...steps: readonly (readonly ['ok' | 'no' | 'much', number])[]): number {
  const size = new BatchSize(most);
  for (const [what, entries] of steps) {
    if (what === 'ok') size.taken();
    else size.refused(entries, what === 'much');
  }
  return size.entries;
}

const times = <T>(count: number, step: T) => Array.from({ length: count }, () => step);

it('is halved where a batch is too much, and where one fails the third time', () => {
  expect(after(200, ['much', 200])).toBe(100);
  expect(after(200, ['much', 30])).toBe(15);
  expect(after(200, ['much', 1])).toBe(1);
  expect([1, 2, 3, 4].map((count) => after(200, ...times(count, ['no', 200] as const)))).toEqual([200, 200, 100, 50]);
});

it('stays where the receiver is away and single entries wait: their size is not why', () => {
  expect(after(200, ...times(50, ['no', 1] as const))).toBe(200);
});

it('grows again after twenty that were taken in a row', () => {
  expect(after(200, ['much', 40], ...times(19, ['ok', 20] as const))).toBe(20);
  expect(after(200, ['much', 40], ...times(20, ['ok', 20] as const))).toBe(40);
  expect(after(200, ['much', 40], ...times(19, ['ok', 20] as const), ['no', 20], ['ok', 20])).toBe(20);
});

it('is at least one and at most what was asked for', () => {
  const step = fc.tuple(
    fc.constantFrom('ok' as const, 'no' as const, 'much' as const),
    fc.integer({ min: 0, max: 500 }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(step, { maxLength: 300 }), (most, steps) => {
      const size = after(most, ...steps);
      expect(size).toBeGreaterThanOrEqual(1);
      expect(size).toBeLessThanOrEqual(most);
    }),
  );
});
