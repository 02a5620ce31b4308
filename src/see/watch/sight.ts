import type { Sight } from '../../base/domain.ts';
import type { PictureMeasures } from './picture.ts';

/** What a camera's own clear pictures are usually like, by day and in dim light; absent where that is not known yet. */
export interface UsualSharpness {
  readonly day?: number;
  readonly dim?: number;
}

/** What judging a camera's sight is told. */
export interface SightOptions {
  /** The camera lights the dark itself: its pictures are dark as a whole and yet show something. */
  readonly infrared: boolean;
  readonly usual: UsualSharpness;
}

/** Video black is 16: below this mean there is next to no light. */
const DARK = 32;
/** From this mean on it is day; below, dusk or infrared light, in which pictures are softer. */
const DAY = 70;
/** Less contrast than this is a wall right before the lens, as far as is known without a history. */
const FLAT = 4;
/** Parts of the usual sharpness: below the first nothing but shades is left, below the second fog or a lost focus. */
const COVERED = 0.12;
const BLURRED = 0.45;
/** Clear minutes that make up what is usual; blurred ones count for so little that weeks of fog do not become usual. */
const MEMORY = 720;
const GRUDGE = 40;
/** Clear minutes without which nothing is called blurred. */
const ENOUGH = 30;

/** Tells minute by minute whether a camera can see, by its sharpness against its own history. */
export class SightJudge {
  readonly #infrared: boolean;
  readonly #usual: { day: Lane; dim: Lane };

  constructor({ infrared, usual }: SightOptions) {
    this.#infrared = infrared;
    this.#usual = { day: laneOf(usual.day), dim: laneOf(usual.dim) };
  }

  /** Judges the mean of a minute's pictures, and learns from it. */
  judge({ luma, contrast, sharpness }: PictureMeasures): Sight {
    if (luma < DARK && (!this.#infrared || contrast < FLAT)) return 'dark';
    const lane = this.#usual[luma < DAY ? 'dim' : 'day'];
    const known = lane.minutes >= ENOUGH;
    const part = known ? sharpness / lane.sharpness : 1;
    if (known ? part < COVERED : contrast < FLAT) return 'covered';
    const sight = part < BLURRED ? 'blurred' : 'clear';
    const weight = 1 / Math.min(lane.minutes + 1, MEMORY) / (sight === 'clear' ? 1 : GRUDGE);
    lane.sharpness += weight * (sharpness - lane.sharpness);
    lane.minutes += 1;
    return sight;
  }
}

interface Lane {
  sharpness: number;
  minutes: number;
}

function laneOf(usual: number | undefined): Lane {
  return usual === undefined ? { sharpness: 0, minutes: 0 } : { sharpness: usual, minutes: MEMORY };
}

/**
 * What is usual, from minutes that were clear: the median by day and in dim light, where there are enough.
 * @param minutes brightness and sharpness of each
 */
export function usualOf(
  minutes: readonly { readonly luma?: number; readonly sharpness?: number; readonly sight?: Sight }[],
): UsualSharpness {
  const median = (isDay: boolean) => {
    const values = minutes
      .flatMap(({ luma, sharpness, sight }) =>
        sight === 'clear' && luma !== undefined && sharpness !== undefined && luma >= DAY === isDay ? [sharpness] : [],
      )
      .sort((a, b) => a - b);
    return values.length >= ENOUGH ? values[Math.floor(values.length / 2)] : undefined;
  };
  const [day, dim] = [median(true), median(false)];
  return { ...(day !== undefined && { day }), ...(dim !== undefined && { dim }) };
}
