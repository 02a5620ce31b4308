import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import { iou } from '../../../src/base/geometry.ts';
import { findsOf, isFound } from '../../../src/try/compare/finds.ts';

const bird = (x: number, y: number, w = 0.1, score = 0.8): Detection => ({
  ...{ box: { x, y, w, h: w }, kind: 'bird', score },
});
const left = bird(0.1, 0.1);
const right = bird(0.6, 0.1);

describe('what two detectors found', () => {
  it('is one animal where their boxes overlap, though its kind differs', () => {
    const mammal = { ...bird(0.11, 0.12, 0.11), kind: 'mammal' as const };
    expect(findsOf([left, right], [mammal])).toEqual({
      ...{ both: [{ present: left, candidate: mammal }], presentOnly: [right], candidateOnly: [] },
      doubled: { present: [], candidate: [] },
    });
  });

  it('are animals alone, sure enough for a track', () => {
    const others = [{ ...right, kind: 'person' as const }, bird(0.3, 0.3, 0.1, 0.44)];
    expect(findsOf([left], others)).toMatchObject({ both: [], presentOnly: [left], candidateOnly: [] });
  });

  it('are doubled where one has two boxes around what the other has one around', () => {
    const part = bird(0.12, 0.12, 0.05);
    const finds = findsOf([left], [bird(0.1, 0.11), part, right]);
    expect(finds).toMatchObject({ candidateOnly: [right], doubled: { present: [], candidate: [part] } });
    expect(finds.both).toHaveLength(1);
  });

  it('is the closest of several boxes', () => {
    const [near, far] = [bird(0.61, 0.1), bird(0.64, 0.1)];
    expect(findsOf([right], [far, near])).toMatchObject({ both: [{ candidate: near }] });
  });

  it('is told of each box once, and the other way round from the other side', () => {
    const detection = fc.record({
      box: fc.record({
        ...{ x: fc.double({ min: 0, max: 0.5, noNaN: true }), y: fc.double({ min: 0, max: 0.5, noNaN: true }) },
        ...{ w: fc.double({ min: 0.02, max: 0.5, noNaN: true }), h: fc.double({ min: 0.02, max: 0.5, noNaN: true }) },
      }),
      ...{ kind: fc.constantFrom('bird', 'mammal'), score: fc.double({ min: 0.45, max: 1, noNaN: true }) },
    }) as fc.Arbitrary<Detection>;
    const some = fc.array(detection, { maxLength: 8 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        // Of two that overlap just as much, either may be the one.
        const overlaps = a.flatMap((one) => b.map((other) => iou(one.box, other.box))).filter((overlap) => overlap > 0);
        fc.pre(new Set(overlaps).size === overlaps.length);
        const there = findsOf(a, b);
        const back = findsOf(b, a);
        const all = [...there.both.map(({ present }) => present), ...there.presentOnly, ...there.doubled.present];
        expect(new Set(all)).toEqual(new Set(a));
        expect(all).toHaveLength(a.length);
        expect([back.both.length, back.presentOnly.length, back.doubled.candidate.length]).toEqual([
          ...[there.both.length, there.candidateOnly.length, there.doubled.present.length],
        ]);
        for (const one of there.candidateOnly) expect(a.some(({ box }) => box === one.box)).toBe(false);
        if (there.presentOnly.length + there.candidateOnly.length === 0)
          expect(a.every(({ box }) => isFound(box, b))).toBe(true);
      }),
    );
  });
});
