import { expect, it } from 'vitest';
import { retryAfter } from '../../../src/tell/push/refusals.ts';

const NOW = Date.parse('2026-05-01T06:00:00Z');

it.each([
  ['120', 120_000],
  ['0', 0],
  ['999999999', 3_600_000],
  ['Fri, 01 May 2026 06:01:00 GMT', 60_000],
  ['Fri, 01 May 2020 06:01:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
  [['1', '2'], undefined],
])('Retry-After %j asks to wait %j ms', (header, ms) => {
  expect(retryAfter(header, NOW)).toBe(ms);
});
