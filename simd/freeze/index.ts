/** The pass over the rows that the watch for frozen pictures keeps of each picture: what each cell of them is like. */

/** Bytes that are worked on at once. */
const BLOCK: usize = 16;
/** Start and factor of FNV-1a, here in four lanes of four bytes. */
const START = 0x811c9dc5;
const FACTOR = 0x01000193;

/** The rows of this picture and of the one before, each line after line. */
export let now: usize = 0;
export let before: usize = 0;
/** Which bytes of a block are wanted, for 0 to 15 of them. */
let masks: usize = 0;

/** What a cell is like; set by `measure`. */
export let hash: u32 = 0;
export let shades: u32 = 0;
export let difference: u32 = 0;

/** Sets all memory aside, once and before anything else. @param bytes of the rows of a picture */
export function open(bytes: usize): void {
  // A load may reach 15 bytes beyond the last.
  now = heap.alloc(bytes + BLOCK);
  before = heap.alloc(bytes + BLOCK);
  masks = heap.alloc(BLOCK * BLOCK);
  memory.fill(masks, 0, BLOCK * BLOCK);
  for (let rest: usize = 0; rest < BLOCK; rest++) memory.fill(masks + BLOCK * rest, 0xff, rest);
}

/** Makes this picture the one before; the other memory is to be filled then. */
export function turn(): void {
  const other = now;
  now = before;
  before = other;
}

/**
 * Measures a rectangle of the rows: a hash of its bytes, how many shades they span, and the sum of their differences from
 * those before. @param start offset of its first byte @param stride bytes of a line @param across bytes @param down lines
 */
export function measure(start: usize, stride: usize, across: usize, down: usize): void {
  let hashes = i32x4.splat(START);
  let low = i8x16.splat(-1);
  let high = i8x16.splat(0);
  let sums = i32x4.splat(0);
  const whole = across & ~(BLOCK - 1);
  const mask = v128.load(masks + BLOCK * (across - whole));
  for (let line: usize = 0; line < down; line++) {
    const at = start + line * stride;
    for (let i: usize = 0; i < whole; i += BLOCK) {
      const value = v128.load(now + at + i);
      const was = v128.load(before + at + i);
      hashes = i32x4.mul(v128.xor(hashes, value), i32x4.splat(FACTOR));
      low = i8x16.min_u(low, value);
      high = i8x16.max_u(high, value);
      sums = i32x4.add(sums, distanceOf(value, was));
    }
    if (whole === across) continue;
    const value = v128.and(v128.load(now + at + whole), mask);
    const was = v128.and(v128.load(before + at + whole), mask);
    hashes = i32x4.mul(v128.xor(hashes, value), i32x4.splat(FACTOR));
    low = i8x16.min_u(low, v128.or(value, v128.not(mask)));
    high = i8x16.max_u(high, value);
    sums = i32x4.add(sums, distanceOf(value, was));
  }
  hash = folded(hashes);
  shades = greatest(high) - (255 - greatest(v128.not(low)));
  difference =
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
}

/** Sums of how far the bytes are apart, in four lanes. */
function distanceOf(a: v128, b: v128): v128 {
  const apart = v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(apart));
}

/** One hash of four. */
function folded(hashes: v128): u32 {
  let one = START;
  one = (one ^ i32x4.extract_lane(hashes, 0)) * FACTOR;
  one = (one ^ i32x4.extract_lane(hashes, 1)) * FACTOR;
  one = (one ^ i32x4.extract_lane(hashes, 2)) * FACTOR;
  return (one ^ i32x4.extract_lane(hashes, 3)) * FACTOR;
}

/** The greatest of sixteen bytes. */
function greatest(bytes: v128): u32 {
  let most = i8x16.max_u(
    bytes,
    i8x16.shuffle(bytes, bytes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
  );
  most = i8x16.max_u(most, i8x16.shuffle(most, most, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7));
  most = i8x16.max_u(most, i8x16.shuffle(most, most, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3));
  return max(<u32>i8x16.extract_lane_u(most, 0), <u32>i8x16.extract_lane_u(most, 1));
}
