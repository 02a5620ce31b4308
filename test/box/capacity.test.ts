import { expect, it } from 'vitest';
import { capacityTrouble, loadOf } from '../../src/box/capacity.ts';

const main = { enabled: true };
const sub = { enabled: true, analysisUrl: 'rtsp://127.0.0.1/sub' };
const off = { enabled: false };

it('a small box says what it can hold where 50 cameras are configured, and what becomes of the rest', () => {
  const told = capacityTrouble(Array(50).fill(main), 4);
  expect(told).toMatch(
    /^50 cameras are more than 4 cores hold: about 31 by a stream of 1080p, or 127 with a substream/,
  );
  expect(told).toMatch(/All of them lose frames alike, .* is not effort/);
  expect(capacityTrouble(Array(50).fill(sub), 4)).toBeUndefined();
});

it('cameras that are switched off cost nothing, and what was measured on two cores is held by two', () => {
  expect(loadOf(Array(50).fill(off))).toBe(0);
  expect(capacityTrouble([...Array(10).fill(main), ...Array(50).fill(off)], 2)).toBeUndefined();
  expect(capacityTrouble(Array(40).fill(sub), 2)).toBeUndefined();
  expect(capacityTrouble(Array(16).fill(main), 2)).toBeDefined();
});
