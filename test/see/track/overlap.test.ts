import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/base/domain.ts';
import { covered, doubles, visible } from '../../../src/see/track/overlap.ts';

const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h });

describe('covered', () => {
  it('adds up regions that meet, and counts none twice', () => {
    const target = box(0.4, 0.4, 0.2, 0.2);
    expect(covered(target, [])).toBe(0);
    expect(covered(target, [box(0, 0, 0.5, 1), box(0.5, 0, 0.5, 1)])).toBe(1);
    expect(covered(target, [box(0, 0, 0.44, 1), box(0, 0, 0.44, 1)])).toBeCloseTo(0.2);
  });

  it('asks only about the part in the frame', () => {
    expect(covered(box(0.9, 0.4, 0.2, 0.2), [box(0, 0, 1, 1)])).toBe(1);
    expect(covered(box(1.1, 0.4, 0.2, 0.2), [box(0, 0, 2, 1)])).toBe(0);
    expect(visible(box(0.9, 0.4, 0.2, 0.2))).toBeCloseTo(0.5);
  });
});

describe('doubles', () => {
  const bird = (of: Box) => ({ box: of, kind: 'bird' as const });
  const mammal = (of: Box) => ({ box: of, kind: 'mammal' as const });

  it('takes a head in a body, and one box under two kinds, for one animal', () => {
    expect(doubles(bird(box(0.4, 0.4, 0.2, 0.4)), bird(box(0.45, 0.4, 0.05, 0.1)))).toBe(true);
    expect(doubles(bird(box(0.4, 0.4, 0.2, 0.4)), mammal(box(0.41, 0.4, 0.2, 0.4)))).toBe(true);
  });

  it('takes a belly with legs, of which a fifth lies under the box of the bird, for that bird', () => {
    // As a detector boxed a gull in flight, in two pictures in a row.
    expect(doubles(bird(box(0.566, 0.17, 0.117, 0.083)), bird(box(0.604, 0.182, 0.069, 0.088)))).toBe(true);
  });

  it('takes an egret on a buffalo, and two birds side by side, for two', () => {
    expect(doubles(bird(box(0.45, 0.4, 0.05, 0.1)), mammal(box(0.4, 0.4, 0.3, 0.3)))).toBe(false);
    expect(doubles(bird(box(0.4, 0.4, 0.1, 0.1)), bird(box(0.45, 0.4, 0.1, 0.1)))).toBe(false);
  });
});
