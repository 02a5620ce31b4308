import type { Box } from '../../base/domain.ts';
import { intersection, union } from '../../base/geometry.ts';

/** Size of a frame in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much larger than the animal its crop is: at a third of the crop YOLOX-nano sees it whole, at a half in parts. */
const ROOM = 3;
/** Smallest crop, as a fraction of the frame's shorter side: a small bird becomes big in it, its neighbours still fit. */
const LEAST = 0.22;
/** A joint crop needs this much room around what it holds, and may be this much larger than the larger of its parts. */
const JOINT_ROOM = 1.25;
const JOINT_GROWTH = 1.4;

/** The whole frame as a box. */
export const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 };

/**
 * The crop in which the detector looks at `target`: square in pixels, centred on it, inside the frame, its corners on even
 * pixels where colour samples are whole. Something larger than the largest square gets the whole frame.
 */
export function squareAround(target: Box, size: Size): Box {
  const longer = Math.max(target.w * size.width, target.h * size.height);
  const most = Math.min(size.width, size.height);
  if (longer > most) return WHOLE;
  return place(target, Math.min(most, Math.max(longer * ROOM, LEAST * most)), size);
}

/** One square that holds both targets well, or undefined where each is better off with its own. */
export function joinSquares(a: Targeted, b: Targeted, size: Size): Targeted | undefined {
  if (a.square === WHOLE || b.square === WHOLE || intersection(a.square, b.square) === 0) return undefined;
  const target = union(a.target, b.target);
  const larger = Math.max(a.square.h, b.square.h) * size.height;
  const needed = JOINT_ROOM * Math.max(target.w * size.width, target.h * size.height);
  const side = Math.max(larger, needed);
  if (side > Math.min(JOINT_GROWTH * larger, size.width, size.height)) return undefined;
  return { target, square: place(target, side, size) };
}

/** What is looked for, and the square it is looked for in. */
export interface Targeted {
  readonly target: Box;
  readonly square: Box;
}

/** True if nearly all of the target lies in the box. */
export function holds(box: Box, target: Box): boolean {
  return intersection(box, target) >= 0.95 * target.w * target.h;
}

/** True if two crops show mostly the same: the squares of a moving animal shift from frame to frame. */
export function alike(a: Box, b: Box): boolean {
  return intersection(a, b) > 0.5 * Math.max(a.w * a.h, b.w * b.h);
}

/** True if two boxes are the same one. */
export function same(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}

function place(target: Box, side: number, { width, height }: Size): Box {
  const even = Math.min(2 * Math.ceil(side / 2), width, height);
  const x = start((target.x + target.w / 2) * width, even, width);
  const y = start((target.y + target.h / 2) * height, even, height);
  return { x: x / width, y: y / height, w: even / width, h: even / height };
}

/** Where a span of `side` pixels centred on `middle` starts: even, and inside `length`. */
function start(middle: number, side: number, length: number): number {
  return Math.max(0, Math.min(length - side, 2 * Math.round((middle - side / 2) / 2)));
}
