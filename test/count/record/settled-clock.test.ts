import { expect, it } from 'vitest';
import { SettledClock } from '../../../src/count/record/settled-clock.ts';
import { T } from '../store/values.ts';
import { HOUR } from '../visit/tracks.ts';

const DAY = 24 * HOUR;

it('a clock that goes on, drifts or changes for the summer is settled', () => {
  const clock = new SettledClock(T, 0);
  for (let hour = 1; hour < 100; hour++) expect(clock.isSettled(T + hour * 1.1 * HOUR, hour * HOUR)).toBe(true);
  expect(new SettledClock(undefined, 0).isSettled(T, 0)).toBe(true);
});

it.each([
  ['a year ahead', 365 * DAY],
  ['two days back', -2 * DAY],
])('one that was set %s is not, until it has gone on so for a day', (_, step) => {
  const clock = new SettledClock(T, 0);
  expect(clock.isSettled(T + HOUR, HOUR)).toBe(true);
  for (let hour = 2; hour < 26; hour++) expect(clock.isSettled(T + hour * HOUR + step, hour * HOUR)).toBe(false);
  expect(clock.isSettled(T + 26 * HOUR + step, 26 * HOUR)).toBe(true);
});

it('one that is set right again is waited for again, and one that a box starts with far from its newest record', () => {
  const clock = new SettledClock(T, 0);
  expect(clock.isSettled(T + 500 * DAY, HOUR)).toBe(false);
  expect(clock.isSettled(T + 2 * HOUR, 2 * HOUR)).toBe(false);
  expect(clock.isSettled(T + 25 * HOUR, 25 * HOUR)).toBe(false);
  expect(clock.isSettled(T + 27 * HOUR, 27 * HOUR)).toBe(true);
  expect(new SettledClock(T, 0).isSettled(T + 500 * DAY, 1)).toBe(false);
});
