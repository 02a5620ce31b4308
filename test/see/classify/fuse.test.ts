import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asLogits, fuse } from '../../../src/see/classify/fuse.ts';

const look = (logits: number[], weight = 1) => ({ logits: Float32Array.from(logits), weight });
const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 });

describe('fuse', () => {
  it('is the softmax of a single look', () => {
    const { probabilities, energy } = fuse([look([Math.log(1), Math.log(3)])], 1);
    expect([...probabilities]).toEqual([expect.closeTo(0.25, 6), expect.closeTo(0.75, 6)]);
    expect(energy).toBeCloseTo(Math.log(4), 6);
  });

  it('is the geometric mean of two, so that one that is sure against a label takes it down', () => {
    const { probabilities } = fuse([look([Math.log(0.9), Math.log(0.1)]), look([Math.log(0.1), Math.log(0.9)])], 1);
    expect(probabilities[0]).toBeCloseTo(0.5, 6);
    const one = fuse([look([0, 0, 0]), look([5, 0, -30])], 1).probabilities;
    expect(one[2]).toBeLessThan(1e-6);
  });

  it('counts a look by its weight', () => {
    const [even, uneven] = [1, 3].map((weight) => fuse([look([2, 0], weight), look([0, 2])], 1).probabilities[0]!);
    expect(even).toBeCloseTo(0.5, 6);
    expect(uneven).toBeGreaterThan(even!);
  });

  it('sums to 1, does not hang on the order, and is no surer of a look seen twice', () => {
    fc.assert(
      fc.property(fc.array(logits, { minLength: 1, maxLength: 5 }), (some) => {
        const looks = some.map((values) => look(values));
        const { probabilities } = fuse(looks, 1.5);
        expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
        const reversed = fuse([...looks].reverse(), 1.5).probabilities;
        const doubled = fuse([...looks, ...looks], 1.5).probabilities;
        for (const [i, value] of probabilities.entries()) {
          expect(reversed[i]).toBeCloseTo(value, 9);
          expect(doubled[i]).toBeCloseTo(value, 9);
        }
      }),
    );
  });

  it('takes probabilities for logits by their logarithm, also those that are 0', () => {
    const { probabilities } = fuse([{ logits: asLogits(Float32Array.of(0.8, 0.2, 0), 'probabilities'), weight: 1 }], 1);
    expect([...probabilities]).toEqual([expect.closeTo(0.8, 5), expect.closeTo(0.2, 5), expect.closeTo(0, 5)]);
  });
});
