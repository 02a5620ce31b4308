import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { offsetsOf } from '../../../src/count/tally/offsets.ts';

const HOUR = 3_600_000;

it('offsets of a zone change where its clocks do', () => {
  const year = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')] as const;
  expect(offsetsOf('Asia/Shanghai', ...year)).toEqual([[year[0], 8 * HOUR]]);
  expect(offsetsOf('Europe/Berlin', ...year)).toEqual([
    [year[0], HOUR],
    [Date.parse('2026-03-29T01:00:00Z'), 2 * HOUR],
    [Date.parse('2026-10-25T01:00:00Z'), HOUR],
  ]);
});

it('offsets tell the hour of any moment', () => {
  const from = Date.parse('2020-01-01T00:00:00Z');
  const offsets = offsetsOf('Australia/Lord_Howe', from, from + 3 * 365 * 24 * HOUR);
  fc.assert(
    fc.property(fc.nat(3 * 365 * 24 * HOUR), (after) => {
      const at = from + after;
      const ahead = offsets.findLast(([start]) => start <= at)![1];
      expect(Math.floor((at + ahead) / HOUR) % 24).toBe(DateTime.fromMillis(at, { zone: 'Australia/Lord_Howe' }).hour);
    }),
  );
});
