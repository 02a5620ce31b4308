import type { Detection } from '../../base/domain.ts';
import type { Cut } from '../../base/pixels.ts';
import type { Head } from '../detect/head.ts';
import { HEADS } from '../detect/heads.ts';
import { kindsOf } from '../detect/kinds.ts';
import { type Suppression, suppress } from '../detect/nms.ts';
import { onScale } from '../detect/scores.ts';
import { Session } from './session.ts';
import type { DetectorSpec } from './spec.ts';
import type { ModelInput } from './tensor.ts';

/** One loaded detector: crop in, detections out. Runs one crop at a time; the caller keeps the order. */
export class LoadedDetector {
  readonly #session: Session;
  readonly #input: ModelInput;
  readonly #head: Head;
  readonly #nms: Suppression | undefined;

  private constructor(session: Session, input: ModelInput, spec: DetectorSpec) {
    const { input: want, labels, kindOf, scores } = spec;
    this.#session = session;
    this.#nms = spec.nms;
    this.#input = input;
    const head = HEADS[spec.head](want.size, kindsOf(labels, kindOf));
    this.#head = scores ? onScale(head, scores) : head;
  }

  /** Loads the model. @param input made for it by `createInputs` @throws RoostError where it does not load */
  static async open(spec: DetectorSpec, input: ModelInput): Promise<LoadedDetector> {
    return new LoadedDetector(await Session.open(spec, input.tensor), input, spec);
  }

  /** What is in the crop, which is 4x4 pixels or more, in fractions of the frame, best first. */
  async look(crop: Cut, floor: number): Promise<Detection[]> {
    const { scaleX, scaleY } = this.#input.fill(crop.data, crop.width, crop.height);
    const boxes = suppress(this.#head.decode(await this.#session.run(), floor), this.#nms);
    const perX = crop.region.w / (crop.width * scaleX);
    const perY = crop.region.h / (crop.height * scaleY);
    const { x, y, w, h } = crop.region;
    // What a model guesses beyond the crop's edge or in the padding was not seen: boxes end where the crop ends.
    const across = (at: number) => x + Math.min(w, Math.max(0, at * perX));
    const down = (at: number) => y + Math.min(h, Math.max(0, at * perY));
    return boxes.map(({ x1, y1, x2, y2, kind, score }) => {
      const left = across(x1);
      const top = down(y1);
      return { box: { x: left, y: top, w: across(x2) - left, h: down(y2) - top }, kind, score };
    });
  }
}
