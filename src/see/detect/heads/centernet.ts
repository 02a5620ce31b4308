import { KINDS, type Kind } from '../../../base/domain.ts';
import type { Head, RawBox } from '../head.ts';

/** Input pixels that a cell of the maps covers. */
const STRIDE = 4;
/** Boxes of one picture; the published decoding stops there too. */
const MOST = 100;

/**
 * The head of CenterNet with a box's four sides apart, as the MobileNetV3 of 610265158/mobilenetv3_centernet has it.
 * First output [1, classes, side, side]: how likely each cell is the middle of a thing of each class, 0 to 1. Second
 * [1, 4, side, side]: how far left, top, right and bottom lie from the cell, in input pixels. A thing is where a class
 * is the highest among its 3x3 neighbours (Zhou et al. 2019, Objects as Points, section 4.1); its score is the map's.
 * Classes of a kind do not add up here, as YOLOX's mammals do: its maps have no objectness that keeps the ground at 0, so ten of them
 * add up to an animal where there is none (docs/accuracy.md).
 * @param size side of the square input, pixels
 * @param classes what each class means to Roost
 */
export function centernetHead(size: number, classes: readonly (Kind | undefined)[]): Head {
  const side = size / STRIDE;
  const area = side * side;
  const used = classes.flatMap((kind, index) => (kind ? [{ start: index * area, kind: KINDS.indexOf(kind) }] : []));

  function decode([heat, sides]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    for (const { start, kind } of used) {
      for (let cell = 0; cell < area; cell++) {
        const score = heat![start + cell]!;
        if (score < floor || !isPeak(heat!, start, cell, score)) continue;
        const x = (cell % side) * STRIDE;
        const y = Math.floor(cell / side) * STRIDE;
        boxes.push({
          x1: x - sides![cell]!,
          y1: y - sides![area + cell]!,
          x2: x + sides![2 * area + cell]!,
          y2: y + sides![3 * area + cell]!,
          kind: KINDS[kind]!,
          score,
        });
      }
    }
    return boxes.length > MOST ? boxes.sort((a, b) => b.score - a.score).slice(0, MOST) : boxes;
  }

  /** True where no neighbour of the same class is higher. */
  function isPeak(heat: Float32Array, start: number, cell: number, score: number): boolean {
    const column = cell % side;
    const [left, right] = [column === 0 ? 0 : -1, column === side - 1 ? 0 : 1];
    const [top, bottom] = [cell < side ? 0 : -side, cell >= area - side ? 0 : side];
    for (let row = top; row <= bottom; row += side) {
      for (let step = left; step <= right; step++) if (heat[start + cell + row + step]! > score) return false;
    }
    return true;
  }

  return { decode };
}
