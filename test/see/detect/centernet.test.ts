import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/base/domain.ts';
import { centernetHead } from '../../../src/see/detect/heads/centernet.ts';

/** A 16-pixel input has maps of 4x4 cells. */
const SIZE = 16;
const CELLS = 16;
const CLASSES: (Kind | undefined)[] = ['bird', undefined, 'mammal'];

/** Maps with peaks at cells of classes; every cell's box reaches 1, 2, 3 and 4 pixels left, up, right and down. */
function maps(peaks: readonly { class: number; cell: number; score: number }[]): Float32Array[] {
  const heat = new Float32Array(CLASSES.length * CELLS);
  for (const { class: index, cell, score } of peaks) heat[index * CELLS + cell] = score;
  const sides = Float32Array.from({ length: 4 * CELLS }, (_, i) => Math.floor(i / CELLS) + 1);
  return [heat, sides];
}

describe('the CenterNet head', () => {
  const head = centernetHead(SIZE, CLASSES);

  it('makes a box of a cell and its four sides', () => {
    const [box, ...more] = head.decode(maps([{ class: 0, cell: 6, score: 0.5 }]), 0.1);
    expect(more).toEqual([]);
    // Cell 6 is column 2, row 1: its middle is 8, 4.
    expect(box).toEqual({ x1: 7, y1: 2, x2: 11, y2: 8, kind: 'bird', score: 0.5 });
  });

  it('keeps the highest of neighbours, also across a corner', () => {
    const found = head.decode(
      maps([
        { class: 0, cell: 5, score: 0.5 },
        { class: 0, cell: 10, score: 0.75 },
      ]),
      0.1,
    );
    expect(found.map(({ score }) => score)).toEqual([0.75]);
  });

  it('does not take the end of a row and the start of the next for neighbours', () => {
    const found = head.decode(
      maps([
        { class: 2, cell: 3, score: 0.5 },
        { class: 2, cell: 4, score: 0.75 },
      ]),
      0.1,
    );
    expect(found.map(({ kind, score }) => [kind, score])).toEqual([
      ['mammal', 0.5],
      ['mammal', 0.75],
    ]);
  });

  it('leaves out classes of no use and scores below the floor', () => {
    const found = head.decode(
      maps([
        { class: 1, cell: 0, score: 0.75 },
        { class: 0, cell: 15, score: 0.0625 },
      ]),
      0.1,
    );
    expect(found).toEqual([]);
  });

  it('lets two classes at one cell both speak, for the suppression to choose', () => {
    const found = head.decode(
      maps([
        { class: 0, cell: 0, score: 0.5 },
        { class: 2, cell: 0, score: 0.75 },
      ]),
      0.1,
    );
    expect(found.map(({ kind }) => kind)).toEqual(['bird', 'mammal']);
  });
});
