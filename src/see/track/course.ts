import type { Box } from '../../base/domain.ts';
import { type Axis, type Level, predictAxis, predictLevel, surprise, updateAxis, updateLevel } from './kalman.ts';

/** A box by centre and size in frame heights, so that one unit is as long across as it is down. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** How a box moves, as known after its last sighting: centre with velocity, size as logarithms. */
export interface Course {
  /** Time of the estimate, in milliseconds. */
  readonly at: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly w: Level;
  readonly h: Level;
}

/** Noise of a detector's box centre, in sizes of the box, and its floor in frame heights (about two pixels of 1080). */
const CENTRE_NOISE = 0.1;
const CENTRE_FLOOR = 0.002;
/** Noise of a box's log width and height: wings open and close, so a box is half or twice as wide within a frame. */
const SIZE_NOISE = 0.25;
/** Drift of the log size, per second: animals come nearer slowly. */
const SIZE_DRIFT = 0.15;
/** Unsteadiness of flight, in sizes and in speeds: what changes within a second. Fast animals also turn faster. */
const WOBBLE_OF_SIZE = 1;
const WOBBLE_OF_SPEED = 0.3;
/** Speed that an animal of unknown motion may have (one sigma), in sizes a second, with bounds in frame heights. */
const UNKNOWN_SPEED = 10;
const UNKNOWN_SPEED_MIN = 0.05;
const UNKNOWN_SPEED_MAX = 0.6;
/** How far an animal that stands shifts about (one sigma), in sizes. */
const STANDING_SHIFT = 0.3;

/** @param aspect width of the frame over its height */
export function toPlace(box: Box, aspect: number): Place {
  return { x: (box.x + box.w / 2) * aspect, y: box.y + box.h / 2, w: box.w * aspect, h: box.h };
}

/** The box of a place, as fractions of the frame; may reach out of it. */
export function toBox(place: Place, aspect: number): Box {
  return {
    x: (place.x - place.w / 2) / aspect,
    y: place.y - place.h / 2,
    w: place.w / aspect,
    h: place.h,
  };
}

/** Size of a place: the side of the square with its area. */
export function sizeOf(place: Place): number {
  return Math.sqrt(place.w * place.h);
}

/** Where a motion puts its box at the time of its estimate. */
export function placeOf(motion: Course): Place {
  return { x: motion.x.x, y: motion.y.x, w: Math.exp(motion.w.x), h: Math.exp(motion.h.x) };
}

/** Speed in frame heights a second. */
export function speedOf(motion: Course): number {
  return Math.hypot(motion.x.v, motion.y.v);
}

function startWith(place: Place, at: number, variance: number, speed: number): Course {
  const axis = (x: number): Axis => ({ x, v: 0, pxx: variance, pxv: 0, pvv: speed * speed });
  const level = (side: number): Level => ({ x: Math.log(side), p: SIZE_NOISE ** 2 });
  return { at, x: axis(place.x), y: axis(place.y), w: level(place.w), h: level(place.h) };
}

/** The motion of an animal seen once: it may fly anywhere. */
export function unknown(place: Place, at: number): Course {
  const size = sizeOf(place);
  const speed = Math.min(UNKNOWN_SPEED_MAX, Math.max(UNKNOWN_SPEED_MIN, UNKNOWN_SPEED * size));
  return startWith(place, at, centreVariance(size), speed);
}

/** The motion, at any later time, of an animal that has stood in a place since. */
export function standing(place: Place, at: number): Course {
  const size = sizeOf(place);
  return startWith(place, at, centreVariance(size) + (STANDING_SHIFT * size) ** 2, 0);
}

function centreVariance(size: number): number {
  return (CENTRE_NOISE * size) ** 2 + CENTRE_FLOOR ** 2;
}

/** The motion carried on to a later time. Predicting twice or at once gives the same position. */
export function predict(motion: Course, at: number): Course {
  const dt = (at - motion.at) / 1000;
  const wobble = WOBBLE_OF_SIZE * sizeOf(placeOf(motion)) + WOBBLE_OF_SPEED * speedOf(motion);
  return {
    at,
    x: predictAxis(motion.x, dt, wobble ** 2),
    y: predictAxis(motion.y, dt, wobble ** 2),
    w: predictLevel(motion.w, dt, SIZE_DRIFT ** 2),
    h: predictLevel(motion.h, dt, SIZE_DRIFT ** 2),
  };
}

/** The motion corrected by a box seen at the time of its estimate. */
export function correct(motion: Course, seen: Place): Course {
  const r = centreVariance(sizeOf(seen));
  return {
    at: motion.at,
    x: updateAxis(motion.x, seen.x, r),
    y: updateAxis(motion.y, seen.y, r),
    w: updateLevel(motion.w, Math.log(seen.w), SIZE_NOISE ** 2),
    h: updateLevel(motion.h, Math.log(seen.h), SIZE_NOISE ** 2),
  };
}

/**
 * The motion after a gap that ends with a sighting: the straight line across the gap is replayed in `steps` equal parts
 * as if it had been seen, so that the velocity is that of the gap and not a stale one with one correction
 * (observation-centric re-update: Cao et al., "Observation-Centric SORT", CVPR 2023).
 * @param from where it was last seen, at the time of `motion`
 */
export function replay(motion: Course, from: Place, seen: Place, at: number, steps: number): Course {
  let state = motion;
  for (let i = 1; i <= steps; i++) {
    const part = i / steps;
    const between = (a: number, b: number) => a + (b - a) * part;
    const place = {
      x: between(from.x, seen.x),
      y: between(from.y, seen.y),
      w: between(from.w, seen.w),
      h: between(from.h, seen.h),
    };
    state = correct(predict(state, between(motion.at, at)), place);
  }
  return state;
}

/**
 * Minus twice the log likelihood of a box under a predicted motion: squared Mahalanobis distance plus the logarithm of
 * the spread. The spread's part keeps a track of unknown velocity, which could be anywhere, from taking what another
 * track expects. Density over centre (frame heights²) and log size.
 */
export function surpriseOf(predicted: Course, seen: Place): number {
  const r = centreVariance(sizeOf(seen));
  return (
    surprise(seen.x - predicted.x.x, predicted.x.pxx + r) +
    surprise(seen.y - predicted.y.x, predicted.y.pxx + r) +
    surprise(Math.log(seen.w) - predicted.w.x, predicted.w.p + SIZE_NOISE ** 2) +
    surprise(Math.log(seen.h) - predicted.h.x, predicted.h.p + SIZE_NOISE ** 2)
  );
}

/** Squared Mahalanobis distance of a box's centre from a predicted motion: chi-squared with 2 degrees of freedom. */
export function centreDistance(predicted: Course, seen: Place): number {
  const r = centreVariance(sizeOf(seen));
  return (seen.x - predicted.x.x) ** 2 / (predicted.x.pxx + r) + (seen.y - predicted.y.x) ** 2 / (predicted.y.pxx + r);
}
