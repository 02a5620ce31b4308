import { picture } from './grid';

// All are 32 bit, one a cell, but `watched` and `shift`.
/** What a cell looks like when nothing moves, how much it flickers, and what it was in the last picture. */
export let mean: usize = 0;
export let unrest: usize = 0;
let last: usize = 0;
/** By how many grey levels it exceeds its threshold; true only for moving cells. */
export let excess: usize = 0;
/** The moving cells, ascending. */
export let cells: usize = 0;
/** One byte a cell: 255 where it is looked at, 0 in a mask. */
export let watched: usize = 0;
/** 256 floats: by how many grey levels a cell of that level is expected to have changed. */
export let shift: usize = 0;

let size: usize = 0;

export function openBackground(count: usize): void {
  // Cells are worked on in fours; those beyond the last are in a mask.
  size = (count + 3) & ~3;
  mean = heap.alloc(4 * size);
  unrest = heap.alloc(4 * size);
  last = heap.alloc(4 * size);
  excess = heap.alloc(4 * size);
  cells = heap.alloc(4 * size);
  watched = heap.alloc(size);
  shift = heap.alloc(4 * 256);
}

/** Takes the picture as the background. */
export function restart(): void {
  memory.copy(mean, picture, 4 * size);
  memory.copy(last, picture, 4 * size);
}

/**
 * Holds the picture against the background and learns from it. See `Background` for what that means.
 * @param floor least threshold, grey levels @param deviations of unrest that are added to it
 * @param unexplained part of a change of light that is added to it
 * @param follow share of the way that the mean of a quiet cell goes, `absorb` that of a moving one, `calm` that of unrest
 * @returns how many cells move
 */
export function compare(floor: f32, deviations: f32, unexplained: f32, follow: f32, absorb: f32, calm: f32): i32 {
  let count = 0;
  for (let i: usize = 0; i < size; i += 4) {
    const now = v128.load(picture + 4 * i);
    const before = v128.load(mean + 4 * i);
    const restless = v128.load(unrest + 4 * i);
    const change = shiftOf(before);
    const expected = f32x4.pmin(f32x4.pmax(f32x4.add(before, change), f32x4.splat(0)), f32x4.splat(255));
    const difference = f32x4.sub(now, expected);
    const distance = f32x4.abs(difference);
    const light = f32x4.mul(f32x4.splat(unexplained), f32x4.abs(change));
    const threshold = f32x4.add(f32x4.add(f32x4.splat(floor), f32x4.mul(f32x4.splat(deviations), restless)), light);
    // A thing that stands still differs from the mean but not from the last picture. Limited, so that one bird passing
    // does not deafen the cell, while steady flicker still grows the limit along with the threshold.
    const step = f32x4.abs(f32x4.sub(f32x4.sub(now, v128.load(last + 4 * i)), change));
    const flicker = f32x4.pmin(f32x4.pmin(distance, f32x4.add(step, step)), f32x4.add(threshold, threshold));
    v128.store(unrest + 4 * i, f32x4.add(restless, f32x4.mul(f32x4.sub(flicker, restless), f32x4.splat(calm))));
    const moving = v128.and(f32x4.gt(distance, threshold), watchedOf(i));
    const pull = v128.bitselect(f32x4.splat(absorb), f32x4.splat(follow), moving);
    v128.store(mean + 4 * i, f32x4.add(expected, f32x4.mul(difference, pull)));
    v128.store(last + 4 * i, now);
    let which = i32x4.bitmask(moving);
    if (which === 0) continue;
    v128.store(excess + 4 * i, f32x4.sub(distance, threshold));
    for (; which !== 0; which &= which - 1) store<i32>(cells + 4 * count++, i + ctz(which));
  }
  return count;
}

/** By how much four cells of these levels are expected to have changed. */
function shiftOf(levels: v128): v128 {
  const at = i32x4.trunc_sat_f32x4_s(f32x4.add(levels, f32x4.splat(0.5)));
  let four = v128.load32_zero(shift + 4 * i32x4.extract_lane(at, 0));
  four = v128.load32_lane(shift + 4 * i32x4.extract_lane(at, 1), four, 1);
  four = v128.load32_lane(shift + 4 * i32x4.extract_lane(at, 2), four, 2);
  return v128.load32_lane(shift + 4 * i32x4.extract_lane(at, 3), four, 3);
}

/** All bits of four cells' numbers, where they are looked at. */
function watchedOf(i: usize): v128 {
  return i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(watched + i)));
}
