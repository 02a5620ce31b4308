import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type Choice, hears, type QuietHours, quietUntil, tellsOf } from '../../../src/tell/alert/choose.ts';
import { anAlert, EVERYTHING } from './values.ts';

describe('a channel', () => {
  it.each<[string, Partial<Choice>, boolean]>([
    ['everything', {}, true],
    ['the species', { species: ['grus-grus'] }, true],
    ['its family', { species: ['gruidae'] }, true],
    ['its class', { species: ['aves'] }, true],
    ['another family', { species: ['anatidae'] }, false],
    ['all but its family', { except: ['gruidae'] }, false],
    ['its class but not its family', { species: ['aves'], except: ['gruidae'] }, false],
    ['the species, which its family is an exception of', { species: ['grus-grus'], except: ['gruidae'] }, true],
    ['a species that is left out as well', { species: ['grus-grus'], except: ['grus-grus'] }, false],
    ['first records', { tells: ['first-for-site', 'first-of-year'] }, false],
    ['level 1', { tells: ['level-1'] }, false],
    ['level 2', { tells: ['level-2'] }, true],
    ['faults', { tells: ['faults'] }, false],
    ['nothing', { tells: [] }, false],
  ])('that hears of %s', (_, more, heard) => expect(hears({ ...EVERYTHING, ...more }, anAlert())).toBe(heard));

  it('hears of a first record of a protected species as either', () => {
    const first = anAlert({ reason: 'first-for-site', level: 1 });
    expect(tellsOf(first)).toEqual(['level-1', 'first-for-site']);
    expect(hears({ ...EVERYTHING, tells: ['level-1'] }, first)).toBe(true);
    expect(hears({ ...EVERYTHING, tells: ['first-for-site'] }, first)).toBe(true);
  });
});

describe('quiet hours', () => {
  const night: QuietHours = { from: '22:00', to: '06:30', breakThrough: [] };
  const noon: QuietHours = { from: '12:00', to: '14:00', breakThrough: [] };
  const at = (time: string, zone: string) => DateTime.fromISO(time, { zone }).toMillis();

  it.each<[QuietHours, string, string, string | undefined]>([
    [night, 'Asia/Shanghai', '2026-05-01T21:59:59', undefined],
    [night, 'Asia/Shanghai', '2026-05-01T22:00', '2026-05-02T06:30'],
    [night, 'Asia/Shanghai', '2026-05-02T00:00', '2026-05-02T06:30'],
    [night, 'Asia/Shanghai', '2026-05-02T06:29', '2026-05-02T06:30'],
    [night, 'Asia/Shanghai', '2026-05-02T06:30', undefined],
    [noon, 'Asia/Shanghai', '2026-05-02T13:00', '2026-05-02T14:00'],
    [noon, 'Asia/Shanghai', '2026-05-02T14:00', undefined],
    // Clocks go forward at 02:00 and back at 03:00: the night is an hour shorter, and an hour longer.
    [night, 'Europe/Berlin', '2026-03-29T01:30', '2026-03-29T06:30'],
    [night, 'Europe/Berlin', '2026-10-25T01:30', '2026-10-25T06:30'],
  ])('%j in %s at %s', (hours, zone, now, until) =>
    expect(quietUntil(hours, at(now, zone), zone)).toBe(until && at(until, zone)),
  );
});
