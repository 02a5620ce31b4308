import {
  type Course,
  centreDistance,
  correct,
  type Place,
  predict,
  replay,
  standing,
  surpriseOf,
  unknown,
} from './course.ts';

/** What an animal may do between two sightings. */
interface Hypothesis {
  readonly predicted: Course;
  /** Its weight as a surprise: minus twice the logarithm of how often animals do so. */
  readonly weight: number;
  /** True if it says about where the animal is, false if that could be anywhere around. */
  readonly near: boolean;
}

/**
 * How often, from frame to frame, an animal keeps on, stands, or does something else. A filter alone would take a bird
 * that lands, takes off or turns on the spot for another one; here each is a hypothesis with its prior, and the
 * likeliest explains the box (the interacting multiple model's idea, Bar-Shalom 11.6, with the maximum in place of the
 * mixture).
 */
const KEEPS_ON = -2 * Math.log(0.78);
const STANDS = -2 * Math.log(0.2);
const TURNS = -2 * Math.log(0.02);

/** Squared distance that a filter's own prediction exceeds once in a thousand (chi-squared, 2 degrees of freedom). */
const IMPLAUSIBLE = 13.8;

/** How far a track reaches for a detection: only to where it should be, or to wherever it could have got to. */
export type Reach = 'near' | 'far';

/** The hypotheses of one track for one frame. */
export class Outlook {
  readonly #motion: Course;
  readonly #last: Place;
  readonly #hypotheses: readonly Hypothesis[];

  /**
   * @param motion as known after the last sighting
   * @param last where it was last seen
   * @param at time of the frame
   * @param hits how often it was seen; what was seen once may fly anywhere
   */
  constructor(motion: Course, last: Place, at: number, hits: number) {
    this.#motion = motion;
    this.#last = last;
    this.#hypotheses = [
      { predicted: predict(motion, at), weight: KEEPS_ON, near: hits > 1 },
      { predicted: standing(last, at), weight: STANDS, near: true },
      { predicted: predict(unknown(last, motion.at), at), weight: TURNS, near: false },
    ];
  }

  /** Surprise, under the likeliest hypothesis within reach, of seeing the animal in a place. */
  surprise(seen: Place, reach: Reach): number {
    return this.#likeliest(seen, reach).surprise;
  }

  /**
   * The motion after the animal was seen in a place. The filter goes on as long as it can explain the place at all: to
   * take a slow flight for standing, as the likelier, would forget its velocity with every frame.
   * @param missed frames since the last sighting in which it was not seen; a gap is replayed
   */
  after(seen: Place, at: number, missed: number): Course {
    const keepsOn = this.#hypotheses[0]!.predicted;
    if (centreDistance(keepsOn, seen) > IMPLAUSIBLE)
      return correct(this.#likeliest(seen, 'far').hypothesis.predicted, seen);
    return missed > 0 ? replay(this.#motion, this.#last, seen, at, missed + 1) : correct(keepsOn, seen);
  }

  #likeliest(seen: Place, reach: Reach): { hypothesis: Hypothesis; surprise: number } {
    let best = { hypothesis: this.#hypotheses[0]!, surprise: Number.POSITIVE_INFINITY };
    for (const hypothesis of this.#hypotheses) {
      if (reach === 'near' && !hypothesis.near) continue;
      const surprise = hypothesis.weight + surpriseOf(hypothesis.predicted, seen);
      if (surprise < best.surprise) best = { hypothesis, surprise };
    }
    return best;
  }
}
