import { loadSimd, type SimdModule, type SimdNumber } from '../../base/simd.ts';
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
   * @throws RangeError where the size is none of these, or the crop has other bytes than it says, or more than 64 MiB
   */
  fill(yuv: Uint8Array, width: number, height: number): Placement;
}

/** What `simd/fill` exports; its docstrings say what each does. */
interface Filler extends SimdModule {
  readonly tensor: SimdNumber;
  readonly crop: SimdNumber;
  open(largest: number, cropBytes: number): void;
  turnTo(size: number, redPlane: number, bluePlane: number): void;
  setColour(plane: number, scale: number, shift: number): void;
  setShape(width: number, height: number, across: number, down: number): void;
  fill(): void;
}

/** Interpolation wants two samples of chroma each way. */
const LEAST_SIDE = 4;
/** Bytes of the largest crop, above any frame of 8K. Memory is taken of the system only where a crop reached. */
const LARGEST_CROP = 1 << 26;

/**
 * Makes the inputs of all models of a process. Each turns YUV 4:2:0 crops into the square float tensor of its model in
 * one pass: bilinear, letterboxed at the top left or stretched to the square. Luma is interpolated for every target
 * pixel, chroma for every second one across and down, which is what it holds. The pass itself is WebAssembly, written in
 * `simd/fill`; tensor and crop stand in its memory, where onnxruntime reads the tensor as it lies.
 * @throws RoostError where this machine cannot run it
 */
export function createInputs(forms: readonly InputForm[]): ModelInput[] {
  const largest = Math.max(...forms.map((form) => form.size));
  const filler = loadSimd<Filler>(new URL('./fill.wasm', import.meta.url));
  filler.open(largest, LARGEST_CROP);
  // From here on the memory does not grow, which would take it from under its views.
  const { buffer } = filler.memory;
  const tensor = new Float32Array(buffer, filler.tensor.value, 3 * largest * largest);
  const crop = new Uint8Array(buffer, filler.crop.value, LARGEST_CROP);
  /** The model and shape that were filled last; a camera's crops repeat their shapes. */
  let current = -1;
  let shape = '';

  function fill(model: number, yuv: Uint8Array, width: number, height: number): Placement {
    const sound = [width, height].every((side) => side >= LEAST_SIDE && side % 2 === 0);
    if (!sound || yuv.length !== (width * height * 3) / 2 || yuv.length > LARGEST_CROP)
      throw new RangeError(`${yuv.length} bytes are no crop of ${width}x${height} pixels that can be filled in`);
    const form = forms[model]!;
    const { across, down } = extent(form, width, height);
    const next = `${width}x${height}`;
    if (model !== current || next !== shape) {
      if (model !== current) turnTo(filler, form);
      filler.setShape(width, height, across, down);
      padAround(tensor, form, across, down);
      current = model;
      shape = next;
    }
    crop.set(yuv);
    filler.fill();
    return { scaleX: across / width, scaleY: down / height };
  }

  return forms.map((form, model) => ({
    tensor: tensor.subarray(0, 3 * form.size * form.size),
    fill: (yuv, width, height) => fill(model, yuv, width, height),
  }));
}

/** Makes another model's planes the ones that are written. */
function turnTo(filler: Filler, { size, colour, mean, std }: InputForm): void {
  filler.turnTo(size, colour === 'rgb' ? 0 : 2, colour === 'rgb' ? 2 : 0);
  for (let plane = 0; plane < 3; plane++) filler.setColour(plane, 1 / std[plane]!, -mean[plane]! / std[plane]!);
}

/** Fills what the picture does not reach. What lay there may be another model's. */
function padAround(tensor: Float32Array, { size, pad, mean, std }: InputForm, across: number, down: number): void {
  for (let plane = 0; plane < 3; plane++) {
    const value = (pad - mean[plane]!) / std[plane]!;
    const start = plane * size * size;
    for (let row = 0; row < down; row++) tensor.fill(value, start + row * size + across, start + (row + 1) * size);
    tensor.fill(value, start + down * size, start + size * size);
  }
}

/** How many pixels of the input a crop takes. Even across, because chroma is written for two pixels at once. */
function extent({ size, fit }: InputForm, width: number, height: number): { across: number; down: number } {
  if (fit === 'stretch') return { across: size, down: size };
  const scale = Math.min(size / width, size / height);
  return {
    across: Math.max(2, Math.min(size, 2 * Math.round((width * scale) / 2))),
    down: Math.max(1, Math.min(size, Math.round(height * scale))),
  };
}
