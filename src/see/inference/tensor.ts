import type { InputSpec } from './spec.ts';

/** What a model's input is made of: its spec, and whether a crop keeps its proportions or fills the whole square. */
export type InputForm = Omit<InputSpec, 'name'> & { readonly fit: 'letterbox' | 'stretch' };

/** Input pixels to one crop pixel; the picture lies at the top left of the model's square input. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
}

/** The input of one model. */
export interface ModelInput {
  /** [1, 3, size, size]. All inputs that were made together share this memory: fill it, run, then fill the next one. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /**
   * Writes a crop into the tensor, normalised as the model wants it.
   * @param yuv planar 4:2:0: `width * height` bytes of Y, a quarter of that of U, then of V
   * @param width pixels; even, 4 or more
   * @param height pixels; even, 4 or more
   */
  fill(yuv: Uint8Array, width: number, height: number): Placement;
}

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
/** Sums run from about -280 to 540; the tables that clamp them to 0..255 begin here. */
const BELOW = 320;
const TABLE = 1024;
/** Black level and rounding, added once per colour sample instead of once per pixel. */
const BIAS = (BELOW << BITS) + (1 << (BITS - 1)) - ((16 * LUMA) << 7);

/**
 * Makes the inputs of all models of a process. Each turns YUV 4:2:0 crops into the square float tensor of its model in
 * one pass: bilinear, letterboxed at the top left or stretched to the square. Luma is interpolated for every target
 * pixel, chroma for every second one across and down, which is what it holds. Integer arithmetic throughout: each
 * source line is stretched once, two stretched lines are blended, and a table clamps the sum, normalises it and makes
 * it a float. Each plane of each model has such a table; they stand in a row, and which one is meant is part of the
 * bias that is added anyway, so that normalising costs nothing.
 *
 * Two things here are for V8. The buffers are constants of one closure, as it then knows where they lie and how long
 * they are; as fields or arguments they cost half as much again. That holds while there is one such closure, so all
 * models share one, and its memory. And `Math.imul` keeps products integers: `*` has to allow for -0 and would make
 * them doubles.
 *
 * @param forms one for each model, 40 at most
 */
export function createInputs(forms: readonly InputForm[]): ModelInput[] {
  const largest = Math.max(...forms.map((form) => form.size));
  const tensor = new Float32Array(3 * largest * largest);
  const table = Float32Array.from(forms.flatMap(tablesOf));
  /** The model whose input is being filled. */
  let current = -1;
  let size = 0;
  let area = 0;
  let [red, green, blue] = [0, 0, 0];
  let [biasRed, biasGreen, biasBlue] = [0, 0, 0];
  /** Six stretched lines, two each of Y, U and V, and what the colours add to red, green and blue. */
  const lines = new Int32Array(6 * largest);
  const addRed = new Int32Array(largest);
  const addGreen = new Int32Array(largest);
  const addBlue = new Int32Array(largest);
  /** For the model and shape that were last seen; a camera's crops repeat their shapes. */
  const x = emptyStretch(largest);
  const y = emptyStretch(largest);
  const chromaX = emptyStretch(largest);
  const chromaY = emptyStretch(largest);
  let shape = '';

  function fill(model: number, yuv: Uint8Array, width: number, height: number): Placement {
    if (model !== current) turnTo(model);
    const { across, down } = extent(forms[model]!, width, height);
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

  /** Makes another model's planes and tables the ones that are written. */
  function turnTo(model: number): void {
    const form = forms[model]!;
    current = model;
    // What lies in the tensor is another model's, its padding too.
    shape = '';
    size = form.size;
    area = size * size;
    [red, green, blue] = form.colour === 'rgb' ? [0, area, 2 * area] : [2 * area, area, 0];
    const bias = (plane: number) => BIAS + ((TABLE * (3 * model + plane)) << BITS);
    biasRed = bias(red / area);
    biasGreen = bias(1);
    biasBlue = bias(blue / area);
  }

  /** Stretches and padding for a shape; nothing to do while it stays the same. */
  function prepare(width: number, height: number, across: number, down: number): void {
    const next = `${width}x${height}`;
    if (next === shape) return;
    shape = next;
    setStretch(x, width, across);
    setStretch(y, height, down);
    setStretch(chromaX, width >> 1, across >> 1);
    setStretch(chromaY, height >> 1, (down + 1) >> 1);
    const { pad, mean, std } = forms[current]!;
    for (let plane = 0; plane < 3; plane++) {
      const value = (pad - mean[plane]!) / std[plane]!;
      const start = plane * area;
      for (let row = 0; row < down; row++) tensor.fill(value, start + row * size + across, start + (row + 1) * size);
      tensor.fill(value, start + down * size, start + area);
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
    // Local, as V8 would read them anew for each pixel.
    const [forRed, forGreen, forBlue] = [biasRed, biasGreen, biasBlue];
    for (let i = 0; i < count; i++) {
      const ua = lines[u0 + i]!;
      const va = lines[v0 + i]!;
      const u = ((ua << 7) + Math.imul(lines[u1 + i]! - ua, weight) - (128 << BITS)) | 0;
      const v = ((va << 7) + Math.imul(lines[v1 + i]! - va, weight) - (128 << BITS)) | 0;
      addRed[i] = ((Math.imul(v, RED_V) >> 7) + forRed) | 0;
      addGreen[i] = (forGreen - ((Math.imul(u, GREEN_U) + Math.imul(v, GREEN_V)) >> 7)) | 0;
      addBlue[i] = ((Math.imul(u, BLUE_U) >> 7) + forBlue) | 0;
    }
  }

  /** Two lines of Y and one of colour to one line of the three planes, two pixels at a time. */
  function blendPixels(y0: number, y1: number, weight: number, start: number, count: number): void {
    const [toRed, toGreen, toBlue] = [red + start, green + start, blue + start];
    for (let i = 0; i < count; i += 2) {
      const k = i >> 1;
      const a = lines[y0 + i]!;
      const b = lines[y0 + i + 1]!;
      const left = Math.imul((a << 7) + Math.imul(lines[y1 + i]! - a, weight), LUMA) >> 7;
      const right = Math.imul((b << 7) + Math.imul(lines[y1 + i + 1]! - b, weight), LUMA) >> 7;
      const r = addRed[k]!;
      const g = addGreen[k]!;
      const c = addBlue[k]!;
      tensor[toRed + i] = table[(left + r) >> BITS]!;
      tensor[toRed + i + 1] = table[(right + r) >> BITS]!;
      tensor[toGreen + i] = table[(left + g) >> BITS]!;
      tensor[toGreen + i + 1] = table[(right + g) >> BITS]!;
      tensor[toBlue + i] = table[(left + c) >> BITS]!;
      tensor[toBlue + i + 1] = table[(right + c) >> BITS]!;
    }
  }

  return forms.map((form, model) => ({
    tensor: tensor.subarray(0, 3 * form.size * form.size),
    fill: (yuv, width, height) => fill(model, yuv, width, height),
  }));
}

/** Three tables, one a plane: from the sum at `BELOW` on, what the model wants to see for 0, 1, ... 255. */
function tablesOf({ mean, std }: InputForm): number[] {
  return [0, 1, 2].flatMap((plane) =>
    Array.from({ length: TABLE }, (_, i) => (Math.min(255, Math.max(0, i - BELOW)) - mean[plane]!) / std[plane]!),
  );
}

/** How many pixels of the input a crop takes. Even across, because pixels are written in pairs. */
function extent({ size, fit }: InputForm, width: number, height: number): { across: number; down: number } {
  if (fit === 'stretch') return { across: size, down: size };
  const scale = Math.min(size / width, size / height);
  return {
    across: Math.max(2, Math.min(size, 2 * Math.round((width * scale) / 2))),
    down: Math.max(1, Math.min(size, Math.round(height * scale))),
  };
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
