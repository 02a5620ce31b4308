import { describe, expect, it } from 'vitest';
import { round1 } from '../../../src/tell/export/round.ts';

describe('rounding to one decimal', () => {
  // What R 4.2 prints for round(x, 1); of all whole seconds up to 200000, in minutes, hours and days, none was another.
  it.each([
    [0.25, 0.2],
    [0.35, 0.3],
    [0.45, 0.4],
    [0.05, 0],
    [0.15, 0.1],
    [2.5, 2.5],
    [1439.75, 1439.8],
    [0, 0],
  ])('gives for %d what R gives: %d', (value, rounded) => {
    expect(round1(value)).toBe(rounded);
  });
});
