import type { EffortMinute, Frame } from '../../base/domain.ts';
import { measurePicture, type PictureMeasures } from './picture.ts';
import { SightJudge, type SightOptions } from './sight.ts';

/** Two frames at most this far apart (ms) mean that the time between them was watched. */
const GAP = 2_000;

const MINUTE = 60_000;
/** Pictures are measured so far apart (ms): a dozen a minute. */
const MEASURE = 5_000;
/** The first ones are nearer together: what is left of a minute after a restart has a sight as well. */
const MEASURE_FIRST = 1_000;
/** Fewer pictures than this in a minute tell nothing of what it could see. */
const FEWEST = 3;

/** What effort is told of a camera. */
export interface EffortOptions extends SightOptions {
  readonly camera: string;
  /** Frames a second that should be analysed. */
  readonly fps: number;
}

/** Adds up what one camera watched, and whether it could see, minute by minute. Pure: times come from the frames. */
export class EffortMeter {
  readonly #camera: string;
  readonly #fps: number;
  readonly #sight: SightJudge;
  #minute = -1;
  #frames = 0;
  #dropped = 0;
  #watchedMs = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #measures: PictureMeasures[] = [];
  #measuredAt = Number.NEGATIVE_INFINITY;

  constructor({ camera, fps, ...sight }: EffortOptions) {
    this.#camera = camera;
    this.#fps = fps;
    this.#sight = new SightJudge(sight);
  }

  /**
   * Takes in a frame that was analysed; its own time is steady.
   * @param wallAt its wall time, to whose minute it belongs
   * @param dropped frames that were lost since the one before
   * @returns the part of the minute before, once a new one has begun
   */
  frame(
    frame: Pick<Frame, 'at' | 'data' | 'width' | 'height'>,
    wallAt: number,
    dropped: number,
  ): EffortMinute | undefined {
    const { at } = frame;
    const minute = Math.floor(wallAt / MINUTE) * MINUTE;
    const before = minute === this.#minute ? undefined : this.take();
    const since = at - this.#lastAt;
    // Time that crosses the minute is told with the later one: a few hundred milliseconds at most.
    if (since <= GAP) this.#watchedMs += since;
    this.#minute = minute;
    this.#lastAt = at;
    this.#frames += 1;
    this.#dropped += dropped;
    if (at - this.#measuredAt >= (this.#measures.length < FEWEST ? MEASURE_FIRST : MEASURE)) {
      this.#measuredAt = at;
      this.#measures.push(measurePicture(frame));
    }
    return before;
  }

  /** What was not told yet of the minute, and starts over; undefined if nothing. */
  take(): EffortMinute | undefined {
    if (this.#frames === 0) return undefined;
    const watchedSeconds = this.#watchedMs / 1000;
    const part = {
      camera: this.#camera,
      minute: this.#minute,
      frames: this.#frames,
      dropped: this.#dropped,
      watchedSeconds,
      expected: Math.round(watchedSeconds * this.#fps),
      ...this.#seen(),
    };
    this.#frames = 0;
    this.#dropped = 0;
    this.#watchedMs = 0;
    this.#measures = [];
    return part;
  }

  /** What the minute's pictures were like, and what they allowed to see. */
  #seen(): Pick<EffortMinute, 'sight' | 'luma' | 'sharpness'> {
    const count = this.#measures.length;
    if (count < FEWEST) return {};
    const mean = (of: (measures: PictureMeasures) => number) =>
      this.#measures.reduce((sum, measures) => sum + of(measures), 0) / count;
    const luma = mean((measures) => measures.luma);
    const sharpness = mean((measures) => measures.sharpness);
    const contrast = mean((measures) => measures.contrast);
    const layout = this.#measures[0]!.layout.map((_, cell) => mean((measures) => measures.layout[cell]!));
    const sight = this.#sight.judge({ luma, sharpness, contrast, layout });
    return { sight, luma: rounded(luma), sharpness: rounded(sharpness) };
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
