import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { part, solver, times } from '../../../src/know/taught/matrix.ts';

const matrix = (rows: number, columns: number, data: readonly number[]) => ({
  ...{ rows, columns },
  data: Float64Array.from(data),
});

describe('matrices', () => {
  it('are multiplied, and cut', () => {
    const a = matrix(2, 3, [1, 2, 3, 4, 5, 6]);
    expect([...times(a, matrix(3, 1, [1, 0, -1])).data]).toEqual([-2, -2]);
    expect([...part(a, [1], [2, 0]).data]).toEqual([6, 4]);
  });

  it('are solved: the solution times the matrix is what was asked', () => {
    const size = 5;
    const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: size * size,
      maxLength: size * size,
    });
    fc.assert(
      fc.property(numbers, (data) => {
        const some = matrix(size, size, data);
        const turned = matrix(
          size,
          size,
          data.map((_, i) => data[(i % size) * size + Math.floor(i / size)]!),
        );
        const square = times(some, turned);
        for (let i = 0; i < size; i++) square.data[i * size + i]! += 0.1;
        const asked = matrix(
          size,
          2,
          Array.from({ length: size * 2 }, (_, i) => i - 4),
        );
        const back = times(square, solver(square)(asked));
        for (const [i, value] of back.data.entries()) expect(value).toBeCloseTo(asked.data[i]!, 6);
      }),
    );
  });
});
