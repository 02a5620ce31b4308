import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Axis, predictAxis, updateAxis, updateLevel } from '../../../src/see/track/kalman.ts';

const start: Axis = { x: 0, v: 0, pxx: 1, pxv: 0, pvv: 1 };

describe('an axis', () => {
  it('predicts one long gap as it predicts its parts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (a, b) => {
          const moving = { ...start, v: 0.4, pxv: 0.2 };
          const once = predictAxis(moving, a + b, 0.3);
          const twice = predictAxis(predictAxis(moving, a, 0.3), b, 0.3);
          for (const key of ['x', 'v', 'pxx', 'pxv', 'pvv'] as const) expect(twice[key]).toBeCloseTo(once[key], 9);
        },
      ),
    );
  });

  it('learns a steady velocity over uneven gaps', () => {
    let axis: Axis = { ...start, pxx: 0.0001 };
    let time = 0;
    for (const dt of [0.1, 0.5, 0.2, 1, 0.3, 0.2]) {
      time += dt;
      axis = updateAxis(predictAxis(axis, dt, 0.001), 0.3 * time, 0.0001);
    }
    expect(axis.v).toBeCloseTo(0.3, 2);
  });

  it('stays positive definite', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.05, max: 3, noNaN: true }), { minLength: 1, maxLength: 50 }), (gaps) => {
        let axis: Axis = start;
        for (const dt of gaps) axis = updateAxis(predictAxis(axis, dt, 0.01), dt, 0.0001);
        expect(axis.pxx).toBeGreaterThan(0);
        expect(axis.pxx * axis.pvv - axis.pxv ** 2).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a level', () => {
  it('moves half way for a measurement as sure as itself', () => {
    expect(updateLevel({ x: 1, p: 1 }, 3, 1)).toEqual({ x: 2, p: 0.5 });
  });
});
