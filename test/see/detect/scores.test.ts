import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Head } from '../../../src/see/detect/head.ts';
import { fromScale, onScale, toScale } from '../../../src/see/detect/scores.ts';

describe('scores on one scale', () => {
  it('stay as they are by the slope 1 and no offset', () => {
    expect(toScale({ slope: 1, offset: 0 }, 0.3)).toBeCloseTo(0.3);
  });

  it('rise by an offset', () => {
    // logit(0.5) is 0, and 1 / (1 + e^-1) is 0.731.
    expect(toScale({ slope: 2, offset: 1 }, 0.5)).toBeCloseTo(0.731, 3);
  });

  it('keep certainty', () => {
    expect([0, 1].map((score) => toScale({ slope: 2, offset: 1 }, score))).toEqual([0, 1]);
  });

  it('are what a head gives and is asked for', () => {
    const floors: number[] = [];
    const head: Head = {
      decode: (_, floor) => {
        floors.push(floor);
        return [{ x1: 0, y1: 0, x2: 4, y2: 4, kind: 'bird', score: 0.5 }];
      },
    };
    const [box] = onScale(head, { bird: { slope: 2, offset: 1 } }).decode([], 0.731);
    expect(box!.score).toBeCloseTo(0.731, 3);
    expect(floors[0]).toBeCloseTo(0.5, 3);
  });

  it('have a scale a kind: each is held against the floor on its own, and a kind without one stays as it is', () => {
    const head: Head = {
      decode: () =>
        (['bird', 'mammal', 'person'] as const).map((kind) => ({ x1: 0, y1: 0, x2: 4, y2: 4, kind, score: 0.5 })),
    };
    const boxes = onScale(head, { bird: { slope: 2, offset: -1 }, mammal: { slope: 2, offset: 1 } }).decode([], 0.4);
    expect(boxes.map(({ kind, score }) => [kind, Math.round(1000 * score)])).toEqual([
      ['mammal', 731],
      ['person', 500],
    ]);
  });

  it('come back as they went', () => {
    const score = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const scale = fc.record({
      slope: fc.double({ min: 0.5, max: 2, noNaN: true }),
      offset: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(fc.property(scale, score, (by, given) => Math.abs(fromScale(by, toScale(by, given)) - given) < 1e-6));
  });
});
