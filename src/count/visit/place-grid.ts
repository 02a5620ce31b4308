import type { Box } from '../../base/domain.ts';
import { iou } from '../../base/geometry.ts';

/** Something that stands at a place. */
interface Placed {
  readonly box: Box;
}

/**
 * Finds what stands in about the same box, without a look at everything else. Two boxes that overlap by a share `o` are of like size
 * (each side at least `o` of the other's) and their middles are no further apart than `1 - o` of the larger side: so boxes
 * are kept by the step of their sides, and in cells of that size.
 */
export class PlaceGrid<T extends Placed> {
  readonly #overlap: number;
  readonly #cells = new Map<string, Set<T>>();

  /** @param overlap intersection over union from which two boxes are one place, more than 0 and less than 1 */
  constructor(overlap: number) {
    this.#overlap = overlap;
  }

  add(item: T): void {
    const key = this.#keyOf(item.box);
    const cell = this.#cells.get(key);
    if (cell) cell.add(item);
    else this.#cells.set(key, new Set([item]));
  }

  delete(item: T): void {
    const key = this.#keyOf(item.box);
    const cell = this.#cells.get(key);
    cell?.delete(item);
    if (cell?.size === 0) this.#cells.delete(key);
  }

  /** All that stand in about this box, in no order. */
  *at(box: Box): Generator<T> {
    const [across, down] = [this.#step(box.w), this.#step(box.h)];
    for (let w = across - 1; w <= across + 1; w++)
      for (let h = down - 1; h <= down + 1; h++) {
        const [left, right] = this.#reach(box.x + box.w / 2, box.w, w);
        const [top, bottom] = this.#reach(box.y + box.h / 2, box.h, h);
        for (let x = left; x <= right; x++)
          for (let y = top; y <= bottom; y++)
            for (const item of this.#cells.get(`${w} ${h} ${x} ${y}`) ?? [])
              if (iou(item.box, box) >= this.#overlap) yield item;
      }
  }

  /** Sides of one step are less than one overlap from each other. */
  #step(side: number): number {
    return Math.floor(Math.log(Math.max(side, 1e-6)) / -Math.log(this.#overlap));
  }

  /** Longest side of a step, which is the size of its cells. */
  #size(step: number): number {
    return this.#overlap ** -(step + 1);
  }

  /** First and last cell along one side in which the middle of a box of a step may lie. */
  #reach(middle: number, side: number, step: number): [number, number] {
    const size = this.#size(step);
    const away = (1 - this.#overlap) * Math.max(side, size);
    return [Math.floor((middle - away) / size), Math.floor((middle + away) / size)];
  }

  #keyOf({ x, y, w, h }: Box): string {
    const [across, down] = [this.#step(w), this.#step(h)];
    const column = Math.floor((x + w / 2) / this.#size(across));
    const row = Math.floor((y + h / 2) / this.#size(down));
    return `${across} ${down} ${column} ${row}`;
  }
}
