import { type Box, type Frame, isAnimal, type Region } from '../base/domain.ts';
import { iou } from '../base/geometry.ts';
import type { Detector } from './inference/detector.ts';

/** An animal that the second detector is so sure of is worth a look. */
const WORTH = 0.45;
/** What it sees where a track is already seen is that track. */
const SAME = 0.3;

/** Says whether the second detector of several cameras is at work: it looks at one sweep at a time. */
export interface SpareTime {
  busy: boolean;
}

/**
 * A second, larger detector that looks at one camera's sweeps beside its own, in spare time: a sweep that comes while it is at work is left
 * out, whichever camera's that is. It says where to look, never what there is: the camera's own detector looks there closely in the
 * next frame, so that tracks, scores, looks and verdicts are all of one detector, and an animal that only this one sees is not counted.
 */
export class Spotter {
  readonly #detector: Detector;
  readonly #spare: SpareTime;
  #spotted: readonly Box[] = [];

  /** @param spare shared by all cameras that the detector looks at */
  constructor(detector: Detector, spare: SpareTime) {
    this.#detector = detector;
    this.#spare = spare;
  }

  /** Shows it the sweep among the looks at a frame, if there is one and it has time. Nobody waits for it, and it fails for itself alone. */
  show(frame: Frame, looks: readonly Region[], signal: AbortSignal): void {
    const sweep = looks.filter(({ reason }) => reason === 'sweep');
    if (sweep.length === 0 || this.#spare.busy) return;
    this.#spare.busy = true;
    this.#detector
      .detect(frame, sweep, signal)
      .then((found) => {
        this.#spotted = found.filter(({ kind, score }) => isAnimal(kind) && score >= WORTH).map(({ box }) => box);
      })
      .catch(() => undefined)
      .finally(() => {
        this.#spare.busy = false;
      });
  }

  /** Where it saw animals since this was last asked, but for those that are followed. @param followed boxes of the live tracks */
  take(followed: readonly Box[]): Box[] {
    const fresh = this.#spotted.filter((box) => !followed.some((track) => iou(track, box) > SAME));
    this.#spotted = [];
    return fresh;
  }
}
