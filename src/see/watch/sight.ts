import type { Sight } from '../../base/domain.ts';
import { likeness, type PictureMeasures } from './picture.ts';

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
/** What lies where in clear pictures is remembered over so many of them: the sun and the tide move it slowly. */
const LAYOUT_MEMORY = 60;
/** Below the first likeness a picture shows another place, from the second on the same one as the minute before. */
const ELSEWHERE = 0.5;
const STEADY = 0.8;
/** Less sharp than this is nothing but shades, wherever a camera looks. */
const SHADES = 0.8;
/** Minutes of another place, one after another in the same light, after which it is the camera's view: six hours. */
const MOVED = 360;

/**
 * Tells minute by minute whether a camera can see, by its sharpness against its own history. Fog and a lost focus leave what lies where
 * in the picture as it was; a camera that was turned shows another place. Such a place, steady for hours, is its view from
 * then on, however smooth: until then it is told as covered or blurred. A cover that shows more than shades cannot be
 * told from a smooth place, and passes for one after as long.
 */
export class SightJudge {
  readonly #infrared: boolean;
  readonly #usual: { day: Lane; dim: Lane };

  constructor({ infrared, usual }: SightOptions) {
    this.#infrared = infrared;
    this.#usual = { day: laneOf(usual.day), dim: laneOf(usual.dim) };
  }

  /** Judges the mean of a minute's pictures, and learns from it. */
  judge(picture: PictureMeasures): Sight {
    const { luma, contrast, sharpness } = picture;
    if (luma < DARK && (!this.#infrared || contrast < FLAT)) return 'dark';
    const lane = this.#usual[luma < DAY ? 'dim' : 'day'];
    const known = lane.minutes >= ENOUGH;
    const part = known ? sharpness / lane.sharpness : 1;
    if (!known && contrast < FLAT) return 'covered';
    const sight = part < COVERED ? 'covered' : part < BLURRED ? 'blurred' : 'clear';
    if (sight !== 'clear' && movedTo(lane, picture, sight)) return 'clear';
    if (sight === 'covered') return sight;
    const weight = 1 / Math.min(lane.minutes + 1, MEMORY) / (sight === 'clear' ? 1 : GRUDGE);
    lane.sharpness += weight * (sharpness - lane.sharpness);
    lane.minutes += 1;
    if (sight === 'clear') {
      lane.elsewhere = undefined;
      lane.layout = blended(lane.layout, picture.layout, 1 / LAYOUT_MEMORY);
    }
    return sight;
  }
}

/** What is known of a camera's pictures in one light. */
interface Lane {
  sharpness: number;
  minutes: number;
  /** Of its clear pictures; undefined before the first one since the start. */
  layout?: readonly number[] | undefined;
  /** Another place, which it may have been turned to. */
  elsewhere?: { readonly minutes: number; readonly sharpness: number; readonly layout: readonly number[] } | undefined;
}

/** Takes in a minute that is not clear. True once a place that is not the camera's own has been there for so long that it is. */
function movedTo(lane: Lane, { contrast, sharpness, layout }: PictureMeasures, sight: Sight): boolean {
  // Before any clear picture, only one that was never like this camera's can be of another place.
  const other = lane.layout ? likeness(lane.layout, layout) < ELSEWHERE : sight === 'covered';
  const shows = contrast >= FLAT && sharpness >= SHADES;
  if (!other || !shows) {
    lane.elsewhere = undefined;
    return false;
  }
  const before = lane.elsewhere && likeness(lane.elsewhere.layout, layout) >= STEADY ? lane.elsewhere : undefined;
  const minutes = (before?.minutes ?? 0) + 1;
  const mean = before ? before.sharpness + (sharpness - before.sharpness) / minutes : sharpness;
  lane.elsewhere = { minutes, sharpness: mean, layout: blended(before?.layout, layout, 1 / LAYOUT_MEMORY) };
  if (minutes < MOVED) return false;
  Object.assign(lane, { sharpness: mean, minutes: ENOUGH, layout: lane.elsewhere.layout, elsewhere: undefined });
  return true;
}

function blended(old: readonly number[] | undefined, fresh: readonly number[], weight: number): readonly number[] {
  return old ? old.map((cell, i) => cell + weight * (fresh[i]! - cell)) : fresh;
}

function laneOf(usual: number | undefined): Lane {
  return usual === undefined ? { sharpness: 0, minutes: 0 } : { sharpness: usual, minutes: MEMORY };
}

/**
 * What is usual, from the newest minutes that were clear: the median by day and in dim light, where there are enough.
 * @param minutes brightness and sharpness of each, by time
 */
export function usualOf(
  minutes: readonly { readonly luma?: number; readonly sharpness?: number; readonly sight?: Sight }[],
): UsualSharpness {
  const median = (isDay: boolean) => {
    const values = minutes
      .flatMap(({ luma, sharpness, sight }) =>
        sight === 'clear' && luma !== undefined && sharpness !== undefined && luma >= DAY === isDay ? [sharpness] : [],
      )
      .slice(-MEMORY)
      .sort((a, b) => a - b);
    return values.length >= ENOUGH ? values[Math.floor(values.length / 2)] : undefined;
  };
  const [day, dim] = [median(true), median(false)];
  return { ...(day !== undefined && { day }), ...(dim !== undefined && { dim }) };
}
