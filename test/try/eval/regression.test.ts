import { describe, expect, it } from 'vitest';
import { type Case, logisticFit } from '../../../src/try/eval/regression.ts';

/** Cases whose shares of right ones follow a logistic rule exactly: each point stands for many. */
function following(rule: (x: number, y: number) => number): Case[] {
  const grid = [-2, -1, 0, 1, 2];
  return grid.flatMap((x) =>
    grid.flatMap((y) => {
      const p = 1 / (1 + Math.exp(-rule(x, y)));
      const features = [x, y];
      return [
        { features, right: true, weight: 1000 * p },
        { features, right: false, weight: 1000 * (1 - p) },
      ];
    }),
  );
}

describe('logisticFit', () => {
  it('finds the rule that cases follow', () => {
    const [bias, x, y] = logisticFit(
      following((x, y) => 0.5 + 2 * x + 0.7 * y),
      [true, true],
    );
    expect(bias).toBeCloseTo(0.5, 1);
    expect(x).toBeCloseTo(2, 1);
    expect(y).toBeCloseTo(0.7, 1);
  });

  it('leaves out a feature whose slope would have the wrong sign', () => {
    const [, x, y] = logisticFit(
      following((x, y) => 1.5 * x - 0.5 * y),
      [true, true],
    );
    expect(y).toBe(0);
    expect(x).toBeGreaterThan(1);
    expect(
      logisticFit(
        following((x, y) => 1.5 * x - 0.5 * y),
        [true, false],
      )[2],
    ).toBeCloseTo(-0.5, 1);
  });

  it('stays finite where cases can be told apart without fail, and where a feature never changes', () => {
    const cases = [-1, 1].map((x) => ({ features: [x, 3], right: x > 0, weight: 20 }));
    const slopes = logisticFit(cases, [true, true]);
    expect(slopes.every(Number.isFinite)).toBe(true);
    expect(slopes[1]).toBeGreaterThan(0);
  });
});
