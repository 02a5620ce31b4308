import type { Kind } from '../../../base/domain.ts';
import { boxAround, type Head, type RawBox } from '../head.ts';
import { ClassScores } from './scores.ts';

/** Rows before the class scores: centre x and y, width, height. */
const BOX = 4;

/**
 * The head of YOLOv8, YOLOv9 and YOLO11 as Ultralytics exports them to ONNX without `nms`: one output
 * [1, 4 + classes, N], a row for each number and a column for each of N places, centre and size in pixels of the input,
 * classes already between 0 and 1, no objectness (Jocher et al., Ultralytics YOLO, 2023; docs.ultralytics.com/modes/export).
 * N is 8400 at 640 pixels and 33600 at 1280.
 * @param _size not needed: boxes come in pixels
 * @param classes what each class means to Roost
 */
export function yolov8Head(_size: number, classes: readonly (Kind | undefined)[]): Head {
  const scores = new ClassScores(classes);
  const rows = BOX + scores.count;

  function decode([output]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    if (!output) return boxes;
    const places = Math.floor(output.length / rows);
    for (let at = 0; at < places; at++) {
      const score = scores.best(output, BOX * places + at, places);
      if (score < floor || score <= 0) continue;
      const box = [output[at]!, output[places + at]!, output[2 * places + at]!, output[3 * places + at]!] as const;
      boxes.push(boxAround(box, 1, scores.kind, score));
    }
    return boxes;
  }

  return { decode };
}
