import type { Kind } from '../domain.ts';

/** A box as a head reads it from a model's output: corners in pixels of the model's input. */
export interface RawBox {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly kind: Kind;
  readonly score: number;
}

/** Reads the boxes of one family of models from their raw outputs. */
export interface Head {
  /**
   * @param outputs what the model put out, each row by row, in the order of its manifest
   * @param floor boxes with a lower score are left out
   * @returns overlapping boxes, unordered; the caller suppresses
   */
  decode(outputs: readonly Float32Array[], floor: number): RawBox[];
}
