import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type Period, periodsIn } from '../../../src/count/tally/periods.ts';

const HOUR = 3_600_000;

function local(text: string, zone: string): number {
  return DateTime.fromISO(text, { zone }).toMillis();
}

/** Lengths in hours of the periods between two local times. */
function lengths(from: string, to: string, period: Period, zone: string): number[] {
  const spans = periodsIn(local(from, zone), local(to, zone), period, zone, 1000);
  return spans.map(({ startAt, endAt }) => (endAt - startAt) / HOUR);
}

describe('periods', () => {
  it('are whole days of the zone, with 23 and 25 hours where the clock changes', () => {
    expect(lengths('2025-03-29', '2025-04-01', 'day', 'Europe/Berlin')).toEqual([24, 23, 24]);
    expect(lengths('2025-10-25', '2025-10-28', 'day', 'Europe/Berlin')).toEqual([24, 25, 24]);
    expect(lengths('2025-03-29', '2025-04-01', 'day', 'Asia/Shanghai')).toEqual([24, 24, 24]);
  });

  it('are right where the clock changes at midnight', () => {
    expect(lengths('2023-04-27T12:00', '2023-04-29', 'day', 'Africa/Cairo')).toEqual([24, 23]);
    expect(lengths('2023-10-26', '2023-10-27', 'day', 'Africa/Cairo')).toEqual([25]);
    expect(lengths('2025-11-01', '2025-11-04', 'day', 'America/Havana')).toEqual([24, 25, 24]);
  });

  it('are full hours, also when one comes twice or changes by half', () => {
    expect(lengths('2025-10-26', '2025-10-26T04:00', 'hour', 'Europe/Berlin')).toEqual([1, 1, 1, 1, 1]);
    expect(lengths('2025-03-30', '2025-03-30T04:00', 'hour', 'Europe/Berlin')).toEqual([1, 1, 1]);
    expect(lengths('2025-04-06', '2025-04-06T04:00', 'hour', 'Australia/Lord_Howe')).toEqual([1, 1.5, 1, 1]);
    expect(lengths('2025-05-03T00:10', '2025-05-03T02:00', 'hour', 'Asia/Kathmandu')).toEqual([1, 1]);
  });

  it('begin weeks on Monday, across the year', () => {
    const zone = 'Asia/Shanghai';
    const weeks = periodsIn(local('2025-12-31', zone), local('2026-01-06', zone), 'week', zone, 10);
    expect(weeks.map(({ startAt }) => DateTime.fromMillis(startAt, { zone }).toFormat('yyyy-MM-dd ccc'))).toEqual([
      '2025-12-29 Mon',
      '2026-01-05 Mon',
    ]);
    expect(lengths('2025-03-24', '2025-03-31', 'week', 'Europe/Berlin')).toEqual([7 * 24 - 1]);
  });

  it('are calendar months', () => {
    const days = lengths('2024-01-15', '2024-05-01', 'month', 'Asia/Shanghai').map((hours) => hours / 24);
    expect(days).toEqual([31, 29, 31, 30]);
  });

  it('refuse a zone that is not known, and too many', () => {
    expect(() => periodsIn(0, HOUR, 'day', 'Asia/Nowhere', 10)).toThrow('not a time zone');
    expect(() => periodsIn(0, 11 * HOUR, 'hour', 'UTC', 10)).toThrow('more than 10 periods');
    expect(periodsIn(HOUR, HOUR, 'hour', 'UTC', 10)).toEqual([]);
  });

  it('cover any range without gap or overlap', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Havana',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    const periods = fc.constantFrom<Period>('hour', 'day', 'week', 'month');
    const from = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zones, periods, from, fc.integer({ min: 1, max: 400 * HOUR }), (zone, period, start, length) => {
        const spans = periodsIn(start, start + length, period, zone, 1000);
        expect(spans[0]!.startAt).toBeLessThanOrEqual(start);
        expect(spans.at(-1)!.endAt).toBeGreaterThanOrEqual(start + length);
        for (const [index, span] of spans.entries()) {
          expect(span.endAt).toBeGreaterThan(span.startAt);
          if (index > 0) expect(span.startAt).toBe(spans[index - 1]!.endAt);
        }
      }),
    );
  });
});
