import type { Kind } from '../../../base/domain.ts';
import type { Head, RawBox } from '../head.ts';

/** Left, top, right, bottom, score, number of the class. */
const ROW = 6;

/**
 * The head of YOLOv10 and of models that end with a suppression of their own, so that they need none but may be given
 * it: one output [1, N, 6], corners in pixels of the input, score between 0 and 1, number of the class. N may be any
 * number, none too (Wang et al. 2024, YOLOv10, section 3.1; as Ultralytics exports it, N is 300, and rows that are not
 * needed are zeros).
 * @param _size not needed: boxes come in pixels
 * @param classes what each class means to Roost
 */
export function yolov10Head(_size: number, classes: readonly (Kind | undefined)[]): Head {
  function decode([output]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    if (!output) return boxes;
    for (let at = 0; at + ROW <= output.length; at += ROW) {
      const score = output[at + 4]!;
      const kind = classes[output[at + 5]!];
      // What is no number is no score.
      if (!kind || !(score >= floor && score > 0)) continue;
      const [x1, y1, x2, y2] = [output[at]!, output[at + 1]!, output[at + 2]!, output[at + 3]!];
      boxes.push({ x1, y1, x2, y2, kind, score: Math.min(1, score) });
    }
    return boxes;
  }

  return { decode };
}
