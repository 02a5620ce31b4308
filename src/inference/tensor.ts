/** Where the picture lies in the model's square input: at the top left, `scale` input pixels to one crop pixel. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
}

/** How one source line becomes one target line: target `i` lies between source `from[i]` and the next one. */
interface Stretch {
  readonly from: Uint16Array;
  /** Weight of the next source pixel, 0 to 128. */
  readonly weight: Uint8Array;
  readonly count: number;
}

// BT.601 at limited range with 7 fractional bits: R = 1.164 (Y-16) + 1.596 V, and so on (ITU-R BT.601-7).
const LUMA = 149;
const RED_V = 204;
const GREEN_U = 50;
const GREEN_V = 104;
const BLUE_U = 258;
/** Bits of a pixel after both blends: 7 across and 7 down. */
const BITS = 14;
/** Sums run from about -280 to 540; the table that clamps them to 0..255 begins here. */
const BELOW = 320;
const CLAMP = Float32Array.from({ length: 1024 }, (_, i) => Math.min(255, Math.max(0, i - BELOW)));
/** Black level, table offset and rounding, added once per colour sample instead of once per pixel. */
const BIAS = (BELOW << BITS) + (1 << (BITS - 1)) - ((16 * LUMA) << 7);

/**
 * Turns a YUV 4:2:0 crop into the square float tensor of a detector in one pass: bilinear, letterboxed at the top left.
 * Luma is interpolated for every target pixel, chroma for every second one across and down, which is what it holds.
 * Integer arithmetic throughout: each source line is stretched once, two stretched lines are blended, and a table
 * clamps the sum and makes it a float. `Math.imul` keeps V8 from falling back to doubles for a product of -0.
 */
export class Letterbox {
  readonly #size: number;
  readonly #pad: number;
  readonly #red: Float32Array;
  readonly #green: Float32Array;
  readonly #blue: Float32Array;
  readonly #stretches = new Map<number, Stretch>();
  readonly #lines: Int32Array[];
  readonly #r: Int32Array;
  readonly #g: Int32Array;
  readonly #b: Int32Array;
  #padded = '';

  /**
   * @param size side of the square input, pixels; even
   * @param colour order of the planes in the tensor
   * @param pad value of uncovered pixels
   * @param tensor `3 * size * size` floats, written by `fill`
   */
  constructor(size: number, colour: 'bgr' | 'rgb', pad: number, tensor: Float32Array) {
    const area = size * size;
    this.#size = size;
    this.#pad = pad;
    const planes = [0, 1, 2].map((i) => tensor.subarray(i * area, (i + 1) * area));
    if (colour === 'bgr') planes.reverse();
    [this.#red, this.#green, this.#blue] = planes as [Float32Array, Float32Array, Float32Array];
    const line = () => new Int32Array(size + 2);
    this.#lines = [line(), line(), line(), line(), line(), line()];
    this.#r = line();
    this.#g = line();
    this.#b = line();
  }

  /**
   * Writes the crop into the tensor, values 0 to 255.
   * @param yuv planar 4:2:0: `width * height` bytes of Y, a quarter of that of U, then of V
   * @param width even, 4 or more
   * @param height even, 4 or more
   */
  fill(yuv: Uint8Array, width: number, height: number): Placement {
    const size = this.#size;
    const scale = Math.min(size / width, size / height);
    // Even, because pixels are written in pairs.
    const across = Math.max(2, Math.min(size, 2 * Math.round((width * scale) / 2)));
    const down = Math.max(1, Math.min(size, Math.round(height * scale)));
    this.#fillPad(across, down);

    const halfWidth = width >> 1;
    const u = width * height;
    const v = u + halfWidth * (height >> 1);
    const pairs = across >> 1;
    const x = this.#stretch(width, across);
    const y = this.#stretch(height, down);
    const chromaX = this.#stretch(halfWidth, pairs);
    const chromaY = this.#stretch(height >> 1, (down + 1) >> 1);
    let [y0, y1, u0, u1, v0, v1] = this.#lines as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    let lumaRow = -2;
    let chromaRow = -2;

    for (let row = 0; row < down; row++) {
      if ((row & 1) === 0) {
        const from = chromaY.from[row >> 1]!;
        if (from !== chromaRow) {
          const at = from * halfWidth;
          if (from === chromaRow + 1) {
            [u0, u1, v0, v1] = [u1, u0, v1, v0];
          } else {
            stretchLine(yuv, u + at, chromaX, u0);
            stretchLine(yuv, v + at, chromaX, v0);
          }
          stretchLine(yuv, u + at + halfWidth, chromaX, u1);
          stretchLine(yuv, v + at + halfWidth, chromaX, v1);
          chromaRow = from;
        }
        blendChroma(u0, u1, v0, v1, chromaY.weight[row >> 1]!, this.#r, this.#g, this.#b, pairs);
      }
      const from = y.from[row]!;
      if (from !== lumaRow) {
        if (from === lumaRow + 1) [y0, y1] = [y1, y0];
        else stretchLine(yuv, from * width, x, y0);
        stretchLine(yuv, (from + 1) * width, x, y1);
        lumaRow = from;
      }
      const at = row * size;
      blendPixels(y0, y1, y.weight[row]!, this.#r, this.#g, this.#b, this.#red, this.#green, this.#blue, at, across);
    }
    return { scaleX: across / width, scaleY: down / height };
  }

  /** Pads what the picture leaves free; nothing to do while the crops keep their shape. */
  #fillPad(across: number, down: number): void {
    const shape = `${across}x${down}`;
    if (shape === this.#padded) return;
    this.#padded = shape;
    for (const plane of [this.#red, this.#green, this.#blue]) {
      if (across < this.#size) {
        for (let row = 0; row < down; row++) plane.fill(this.#pad, row * this.#size + across, (row + 1) * this.#size);
      }
      plane.fill(this.#pad, down * this.#size);
    }
  }

  /** The table for a pair of lengths, with pixel centres aligned; kept, as a camera's crops repeat their sizes. */
  #stretch(source: number, target: number): Stretch {
    const key = source * 65536 + target;
    let found = this.#stretches.get(key);
    if (!found) {
      // Crops of arbitrary sizes must not grow this for ever.
      if (this.#stretches.size >= 256) this.#stretches.clear();
      found = makeStretch(source, target);
      this.#stretches.set(key, found);
    }
    return found;
  }
}

function makeStretch(source: number, target: number): Stretch {
  const from = new Uint16Array(target);
  const weight = new Uint8Array(target);
  for (let i = 0; i < target; i++) {
    const at = Math.min(Math.max(((i + 0.5) * source) / target - 0.5, 0), source - 1);
    from[i] = Math.min(Math.floor(at), source - 2);
    weight[i] = Math.round((at - from[i]!) * 128);
  }
  return { from, weight, count: target };
}

/** One source line to one target line, 7 fractional bits. */
function stretchLine(source: Uint8Array, start: number, { from, weight, count }: Stretch, out: Int32Array): void {
  for (let i = 0; i < count; i++) {
    const at = start + from[i]!;
    const a = source[at]!;
    out[i] = ((a << 7) + Math.imul(source[at + 1]! - a, weight[i]!)) | 0;
  }
}

/** Two lines each of U and V to what they add to red, green and blue, with the bias of `BIAS`. */
function blendChroma(
  u0: Int32Array,
  u1: Int32Array,
  v0: Int32Array,
  v1: Int32Array,
  weight: number,
  r: Int32Array,
  g: Int32Array,
  b: Int32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const ua = u0[i]!;
    const va = v0[i]!;
    const u = ((ua << 7) + Math.imul(u1[i]! - ua, weight) - (128 << BITS)) | 0;
    const v = ((va << 7) + Math.imul(v1[i]! - va, weight) - (128 << BITS)) | 0;
    r[i] = ((Math.imul(v, RED_V) >> 7) + BIAS) | 0;
    g[i] = (BIAS - ((Math.imul(u, GREEN_U) + Math.imul(v, GREEN_V)) >> 7)) | 0;
    b[i] = ((Math.imul(u, BLUE_U) >> 7) + BIAS) | 0;
  }
}

/** Two lines of luma and one of colour to one line of the three planes, two pixels at a time. */
function blendPixels(
  y0: Int32Array,
  y1: Int32Array,
  weight: number,
  r: Int32Array,
  g: Int32Array,
  b: Int32Array,
  red: Float32Array,
  green: Float32Array,
  blue: Float32Array,
  start: number,
  count: number,
): void {
  const table = CLAMP;
  for (let i = 0, at = start; i < count; i += 2, at += 2) {
    const k = i >> 1;
    const a = y0[i]!;
    const c = y0[i + 1]!;
    const left = Math.imul((a << 7) + Math.imul(y1[i]! - a, weight), LUMA) >> 7;
    const right = Math.imul((c << 7) + Math.imul(y1[i + 1]! - c, weight), LUMA) >> 7;
    const toRed = r[k]!;
    const toGreen = g[k]!;
    const toBlue = b[k]!;
    red[at] = table[(left + toRed) >> BITS]!;
    red[at + 1] = table[(right + toRed) >> BITS]!;
    green[at] = table[(left + toGreen) >> BITS]!;
    green[at + 1] = table[(right + toGreen) >> BITS]!;
    blue[at] = table[(left + toBlue) >> BITS]!;
    blue[at + 1] = table[(right + toBlue) >> BITS]!;
  }
}
