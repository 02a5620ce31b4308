import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import { merge } from '../../../src/see/detect/merge.ts';

const bird = (x: number, y: number, w: number, h: number, score: number): Detection => ({
  box: { x, y, w, h },
  kind: 'bird',
  score,
});
const left = { x: 0, y: 0, w: 0.5, h: 1 };
const middle = { x: 0.3, y: 0, w: 0.5, h: 1 };

describe('merge', () => {
  it('shows once what two regions saw', () => {
    const found = merge([
      { region: left, detections: [bird(0.35, 0.4, 0.1, 0.1, 0.8)] },
      { region: middle, detections: [bird(0.355, 0.4, 0.1, 0.1, 0.9)] },
    ]);
    expect(found).toEqual([bird(0.355, 0.4, 0.1, 0.1, 0.9)]);
  });

  it('prefers the whole box to a cut one, also where the cut one scored higher', () => {
    const whole = bird(0.42, 0.4, 0.2, 0.1, 0.6);
    const found = merge([
      { region: left, detections: [bird(0.42, 0.4, 0.08, 0.1, 0.9)] },
      { region: middle, detections: [whole] },
    ]);
    expect(found).toEqual([whole]);
  });

  it('does not take the edge of the frame for a cut', () => {
    const atEdge = bird(0, 0.4, 0.1, 0.1, 0.9);
    const other = bird(0.01, 0.4, 0.1, 0.1, 0.7);
    const tall = { x: 0, y: 0.2, w: 0.4, h: 0.6 };
    expect(
      merge([
        { region: left, detections: [atEdge] },
        { region: tall, detections: [other] },
      ]),
    ).toEqual([atEdge]);
  });

  it('counts an animal that is bird to one crop and mammal to the other once', () => {
    const mammal: Detection = { ...bird(0.35, 0.4, 0.1, 0.1, 0.5), kind: 'mammal' };
    const both = merge([
      { region: left, detections: [mammal] },
      { region: middle, detections: [bird(0.35, 0.4, 0.1, 0.1, 0.6)] },
    ]);
    expect(both.map(({ kind }) => kind)).toEqual(['bird']);
  });

  it('keeps a person beside a dog', () => {
    const person: Detection = { ...bird(0.35, 0.4, 0.1, 0.1, 0.5), kind: 'person' };
    const found = merge([
      { region: left, detections: [person] },
      { region: middle, detections: [bird(0.35, 0.4, 0.1, 0.1, 0.6)] },
    ]);
    expect(found).toHaveLength(2);
  });

  it('leaves the boxes of one region alone', () => {
    const flock = [bird(0.1, 0.1, 0.1, 0.1, 0.9), bird(0.12, 0.1, 0.1, 0.1, 0.8)];
    expect(merge([{ region: left, detections: flock }])).toEqual(flock);
  });

  it('does not depend on the order of the regions', () => {
    const unit = fc.double({ min: 0, max: 0.5, noNaN: true });
    const detection = fc
      .tuple(unit, unit, unit, unit, unit)
      .map(([x, y, w, h, score]) => bird(x, y, w + 0.01, h + 0.01, score));
    const result = fc.record({
      region: fc.constantFrom(left, middle),
      detections: fc.array(detection, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(result, { maxLength: 4 }), (results) => {
        expect(merge([...results].reverse())).toEqual(merge(results));
      }),
    );
  });
});
