import fc from 'fast-check';
import { expect, it } from 'vitest';

it.skipIf(process.env.ROOST_SEED !== undefined)('properties draw the same in every run', () => {
  const draw = () => {
    const drawn: number[] = [];
    fc.assert(fc.property(fc.integer(), (one) => void drawn.push(one)));
    return drawn;
  };
  expect(fc.readConfigureGlobal()).toEqual({ seed: 1 });
  expect(draw()).toEqual(draw());
});
