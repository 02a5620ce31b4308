import { describe, expect, it } from 'vitest';
import { Patience } from '../../src/base/patience.ts';

/** Looks once a second of so many seconds, from a time on. */
function looks(patience: Patience, from: number, seconds: number): number {
  let silent = 0;
  for (let i = 0; i < seconds; i++) silent = patience.look(from + i * 1000);
  return silent;
}

describe('Patience', () => {
  it('counts silence from look to look', () => {
    expect(looks(new Patience(2_000), 0, 9)).toBe(8_000);
  });

  it('starts anew when it hears', () => {
    const patience = new Patience(2_000);
    looks(patience, 0, 9);
    patience.heard();
    expect(patience.look(9_000)).toBe(0);
    expect(patience.look(10_000)).toBe(1_000);
  });

  it('blames nobody for the time in which the judge itself was held up', () => {
    const patience = new Patience(2_000);
    patience.look(0);
    expect(patience.look(3_600_000)).toBe(2_000);
    expect(patience.look(3_601_000)).toBe(3_000);
  });
});
