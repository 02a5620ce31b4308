/** Where the picture lies in the model's square input: at the top left, `scale` input pixels to one crop pixel. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Writes a crop into the tensor, values 0 to 255. */
export type Letterbox = (
  /** Planar 4:2:0: `width * height` bytes of Y, a quarter of that of U, then of V. */
  yuv: Uint8Array,
  /** Pixels; even, 4 or more. */
  width: number,
  /** Pixels; even, 4 or more. */
  height: number,
) => Placement;

/** For each target pixel: the source pixel before it, and the weight of the next one, 0 to 128. */
interface Stretch {
  readonly from: Uint16Array;
  readonly weight: Uint8Array;
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
 * Makes what turns YUV 4:2:0 crops into the square float tensor of a detector in one pass: bilinear, letterboxed at the
 * top left. Luma is interpolated for every target pixel, chroma for every second one across and down, which is what it
 * holds. Integer arithmetic throughout: each source line is stretched once, two stretched lines are blended, and a
 * table clamps the sum and makes it a float.
 *
 * Two things here are for V8. The buffers are constants of one closure, as it then knows where they lie and how long
 * they are; as fields or arguments they cost half as much again. And `Math.imul` keeps products integers: `*` has to
 * allow for -0 and would make them doubles.
 *
 * @param size side of the square input, pixels; even
 * @param colour order of the planes in the tensor
 * @param pad value of uncovered pixels
 * @param tensor `3 * size * size` floats, to be written
 */
export function createLetterbox(size: number, colour: 'bgr' | 'rgb', pad: number, tensor: Float32Array): Letterbox {
  const area = size * size;
  const red = colour === 'rgb' ? 0 : 2 * area;
  const green = area;
  const blue = 2 * area - red;
  const table = CLAMP;
  /** Six stretched lines, two each of Y, U and V, and what the colours add to red, green and blue. */
  const lines = new Int32Array(6 * size);
  const addRed = new Int32Array(size);
  const addGreen = new Int32Array(size);
  const addBlue = new Int32Array(size);
  /** Tables of the shape that was last seen; a camera's crops repeat their shapes. */
  const x = emptyStretch(size);
  const y = emptyStretch(size);
  const chromaX = emptyStretch(size);
  const chromaY = emptyStretch(size);
  let shape = '';

  function fill(yuv: Uint8Array, width: number, height: number): Placement {
    const scale = Math.min(size / width, size / height);
    // Even, because pixels are written in pairs.
    const across = Math.max(2, Math.min(size, 2 * Math.round((width * scale) / 2)));
    const down = Math.max(1, Math.min(size, Math.round(height * scale)));
    prepare(width, height, across, down);

    const halfWidth = width >> 1;
    const u = width * height;
    const v = u + halfWidth * (height >> 1);
    const pairs = across >> 1;
    let [y0, y1, u0, u1, v0, v1] = [0, size, 2 * size, 3 * size, 4 * size, 5 * size];
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
            stretchChroma(yuv, u + at, u0, pairs);
            stretchChroma(yuv, v + at, v0, pairs);
          }
          stretchChroma(yuv, u + at + halfWidth, u1, pairs);
          stretchChroma(yuv, v + at + halfWidth, v1, pairs);
          chromaRow = from;
        }
        blendChroma(u0, u1, v0, v1, chromaY.weight[row >> 1]!, pairs);
      }
      const from = y.from[row]!;
      if (from !== lumaRow) {
        if (from === lumaRow + 1) [y0, y1] = [y1, y0];
        else stretchLuma(yuv, from * width, y0, across);
        stretchLuma(yuv, (from + 1) * width, y1, across);
        lumaRow = from;
      }
      blendPixels(y0, y1, y.weight[row]!, row * size, across);
    }
    return { scaleX: across / width, scaleY: down / height };
  }

  /** Tables and padding for a shape; nothing to do while it stays the same. */
  function prepare(width: number, height: number, across: number, down: number): void {
    const next = `${width}x${height}`;
    if (next === shape) return;
    shape = next;
    setStretch(x, width, across);
    setStretch(y, height, down);
    setStretch(chromaX, width >> 1, across >> 1);
    setStretch(chromaY, height >> 1, (down + 1) >> 1);
    for (const plane of [red, green, blue]) {
      for (let row = 0; row < down; row++) tensor.fill(pad, plane + row * size + across, plane + (row + 1) * size);
      tensor.fill(pad, plane + down * size, plane + area);
    }
  }

  /** One line of Y to the line at `to`, 7 fractional bits. */
  function stretchLuma(yuv: Uint8Array, start: number, to: number, count: number): void {
    const { from, weight } = x;
    for (let i = 0; i < count; i++) {
      const at = start + from[i]!;
      const a = yuv[at]!;
      lines[to + i] = ((a << 7) + Math.imul(yuv[at + 1]! - a, weight[i]!)) | 0;
    }
  }

  /** The same for a line of U or V. Apart, so that each has constant tables. */
  function stretchChroma(yuv: Uint8Array, start: number, to: number, count: number): void {
    const { from, weight } = chromaX;
    for (let i = 0; i < count; i++) {
      const at = start + from[i]!;
      const a = yuv[at]!;
      lines[to + i] = ((a << 7) + Math.imul(yuv[at + 1]! - a, weight[i]!)) | 0;
    }
  }

  /** Two lines each of U and V to what they add to the colours. */
  function blendChroma(u0: number, u1: number, v0: number, v1: number, weight: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const ua = lines[u0 + i]!;
      const va = lines[v0 + i]!;
      const u = ((ua << 7) + Math.imul(lines[u1 + i]! - ua, weight) - (128 << BITS)) | 0;
      const v = ((va << 7) + Math.imul(lines[v1 + i]! - va, weight) - (128 << BITS)) | 0;
      addRed[i] = ((Math.imul(v, RED_V) >> 7) + BIAS) | 0;
      addGreen[i] = (BIAS - ((Math.imul(u, GREEN_U) + Math.imul(v, GREEN_V)) >> 7)) | 0;
      addBlue[i] = ((Math.imul(u, BLUE_U) >> 7) + BIAS) | 0;
    }
  }

  /** Two lines of Y and one of colour to one line of the three planes, two pixels at a time. */
  function blendPixels(y0: number, y1: number, weight: number, start: number, count: number): void {
    for (let i = 0, at = start; i < count; i += 2, at += 2) {
      const k = i >> 1;
      const a = lines[y0 + i]!;
      const b = lines[y0 + i + 1]!;
      const left = Math.imul((a << 7) + Math.imul(lines[y1 + i]! - a, weight), LUMA) >> 7;
      const right = Math.imul((b << 7) + Math.imul(lines[y1 + i + 1]! - b, weight), LUMA) >> 7;
      const r = addRed[k]!;
      const g = addGreen[k]!;
      const c = addBlue[k]!;
      tensor[red + at] = table[(left + r) >> BITS]!;
      tensor[red + at + 1] = table[(right + r) >> BITS]!;
      tensor[green + at] = table[(left + g) >> BITS]!;
      tensor[green + at + 1] = table[(right + g) >> BITS]!;
      tensor[blue + at] = table[(left + c) >> BITS]!;
      tensor[blue + at + 1] = table[(right + c) >> BITS]!;
    }
  }

  return fill;
}

function emptyStretch(length: number): Stretch {
  return { from: new Uint16Array(length), weight: new Uint8Array(length) };
}

/** Fills a table with pixel centres aligned. The last source pixel is reached by weight, so `from + 1` always exists. */
function setStretch({ from, weight }: Stretch, source: number, target: number): void {
  for (let i = 0; i < target; i++) {
    const at = Math.min(Math.max(((i + 0.5) * source) / target - 0.5, 0), source - 1);
    from[i] = Math.min(Math.floor(at), source - 2);
    weight[i] = Math.round((at - from[i]!) * 128);
  }
}
