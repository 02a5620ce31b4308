import type { Detection, Frame, Region } from '../../base/domain.ts';

/** The lowest score that is told; the tracker uses weak detections to keep a track, never to start one. */
export const FLOOR = 0.1;

/** What is known of a detector wherever crops are sent to it. */
export interface DetectorFacts {
  /** Name and short hash, as verdicts cite it. */
  readonly id: string;
  /** Side of its input, pixels; a much larger crop is made smaller before it is sent. */
  readonly size: number;
}

/** Finds animals, people and vehicles in parts of a frame. */
export interface Detector {
  /** Name and short hash of the model. */
  readonly model: string;
  /**
   * Looks at each region and merges what it finds.
   * The frame's data is read before the first await; the caller may reuse it as soon as the promise settles.
   * @returns detections in fractions of the frame, best first, scores from the floor (0.1) upward
   * @throws RoostError where inference failed; the signal's reason where it was aborted
   */
  detect(frame: Frame, regions: readonly Region[], signal?: AbortSignal): Promise<Detection[]>;
}
