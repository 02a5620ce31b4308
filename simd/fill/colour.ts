// BT.601 at limited range with 7 fractional bits: R = 1.164 (Y-16) + 1.596 V, and so on (ITU-R BT.601-7).
const LUMA = 149;
const RED_V = 204;
const GREEN_U = 50;
const GREEN_V = 104;
const BLUE_U = 258;

// Lines have 7 fractional bits, chroma is given an eighth, levels have 6. The processor divides a product by 2^15, so
// these factors make levels of lines and of chroma.
const LUMA_FACTOR = <i16>(LUMA << 7);
const RED_V_FACTOR = <i16>(RED_V << 6);
const GREEN_U_FACTOR = <i16>(GREEN_U << 6);
const GREEN_V_FACTOR = <i16>(GREEN_V << 6);
const BLUE_U_FACTOR = <i16>(BLUE_U << 6);
const LEVEL_BITS = 6;
/** No colour, in a line. */
const GREY = <i16>(128 << 7);
/** Half a level, for rounding, less black: 16 of Y, with the bits of levels. */
const BIAS = <i16>(32 - ((16 * LUMA) >> 1));

/** Pixels that are worked on at once. */
const PIXELS = 8;

/** One colour of the model that is filled. */
export class Colour {
  /** Where its plane begins. */
  plane: usize = 0;
  /** What its levels, 0 to 255, are multiplied by, and what is added then. */
  scale: f32 = 1;
  shift: f32 = 0;
  /** What chroma adds to its levels, one 16 bit number a pixel of a line. */
  chroma: usize = 0;

  /** Eight pixels: whole levels of 0 to 255, then as the model wants them. @param pixel of the line, for its chroma */
  write(to: usize, pixel: usize, luma: v128): void {
    const whole = i16x8.shr_s(i16x8.add_sat_s(luma, v128.load(this.chroma + 2 * pixel)), LEVEL_BITS);
    const level = i16x8.min_s(i16x8.max_s(whole, i16x8.splat(0)), i16x8.splat(255));
    const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(level));
    const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(level));
    const scale = f32x4.splat(this.scale);
    const shift = f32x4.splat(this.shift);
    v128.store(to, f32x4.add(f32x4.mul(low, scale), shift));
    v128.store(to, f32x4.add(f32x4.mul(high, scale), shift), 16);
  }
}

/** Turns stretched lines into rows of the three planes. */
export class Painter {
  red: Colour = new Colour();
  green: Colour = new Colour();
  blue: Colour = new Colour();
  /** Eight pixels of one colour at the end of a row, of which fewer are wanted. */
  private scratch: usize = heap.alloc(4 * PIXELS);

  /** @param most pixels in a line */
  constructor(most: i32) {
    // A sample of chroma gives two pixels, so whole groups of samples reach twice as far.
    const bytes = 2 * ((most + 2 * PIXELS - 1) & ~(2 * PIXELS - 1));
    this.red.chroma = heap.alloc(bytes);
    this.green.chroma = heap.alloc(bytes);
    this.blue.chroma = heap.alloc(bytes);
  }

  /** Blends two lines each of U and V to what they add to the colours of two rows of `count` pixels. */
  blendChroma(u0: usize, u1: usize, v0: usize, v1: usize, weight: i32, count: usize): void {
    const factor = factorOf(weight);
    const bias = i16x8.splat(BIAS);
    for (let i: usize = 0; i < count; i += 2 * PIXELS) {
      const u = i16x8.shl(i16x8.sub(between(u0 + i, u1 + i, factor), i16x8.splat(GREY)), 1);
      const v = i16x8.shl(i16x8.sub(between(v0 + i, v1 + i, factor), i16x8.splat(GREY)), 1);
      const ofU = i16x8.q15mulr_sat_s(u, i16x8.splat(GREEN_U_FACTOR));
      const ofV = i16x8.q15mulr_sat_s(v, i16x8.splat(GREEN_V_FACTOR));
      storeTwice(this.red.chroma + 2 * i, i16x8.add(bias, i16x8.q15mulr_sat_s(v, i16x8.splat(RED_V_FACTOR))));
      storeTwice(this.green.chroma + 2 * i, i16x8.sub(i16x8.sub(bias, ofU), ofV));
      storeTwice(this.blue.chroma + 2 * i, i16x8.add(bias, i16x8.q15mulr_sat_s(u, i16x8.splat(BLUE_U_FACTOR))));
    }
  }

  /** Blends two lines of Y, and writes the colours of `count` pixels from pixel `start` of the planes on. */
  paint(y0: usize, y1: usize, weight: i32, start: usize, count: usize): void {
    const factor = factorOf(weight);
    const whole = count & ~(PIXELS - 1);
    for (let i: usize = 0; i < whole; i += PIXELS) {
      const luma = lumaOf(y0 + 2 * i, y1 + 2 * i, factor);
      this.red.write(this.red.plane + 4 * (start + i), i, luma);
      this.green.write(this.green.plane + 4 * (start + i), i, luma);
      this.blue.write(this.blue.plane + 4 * (start + i), i, luma);
    }
    if (whole === count) return;
    const luma = lumaOf(y0 + 2 * whole, y1 + 2 * whole, factor);
    this.writeRest(this.red, start, whole, count, luma);
    this.writeRest(this.green, start, whole, count, luma);
    this.writeRest(this.blue, start, whole, count, luma);
  }

  /** Writes fewer than eight pixels, so that what follows them stays. */
  private writeRest(colour: Colour, start: usize, from: usize, to: usize, luma: v128): void {
    colour.write(this.scratch, from, luma);
    for (let i = from; i < to; i++)
      store<f32>(colour.plane + 4 * (start + i), load<f32>(this.scratch + 4 * (i - from)));
  }
}

/** A weight of 0 to 128 as a factor of the processor's product. A whole one is 1/32768 short. */
function factorOf(weight: i32): v128 {
  return i16x8.splat(<i16>min(weight << 8, 32767));
}

/** Eight numbers between those of two lines. */
function between(a: usize, b: usize, factor: v128): v128 {
  const near = v128.load(a);
  return i16x8.add(near, i16x8.q15mulr_sat_s(i16x8.sub(v128.load(b), near), factor));
}

/** Eight numbers, each for two pixels. */
function storeTwice(to: usize, line: v128): void {
  v128.store(to, i16x8.shuffle(line, line, 0, 0, 1, 1, 2, 2, 3, 3));
  v128.store(to, i16x8.shuffle(line, line, 4, 4, 5, 5, 6, 6, 7, 7), 16);
}

/** Eight pixels between two lines of Y, brightened to full range: levels. */
function lumaOf(a: usize, b: usize, factor: v128): v128 {
  return i16x8.q15mulr_sat_s(between(a, b, factor), i16x8.splat(LUMA_FACTOR));
}
