import type { CameraFigures, Region, RegionReason } from '../../base/domain.ts';
import type { CaptureFigures } from '../capture/options.ts';

/** Frames analysed within this time (ms) give the rate. */
const WINDOW = 5_000;

/** Counts what one camera's pipeline does. */
export class Figures {
  readonly #looks: Record<RegionReason, number> = { motion: 0, track: 0, sweep: 0 };
  #times: number[] = [];
  #failed = 0;
  #told = 0;
  #frames = 0;

  /**
   * Takes in an analysed frame.
   * @param dropped all frames that the capture dropped so far
   * @returns frames lost since the one before
   */
  frame(at: number, looks: readonly Region[], dropped: number): number {
    this.#frames += 1;
    this.#times = [...this.#times.filter((time) => at - time < WINDOW), at];
    for (const look of looks) this.#looks[look.reason] += 1;
    const lost = dropped + this.#failed - this.#told;
    this.#told += lost;
    return lost;
  }

  /** A frame that could not be looked at. */
  failed(): void {
    this.#failed += 1;
  }

  /** The figures as the API tells them. */
  read(capture: CaptureFigures, now: number): CameraFigures {
    const recent = this.#times.filter((time) => now - time < WINDOW);
    return {
      frames: this.#frames,
      dropped: capture.dropped + this.#failed,
      fps: Math.round((recent.length / (WINDOW / 1000)) * 10) / 10,
      restarts: capture.restarts,
      ...(capture.lastFrameAt === undefined ? {} : { lastFrameAt: capture.lastFrameAt }),
      looks: { ...this.#looks },
    };
  }
}
