import type { Kind } from '../../../base/domain.ts';
import { boxAround, type Head, type RawBox } from '../head.ts';
import { ClassScores } from './scores.ts';

/** Centre x and y, width, height, as fractions of the input. */
const BOX = 4;

/**
 * The head of RT-DETR (Zhao et al. 2023, DETRs Beat YOLOs on Real-time Object Detection, arxiv.org/abs/2304.08069),
 * which needs no suppression but may be given it. N queries, 300 as published; boxes as centre and size in fractions of
 * the input. Two forms: one output [1, N, 4 + classes] with classes between 0 and 1, as Ultralytics exports it; or two,
 * [1, N, classes] logits and then [1, N, 4] boxes, as the authors' network ends before its own post-processing, where a
 * class's score is the sigmoid of its logit.
 * @param size side of the square input, pixels
 * @param classes what each class means to Roost
 */
export function rtdetrHead(size: number, classes: readonly (Kind | undefined)[]): Head {
  const scores = new ClassScores(classes);

  function decode([first, second]: readonly Float32Array[], floor: number): RawBox[] {
    const boxes: RawBox[] = [];
    if (!first) return boxes;
    const places = second ?? first;
    const [scoreRow, scoreAt, placeRow] = second
      ? [scores.count, 0, BOX]
      : [BOX + scores.count, BOX, BOX + scores.count];
    for (let n = 0; (n + 1) * scoreRow <= first.length; n++) {
      const best = scores.best(first, n * scoreRow + scoreAt);
      const score = second ? 1 / (1 + Math.exp(-best)) : best;
      if (score < floor || score <= 0) continue;
      const at = n * placeRow;
      const box = [places[at]!, places[at + 1]!, places[at + 2]!, places[at + 3]!] as const;
      boxes.push(boxAround(box, size, scores.kind, score));
    }
    return boxes;
  }

  return { decode };
}
