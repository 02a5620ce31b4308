import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/base/domain.ts';
import type { RawBox } from '../../../src/see/detect/head.ts';
import { HEADS, type HeadName } from '../../../src/see/detect/heads.ts';

const SIZE = 64;
/** The last class means nothing to Roost. */
const classes: readonly (Kind | undefined)[] = ['mammal', 'person', 'vehicle', undefined];

/** One box as a model means it: centre and size in pixels, one score a class. */
interface Meant {
  readonly box: readonly [x: number, y: number, w: number, h: number];
  readonly scores: readonly number[];
}

const corners = ([x, y, w, h]: Meant['box']) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
const fraction = (box: Meant['box']) => box.map((value) => value / SIZE);
const logit = (score: number) => Math.log(score / (1 - score));

/** What each family would put out for these boxes, and so many places that hold nothing. */
const ENCODED: Readonly<
  Record<Exclude<HeadName, 'yolox' | 'centernet'> | 'rtdetr in two', (meant: readonly Meant[]) => number[][]>
> = {
  yolov5: (meant) => [[...meant.flatMap(({ box, scores }) => [...box, 0.5, ...scores.map((s) => s * 2)]), ...zeros(9)]],
  yolov8: (meant) => [
    [0, 1, 2, 3]
      .flatMap((row) => [...meant.map(({ box }) => box[row]!), 0])
      .concat(classes.flatMap((_, row) => [...meant.map(({ scores }) => scores[row]!), 0])),
  ],
  yolov10: (meant) => [
    [
      ...meant.flatMap(({ box, scores }) => {
        const best = Math.max(...scores.slice(0, 3));
        return [...corners(box), best, scores.indexOf(best)];
      }),
      ...zeros(6),
    ],
  ],
  rtdetr: (meant) => [[...meant.flatMap(({ box, scores }) => [...fraction(box), ...scores]), ...zeros(8)]],
  'rtdetr in two': (meant) => [
    [...meant.flatMap(({ scores }) => scores.map(logit)), -9, -9, -9, -9],
    [...meant.flatMap(({ box }) => fraction(box)), ...zeros(4)],
  ],
};

const zeros = (count: number) => Array<number>(count).fill(0);

function decode(family: keyof typeof ENCODED, meant: readonly Meant[], floor = 0.1): RawBox[] {
  const head = HEADS[family === 'rtdetr in two' ? 'rtdetr' : family](SIZE, classes);
  return head.decode(
    ENCODED[family](meant).map((values) => Float32Array.from(values)),
    floor,
  );
}

/** Hundredths, since closer scores are equal in 32 bits. */
const score = fc.integer({ min: 1, max: 49 }).map((hundredths) => hundredths / 100);
const side = fc.integer({ min: 1, max: SIZE });
const meant: fc.Arbitrary<Meant> = fc.record({
  box: fc.tuple(side, side, side, side),
  scores: fc.tuple(score, score, score, score),
});

describe.each(Object.keys(ENCODED) as (keyof typeof ENCODED)[])('the head %s', (family) => {
  it('reads a box of the best class', () => {
    const [box] = decode(family, [{ box: [20, 30, 8, 4], scores: [0.1, 0.4, 0.2, 0.05] }]);
    expect(box!.kind).toBe('person');
    expect(box!.score).toBeCloseTo(0.4);
    expect([box!.x1, box!.y1, box!.x2, box!.y2].map((value) => Math.round(value * 1000) / 1000)).toEqual([
      16, 28, 24, 32,
    ]);
  });

  it('gives back whatever boxes a model means, from the floor upward', () => {
    fc.assert(
      fc.property(fc.array(meant, { maxLength: 5 }), fc.double({ min: 0.05, max: 0.4, noNaN: true }), (all, floor) => {
        const found = decode(family, all, floor);
        const bests = all.map(({ box, scores }) => {
          const best = Math.max(...scores.slice(0, 3));
          return { box, best, kind: classes[scores.indexOf(best)]! };
        });
        // Scores within a rounding error of the floor may fall on either side.
        fc.pre(bests.every(({ best }) => Math.abs(best - floor) > 1e-5));
        const wanted = bests.filter(({ best }) => best >= floor);
        expect(found.map(({ kind }) => kind)).toEqual(wanted.map(({ kind }) => kind));
        for (const [i, { x1, y1, x2, y2, score }] of found.entries()) {
          expect(score).toBeCloseTo(wanted[i]!.best, 4);
          for (const [k, want] of corners(wanted[i]!.box).entries()) expect([x1, y1, x2, y2][k]).toBeCloseTo(want, 3);
        }
      }),
    );
  });

  it('finds nothing in zeros', () => {
    expect(decode(family, [])).toEqual([]);
    expect(decode(family, [], 0).filter(({ score }) => score > 0.001)).toEqual([]);
    expect(HEADS[family === 'rtdetr in two' ? 'rtdetr' : family](SIZE, classes).decode([], 0.1)).toEqual([]);
  });
});
