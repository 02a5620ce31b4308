import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Point } from '../../../src/base/domain.ts';
import { makeGrid } from '../../../src/see/motion/grid.ts';
import { Passes } from '../../../src/see/motion/passes.ts';
import { PlainPasses } from './plain-passes.ts';

/** Grey levels that may differ, far less than one of 255. */
const NEAR = 1e-3;
const half: readonly Point[] = [
  [0, 0],
  [0.5, 0],
  [0.5, 1],
  [0, 1],
];

/** Noise of some depth about a grey level. */
function frame(seed: number, bytes: number, grey: number, depth: number): Uint8Array {
  let state = seed;
  return new Uint8Array(bytes).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.min(255, Math.max(0, grey + ((state >>> 16) / 65_536 - 0.5) * depth));
  });
}

const far = (a: Float32Array, b: Float32Array) => a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);

it('passes see and learn what plain numbers do, cell by cell, whatever the size, the light and the masks', () => {
  const side = fc.integer({ min: 2, max: 100 }).map((n) => 2 * n);
  const look = fc.record({
    seed: fc.nat(),
    grey: fc.nat(255),
    depth: fc.nat(300),
    light: fc.integer({ min: -60, max: 60 }),
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const looks = fc.array(look, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.boolean(),
      looks,
      share,
      share,
      share,
      (width, height, mask, all, follow, absorb, calm) => {
        const grid = makeGrid(width, height, mask ? [half] : []);
        const [ours, plain] = [new Passes(grid), new PlainPasses(grid)];
        for (const [i, { seed, grey, depth, light }] of all.entries()) {
          const data = frame(seed, width * height, grey, depth);
          expect(ours.read(data)).toBe(plain.read(data));
          expect(far(ours.picture, plain.picture)).toBe(0);
          if (i === 0) for (const passes of [ours, plain]) passes.restart();
          ours.shift.fill(light);
          const comparing = { floor: 7, deviations: 4, unexplained: 0.5, follow, absorb, calm };
          const count = ours.compare(comparing);
          const over = plain.compare(comparing, ours.shift);
          const moving = new Set(ours.cells.subarray(0, count));
          expect(moving.size).toBe(count);
          expect([...moving]).toEqual([...moving].sort((a, b) => a - b));
          const wrong = over.flatMap((by, cell) => (Math.abs(by) > NEAR && moving.has(cell) !== by > 0 ? [cell] : []));
          expect(wrong).toEqual([]);
          expect([...moving].filter((cell) => Math.abs(ours.excess[cell]! - over[cell]!) > NEAR)).toEqual([]);
          expect(far(ours.mean, plain.mean)).toBeLessThan(NEAR);
          expect(far(ours.unrest, plain.unrest)).toBeLessThan(NEAR);
        }
      },
    ),
    { numRuns: 20 },
  );
});
