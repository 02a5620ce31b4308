import type { Kind } from '../../base/domain.ts';

/** A box as a head reads it from a model's output: corners in pixels of the model's input. */
export interface RawBox {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly kind: Kind;
  /** Above 0, at most 1. */
  readonly score: number;
}

/** Reads the boxes of one family of models from their raw outputs. */
export interface Head {
  /**
   * @param outputs what the model put out, each row by row, in the order of its manifest
   * @param floor boxes with a lower score are left out, and so are those with none
   * @returns overlapping boxes, unordered; the caller suppresses
   */
  decode(outputs: readonly Float32Array[], floor: number): RawBox[];
}

/** A box given by its centre and size, in whatever unit `scale` turns into pixels. */
export function boxAround(
  [x, y, w, h]: readonly [number, number, number, number],
  scale: number,
  kind: Kind,
  score: number,
): RawBox {
  return {
    x1: (x - w / 2) * scale,
    y1: (y - h / 2) * scale,
    x2: (x + w / 2) * scale,
    y2: (y + h / 2) * scale,
    kind,
    score: Math.min(1, score),
  };
}
