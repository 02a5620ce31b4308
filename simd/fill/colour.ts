// BT.601 at limited range with 7 fractional bits: R = 1.164 (Y-16) + 1.596 V, and so on (ITU-R BT.601-7).
const LUMA = 149;
const RED_V = 204;
const GREEN_U = 50;
const GREEN_V = 104;
const BLUE_U = 258;
const FACTOR_BITS = 7;

/** Blended lines have 14 fractional bits, and so have levels. */
const LEVEL_BITS = 14;
/** No colour, in a blended line. */
const GREY = 128 << LEVEL_BITS;
/** Half a level, for rounding, less black: 16 of Y. */
const BIAS = (1 << (LEVEL_BITS - 1)) - ((16 * LUMA) << FACTOR_BITS);
/** The whole weight of two lines. */
const WHOLE = 128;

/** Pixels that are worked on at once, in two halves. */
const PIXELS = 8;
/** Bytes of four numbers of 32 bits. */
const HALF = 16;

/** One colour of the model that is filled. */
export class Colour {
  /** Where its plane begins. */
  plane: usize = 0;
  /** What its levels, 0 to 255, are multiplied by, and what is added then. */
  scale: f32 = 1;
  shift: f32 = 0;
  /** What chroma adds to its levels, one 32 bit number a pixel of a line. */
  chroma: usize = 0;

  /** Eight pixels as the model wants them. @param pixel of the line, for its chroma */
  write(to: usize, pixel: usize, low: v128, high: v128): void {
    const chroma = this.chroma + 4 * pixel;
    v128.store(to, this.wanted(i32x4.add(low, v128.load(chroma))));
    v128.store(to + HALF, this.wanted(i32x4.add(high, v128.load(chroma + HALF))));
  }

  /** Four sums as whole levels of 0 to 255, then as the model wants them. */
  private wanted(sum: v128): v128 {
    const whole = i32x4.shr_s(sum, LEVEL_BITS);
    const level = i32x4.min_s(i32x4.max_s(whole, i32x4.splat(0)), i32x4.splat(255));
    return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(level), f32x4.splat(this.scale)), f32x4.splat(this.shift));
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
    const bytes = 4 * ((most + 2 * PIXELS - 1) & ~(2 * PIXELS - 1));
    this.red.chroma = heap.alloc(bytes);
    this.green.chroma = heap.alloc(bytes);
    this.blue.chroma = heap.alloc(bytes);
  }

  /** Blends two lines each of U and V to what they add to the colours of two rows of `count` pixels. */
  blendChroma(u0: usize, u1: usize, v0: usize, v1: usize, weight: i32, count: usize): void {
    const weights = weightsOf(weight);
    for (let i: usize = 0; i < count; i += 2 * PIXELS) {
      const nearU = v128.load(u0 + i);
      const nextU = v128.load(u1 + i);
      const nearV = v128.load(v0 + i);
      const nextV = v128.load(v1 + i);
      this.keepChroma(4 * i, blendLow(nearU, nextU, weights), blendLow(nearV, nextV, weights));
      this.keepChroma(4 * (i + PIXELS), blendHigh(nearU, nextU, weights), blendHigh(nearV, nextV, weights));
    }
  }

  /** Keeps what four samples of U and V add to the colours of eight pixels. */
  private keepChroma(at: usize, blendedU: v128, blendedV: v128): void {
    const u = i32x4.sub(blendedU, i32x4.splat(GREY));
    const v = i32x4.sub(blendedV, i32x4.splat(GREY));
    const bias = i32x4.splat(BIAS);
    const ofBoth = i32x4.add(i32x4.mul(u, i32x4.splat(GREEN_U)), i32x4.mul(v, i32x4.splat(GREEN_V)));
    const red = i32x4.shr_s(i32x4.mul(v, i32x4.splat(RED_V)), FACTOR_BITS);
    const blue = i32x4.shr_s(i32x4.mul(u, i32x4.splat(BLUE_U)), FACTOR_BITS);
    storeTwice(this.red.chroma + at, i32x4.add(bias, red));
    storeTwice(this.green.chroma + at, i32x4.sub(bias, i32x4.shr_s(ofBoth, FACTOR_BITS)));
    storeTwice(this.blue.chroma + at, i32x4.add(bias, blue));
  }

  /** Blends two lines of Y, and writes the colours of `count` pixels from pixel `start` of the planes on. */
  paint(y0: usize, y1: usize, weight: i32, start: usize, count: usize): void {
    const weights = weightsOf(weight);
    for (let i: usize = 0; i < count; i += PIXELS) {
      const near = v128.load(y0 + 2 * i);
      const next = v128.load(y1 + 2 * i);
      const low = brightened(blendLow(near, next, weights));
      const high = brightened(blendHigh(near, next, weights));
      if (i + PIXELS <= count) {
        this.red.write(this.red.plane + 4 * (start + i), i, low, high);
        this.green.write(this.green.plane + 4 * (start + i), i, low, high);
        this.blue.write(this.blue.plane + 4 * (start + i), i, low, high);
      } else {
        this.writeRest(this.red, start, i, count, low, high);
        this.writeRest(this.green, start, i, count, low, high);
        this.writeRest(this.blue, start, i, count, low, high);
      }
    }
  }

  /** Writes fewer than eight pixels, so that what follows them stays. */
  private writeRest(colour: Colour, start: usize, from: usize, to: usize, low: v128, high: v128): void {
    colour.write(this.scratch, from, low, high);
    for (let i = from; i < to; i++)
      store<f32>(colour.plane + 4 * (start + i), load<f32>(this.scratch + 4 * (i - from)));
  }
}

/** The weights of two lines side by side. @param weight of the second, 0 to 128 */
function weightsOf(weight: i32): v128 {
  return i32x4.splat((WHOLE - weight) | (weight << 16));
}

/** The first four numbers between those of two lines: 14 fractional bits, exact. */
function blendLow(near: v128, next: v128, weights: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.shuffle(near, next, 0, 8, 1, 9, 2, 10, 3, 11), weights);
}

/** The last four. */
function blendHigh(near: v128, next: v128, weights: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.shuffle(near, next, 4, 12, 5, 13, 6, 14, 7, 15), weights);
}

/** Y at full range, black not yet taken off. */
function brightened(y: v128): v128 {
  return i32x4.shr_s(i32x4.mul(y, i32x4.splat(LUMA)), FACTOR_BITS);
}

/** Four numbers, each for two pixels. */
function storeTwice(to: usize, four: v128): void {
  v128.store(to, i32x4.shuffle(four, four, 0, 0, 1, 1));
  v128.store(to + HALF, i32x4.shuffle(four, four, 2, 2, 3, 3));
}
