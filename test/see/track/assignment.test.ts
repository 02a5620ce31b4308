import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../../src/see/track/assignment.ts';

function total(cost: number[][], columns: number[]): number {
  return columns.reduce((sum, column, row) => sum + (column < 0 ? 0 : cost[row]![column]!), 0);
}

/** The lowest total over every way to match the smaller side. */
function bruteForce(cost: number[][]): number {
  const rows = cost.length;
  const columns = cost[0]!.length;
  if (rows > columns) return bruteForce(cost[0]!.map((_, c) => cost.map((row) => row[c]!)));
  const taken = new Set<number>();
  const from = (row: number): number => {
    if (row === rows) return 0;
    let best = Number.POSITIVE_INFINITY;
    for (let c = 0; c < columns; c++) {
      if (taken.has(c)) continue;
      taken.add(c);
      best = Math.min(best, cost[row]![c]! + from(row + 1));
      taken.delete(c);
    }
    return best;
  };
  return from(0);
}

const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

describe('assign', () => {
  it('gives nothing for nothing', () => {
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([-1, -1]);
  });

  it('prefers the lower total over the nearest pair', () => {
    expect(
      assign([
        [1, 2],
        [2, 9],
      ]),
    ).toEqual([1, 0]);
  });

  it('finds the lowest total, uses no column twice and matches all of the smaller side', () => {
    fc.assert(
      fc.property(matrix, (cost) => {
        const columns = assign(cost);
        const used = columns.filter((c) => c >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(used.length).toBe(Math.min(cost.length, cost[0]!.length));
        expect(total(cost, columns)).toBeCloseTo(bruteForce(cost), 6);
      }),
    );
  });
});
