import type { Kind } from '../../../base/domain.ts';
import { boxAround, type Head, type RawBox } from '../head.ts';
import { ClassScores } from './scores.ts';

/** Pixels a cell of each of YOLOX's three grids covers, in the order of the output. */
const STRIDES = [8, 16, 32] as const;
/** Numbers before the class scores: centre x and y, width, height, objectness. */
const BOX = 5;

/**
 * The head of YOLOX as exported without decoding: one row a cell, `[x, y, w, h, objectness, class scores]`, objectness
 * and classes already between 0 and 1. Centre = (xy + cell) * stride, size = exp(wh) * stride, score = objectness *
 * class (Ge et al. 2021, YOLOX, section 2.1). The classes of mammals add up, see `kinds.ts`.
 * @param size side of the square input, a multiple of 32
 * @param classes what each class means to Roost
 */
export function yoloxHead(size: number, classes: readonly (Kind | undefined)[]): Head {
  const scores = new ClassScores(classes, 'mammal');
  const row = BOX + scores.count;

  function decode([output]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    if (!output) return boxes;
    let at = 0;
    for (const stride of STRIDES) {
      const side = size / stride;
      for (let cy = 0; cy < side; cy++) {
        for (let cx = 0; cx < side; cx++, at += row) {
          // Most of the 3549 cells are turned away here.
          const objectness = output[at + 4]!;
          if (objectness < floor) continue;
          const score = objectness * scores.best(output, at + BOX);
          if (score < floor || score <= 0) continue;
          const [w, h] = [Math.exp(output[at + 2]!), Math.exp(output[at + 3]!)];
          boxes.push(boxAround([output[at]! + cx, output[at + 1]! + cy, w, h], stride, scores.kind, score));
        }
      }
    }
    return boxes;
  }

  return { decode };
}
