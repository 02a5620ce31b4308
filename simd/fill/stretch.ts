/** Targets that are worked on at once. */
const GROUP = 8;
/** Bytes that the table takes for a group of targets, and that its numbers take in a line. */
const ENTRY: usize = 64;
const NUMBERS: usize = 2 * GROUP;
/** Where in an entry the indices of source bytes and the weights stand. */
const INDICES: usize = 16;
const WEIGHTS: usize = 32;
/** Bytes that are loaded at once. */
export const WINDOW = 16;
/** The whole weight. */
const WHOLE = 128;

/**
 * How a line of bytes is stretched to another length: for each target the source byte before it, and the weight of the
 * next one, 0 to 128. Pixel centres are aligned; the last source byte is reached by weight, so the next one always exists.
 */
export class Stretch {
  /** Groups of targets, the last one filled up. */
  private groups: usize = 0;
  /** True where the sources of some group do not lie within one load. */
  private wide: bool = false;

  private table: usize;

  /** @param most targets */
  constructor(most: i32) {
    this.table = heap.alloc(groupsOf(most) * ENTRY);
  }

  /** Memory that a stretched line takes. */
  static lineBytes(most: i32): usize {
    return groupsOf(most) * NUMBERS;
  }

  /** Fills the table. @param source bytes in the line, 2 or more @param target numbers wanted */
  set(source: i32, target: i32): void {
    this.groups = groupsOf(target);
    this.wide = false;
    for (let first = 0; first < target; first += GROUP) {
      const last = min(first + GROUP, target) - 1;
      if (from(last, source, target) + 1 - from(first, source, target) >= WINDOW) this.wide = true;
    }
    let entry = this.table;
    for (let first = 0; first < target; first += GROUP, entry += ENTRY) {
      const start = from(first, source, target);
      if (!this.wide) store<u32>(entry, start);
      for (let i = 0; i < GROUP; i++) {
        const to = min(first + i, target - 1);
        const before = from(to, source, target);
        const weight = weightOf(to, source, target);
        if (this.wide) store<u32>(entry + 4 * i, before);
        else store<u16>(entry + INDICES + 2 * i, (before - start) | ((before - start + 1) << 8));
        store<u32>(entry + WEIGHTS + 4 * i, (WHOLE - weight) | (weight << 16));
      }
    }
  }

  /** Stretches the bytes at `line` to whole groups of 16 bit numbers at `to`, with 7 fractional bits: 0 to 32640. */
  apply(line: usize, to: usize): void {
    if (this.wide) this.applyWide(line, to);
    else this.applyNear(line, to);
  }

  private applyNear(line: usize, to: usize): void {
    const end = this.table + this.groups * ENTRY;
    for (let entry = this.table; entry < end; entry += ENTRY, to += NUMBERS) {
      const window = v128.load(line + load<u32>(entry));
      storePairs(to, v128.swizzle(window, v128.load(entry, INDICES)), entry);
    }
  }

  private applyWide(line: usize, to: usize): void {
    const end = this.table + this.groups * ENTRY;
    for (let entry = this.table; entry < end; entry += ENTRY, to += NUMBERS) {
      let pairs = v128.load16_splat(line + load<u32>(entry));
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 4), pairs, 1);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 8), pairs, 2);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 12), pairs, 3);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 16), pairs, 4);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 20), pairs, 5);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 24), pairs, 6);
      pairs = v128.load_lane<u16>(line + load<u32>(entry, 28), pairs, 7);
      storePairs(to, pairs, entry);
    }
  }
}

/** Weighs eight pairs of neighbouring bytes. */
function storePairs(to: usize, pairs: v128, entry: usize): void {
  const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(pairs), v128.load(entry, WEIGHTS));
  const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(pairs), v128.load(entry, WEIGHTS + 16));
  v128.store(to, i16x8.narrow_i32x4_s(low, high));
}

/** Groups that hold so many targets. */
function groupsOf(targets: i32): usize {
  return (targets + GROUP - 1) / GROUP;
}

/** Where the centre of a target lies among the sources. */
function place(to: i32, source: i32, target: i32): f64 {
  const at = ((<f64>to + 0.5) * source) / target - 0.5;
  return min(max(at, 0), <f64>(source - 1));
}

/** The source before a target. */
export function from(to: i32, source: i32, target: i32): i32 {
  return min(<i32>Math.floor(place(to, source, target)), source - 2);
}

/** The weight of the source after it, 0 to 128. */
export function weightOf(to: i32, source: i32, target: i32): i32 {
  return <i32>Math.round((place(to, source, target) - from(to, source, target)) * WHOLE);
}
