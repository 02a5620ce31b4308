import { describe, expect, it } from 'vitest';
import { yoloxHead } from '../../../src/see/detect/heads/yolox.ts';
import { kindsOf } from '../../../src/see/detect/kinds.ts';

const labels = ['person', 'car', 'bird', 'cat', 'dog', 'toaster'];
const ROW = 5 + labels.length;
/** Of the grids of 8, 16 and 32 pixels. */
const CELLS = 64 + 16 + 4;
const head = yoloxHead(64, kindsOf(labels));

/** An empty output with one filled row. */
function output(cell: number, row: readonly number[]): Float32Array[] {
  const all = new Float32Array(CELLS * ROW);
  all.set(row, cell * ROW);
  return [all];
}

describe('the YOLOX head', () => {
  it('places a box of the second grid', () => {
    // Cell (x 2, y 1) of the 4x4 grid of stride 16; exp(0) = 1 stride wide, exp(ln 2) = 2 strides high.
    const [box] = head.decode(output(64 + 1 * 4 + 2, [0.5, 0.25, 0, Math.log(2), 0.8, 0, 0, 0.5, 0, 0, 0]), 0.1);
    expect(box!.kind).toBe('bird');
    expect(box!.score).toBeCloseTo(0.4);
    expect([box!.x1, box!.y1, box!.x2, box!.y2].map((v) => Math.round(v * 100) / 100)).toEqual([32, 4, 48, 36]);
  });

  it('drops what is under the floor and what Roost has no use for', () => {
    expect(head.decode(output(0, [0, 0, 0, 0, 0.8, 0, 0, 0.1, 0, 0, 0]), 0.1)).toEqual([]);
    expect(head.decode(output(0, [0, 0, 0, 0, 0.9, 0, 0, 0, 0, 0, 0.9]), 0.1)).toEqual([]);
    expect(head.decode([new Float32Array(CELLS * ROW)], 0.1)).toEqual([]);
  });

  it('names the kind of the best class', () => {
    const [box] = head.decode(output(3, [0, 0, 0, 0, 1, 0.2, 0.1, 0.7, 0.1, 0.5, 0]), 0.1);
    expect(box).toMatchObject({ kind: 'bird' });
    expect(box!.score).toBeCloseTo(0.7);
  });

  it('adds the classes of mammals up, since one that COCO has no name for looks a little like several', () => {
    const [box] = head.decode(output(3, [0, 0, 0, 0, 0.5, 0.2, 0.1, 0.4, 0.3, 0.35, 0]), 0.1);
    expect(box).toMatchObject({ kind: 'mammal' });
    expect(box!.score).toBeCloseTo(0.325);
  });

  it('never lets a mammal be surer than its objectness', () => {
    const [box] = head.decode(output(3, [0, 0, 0, 0, 0.8, 0, 0, 0, 0.9, 0.7, 0]), 0.1);
    expect(box).toMatchObject({ kind: 'mammal' });
    expect(box!.score).toBeCloseTo(0.8);
  });

  it('adds up no other kind: a car that may be a person is no surer a person', () => {
    const vehicles = yoloxHead(64, ['vehicle', 'vehicle', 'bird', 'mammal', 'person', undefined]);
    const [box] = vehicles.decode(output(3, [0, 0, 0, 0, 1, 0.4, 0.4, 0.1, 0.1, 0.5, 0]), 0.1);
    expect(box).toMatchObject({ kind: 'person' });
    expect(box!.score).toBeCloseTo(0.5);
  });
});

describe('kindsOf', () => {
  it('folds COCO names and leaves the rest out', () => {
    expect(kindsOf(['animal', 'bird'], { animal: 'mammal' })).toEqual(['mammal', 'bird']);
    expect(kindsOf(['giraffe', 'truck', 'bench', 'person'])).toEqual(['mammal', 'vehicle', undefined, 'person']);
  });
});
