import { KINDS, type Kind } from '../../domain.ts';
import type { Head, RawBox } from '../head.ts';

/** Pixels a cell of each of YOLOX's three grids covers, in the order of the output. */
const STRIDES = [8, 16, 32] as const;
/** Numbers before the class scores: centre x and y, width, height, objectness. */
const BOX = 5;

/**
 * The head of YOLOX as exported without decoding: one row a cell, `[x, y, w, h, objectness, class scores]`, objectness
 * and classes already between 0 and 1. Centre = (xy + cell) * stride, size = exp(wh) * stride, score = objectness *
 * class (Ge et al. 2021, YOLOX, section 2.1).
 * @param size side of the square input, a multiple of 32
 * @param classes what each class means to Roost
 */
export function yoloxHead(size: number, classes: readonly (Kind | undefined)[]): Head {
  const row = BOX + classes.length;
  // Flat tables: most of the 3549 cells are turned away on objectness, the others must not cost a search.
  const used = classes.flatMap((kind, index) => (kind ? [{ column: BOX + index, kind: KINDS.indexOf(kind) }] : []));
  const columns = Uint16Array.from(used, ({ column }) => column);
  const kinds = Uint8Array.from(used, ({ kind }) => kind);

  function decode([output]: readonly Float32Array[], floor: number): RawBox[] {
    if (!output) return [];
    const boxes: RawBox[] = [];
    let at = 0;
    for (const stride of STRIDES) {
      const side = size / stride;
      for (let cy = 0; cy < side; cy++) {
        for (let cx = 0; cx < side; cx++, at += row) {
          const objectness = output[at + 4]!;
          if (objectness < floor) continue;
          let best = 0;
          let kind = 0;
          for (let i = 0; i < columns.length; i++) {
            const score = output[at + columns[i]!]!;
            if (score > best) {
              best = score;
              kind = kinds[i]!;
            }
          }
          const score = Math.min(1, objectness * best);
          if (score < floor) continue;
          const x = (output[at]! + cx) * stride;
          const y = (output[at + 1]! + cy) * stride;
          const w = (Math.exp(output[at + 2]!) * stride) / 2;
          const h = (Math.exp(output[at + 3]!) * stride) / 2;
          boxes.push({ x1: x - w, y1: y - h, x2: x + w, y2: y + h, kind: KINDS[kind]!, score });
        }
      }
    }
    return boxes;
  }

  return { decode };
}
