import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/base/domain.ts';
import type { RawBox } from '../../../src/see/detect/head.ts';
import { suppress } from '../../../src/see/detect/nms.ts';

const box = (kind: Kind, score: number, x1: number, y1 = 0, side = 100): RawBox => ({
  x1,
  y1,
  x2: x1 + side,
  y2: y1 + side,
  kind,
  score,
});

describe('suppress', () => {
  it('keeps the best of those that overlap', () => {
    expect(
      suppress([box('bird', 0.5, 10), box('bird', 0.9, 0), box('bird', 0.4, 200)]).map(({ score }) => score),
    ).toEqual([0.9, 0.4]);
  });

  it('sees one animal where bird and mammal overlap, and two things where a rider sits on a bicycle', () => {
    expect(suppress([box('bird', 0.5, 0), box('mammal', 0.6, 5)]).map(({ kind }) => kind)).toEqual(['mammal']);
    expect(suppress([box('person', 0.5, 0), box('vehicle', 0.6, 5)])).toHaveLength(2);
  });

  it('keeps neighbours in a flock', () => {
    expect(suppress([box('bird', 0.5, 0), box('bird', 0.6, 45)])).toHaveLength(2);
  });

  it('takes the overlap that a model says', () => {
    const half = [box('bird', 0.6, 0), box('bird', 0.5, 33)];
    expect(suppress(half)).toHaveLength(1);
    expect(suppress(half, { same: 0.6, part: 0.8 })).toHaveLength(2);
    const part = [box('bird', 0.6, 0), box('bird', 0.5, 82, 10, 24)];
    expect(suppress(part)).toHaveLength(2);
    expect(suppress(part, { same: 0.45, part: 0.7 })).toHaveLength(1);
  });

  it('leaves no two of a kind that overlap, and does not depend on the order', () => {
    const any = fc.tuple(fc.constantFrom<Kind>('bird', 'mammal', 'person'), fc.nat(100), fc.nat(200), fc.nat(200));
    fc.assert(
      fc.property(fc.array(any), (raw) => {
        const boxes = raw.map(([kind, score, x, y]) => box(kind, score / 100, x, y));
        const kept = suppress(boxes);
        expect(suppress(kept)).toEqual(kept);
        expect(suppress(boxes.filter((other) => kept.includes(other)).reverse())).toEqual(kept);
      }),
    );
  });
});
