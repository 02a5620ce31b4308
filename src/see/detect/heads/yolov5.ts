import type { Kind } from '../../../base/domain.ts';
import { boxAround, type Head, type RawBox } from '../head.ts';
import { ClassScores } from './scores.ts';

/** Numbers before the class scores: centre x and y, width, height, objectness. */
const BOX = 5;

/**
 * The head of YOLOv5 as its `export.py --include onnx` writes it: one output [1, N, 5 + classes], N places of all grids
 * and anchors, already decoded: centre and size in pixels of the input, objectness and classes between 0 and 1, score =
 * objectness * class (Jocher et al., YOLOv5, doi 10.5281/zenodo.3908559). N is 25200 for three grids at 640 pixels,
 * 102000 for the four grids of the P6 models, MegaDetector v5 among them, at 1280.
 * @param _size not needed: boxes come in pixels
 * @param classes what each class means to Roost
 */
export function yolov5Head(_size: number, classes: readonly (Kind | undefined)[]): Head {
  const scores = new ClassScores(classes);
  const row = BOX + scores.count;

  function decode([output]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    if (!output) return boxes;
    for (let at = 0; at + row <= output.length; at += row) {
      const objectness = output[at + 4]!;
      if (objectness < floor) continue;
      const score = objectness * scores.best(output, at + BOX);
      if (score < floor || score <= 0) continue;
      const box = [output[at]!, output[at + 1]!, output[at + 2]!, output[at + 3]!] as const;
      boxes.push(boxAround(box, 1, scores.kind, score));
    }
    return boxes;
  }

  return { decode };
}
