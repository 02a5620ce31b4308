import { describe, expect, it } from 'vitest';
import { Passers } from '../../../src/see/media/passers.ts';

const HERE = { x: 0.4, y: 0.4, w: 0.1, h: 0.3 };
const THERE = { ...HERE, x: 0.8 };

describe('Passers', () => {
  it('remembers for some seconds who is not found in each look', () => {
    const passers = new Passers(4000);
    expect(passers.see(0, [HERE])).toEqual([HERE]);
    expect(passers.see(4000, [])).toEqual([HERE]);
    expect(passers.see(5001, [])).toEqual([]);
  });

  it('knows a walker where the last frame has him', () => {
    const passers = new Passers(4000);
    passers.see(0, [HERE]);
    const step = { ...HERE, x: 0.43 };
    expect(passers.see(200, [step])).toEqual([step]);
  });

  it('keeps who stands elsewhere', () => {
    const passers = new Passers(4000);
    passers.see(0, [HERE]);
    expect(passers.see(200, [THERE])).toEqual([THERE, HERE]);
  });

  it('does not remember for ever what was seen under a clock that was set back', () => {
    const passers = new Passers(4000);
    passers.see(3_600_000, [HERE]);
    expect(passers.see(0, [])).toEqual([]);
  });
});
