import type { Head } from '../detect/head.ts';
import { yoloxHead } from '../detect/heads/yolox.ts';
import { kindsOf } from '../detect/kinds.ts';
import { suppress } from '../detect/nms.ts';
import type { Box, Detection } from '../domain.ts';
import { Session } from './session.ts';
import type { DetectorSpec } from './spec.ts';
import { createLetterbox, type Letterbox } from './tensor.ts';

/** A part of a frame as planar YUV 4:2:0, with the place it was cut from in fractions of the frame. */
export interface Crop {
  readonly region: Box;
  /** Pixels, even, 4 or more. */
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The lowest score that is told; the tracker uses weak detections to keep a track, never to start one. */
export const FLOOR = 0.1;

/** One loaded detector: crop in, detections out. Runs one crop at a time; the caller keeps the order. */
export class Looker {
  readonly #session: Session;
  readonly #letterbox: Letterbox;
  readonly #head: Head;

  private constructor(session: Session, spec: DetectorSpec) {
    this.#session = session;
    this.#letterbox = createLetterbox(spec.input.size, spec.input.colour, spec.input.pad, session.input);
    this.#head = yoloxHead(spec.input.size, kindsOf(spec.labels));
  }

  /** Loads the model. @throws RoostError where it does not load */
  static async open(spec: DetectorSpec): Promise<Looker> {
    return new Looker(await Session.open(spec), spec);
  }

  /** What is in the crop, in fractions of the frame, best first. */
  async look(crop: Crop, floor: number): Promise<Detection[]> {
    const { scaleX, scaleY } = this.#letterbox(crop.data, crop.width, crop.height);
    const boxes = suppress(this.#head.decode(await this.#session.run(), floor));
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
