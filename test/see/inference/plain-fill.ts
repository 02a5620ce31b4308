import type { InputForm } from '../../../src/see/inference/tensor.ts';

/** A pixel of the crop and how much of the next one is wanted, in 128ths. */
interface Place {
  readonly from: number;
  readonly weight: number;
}

/**
 * What `ModelInput.fill` is held against: the same input, pixel by pixel and in plain integers. Bilinear with weights of 7
 * bits; luma for each pixel, chroma for each second one across and down; BT.601 at limited range with factors of 7 bits.
 * @param across pixels of the input that the crop takes, likewise `down`
 */
export function plainFill(
  { size, colour, pad, mean, std }: InputForm,
  yuv: Uint8Array,
  width: number,
  height: number,
  across: number,
  down: number,
): Float32Array {
  const tensor = new Float32Array(3 * size * size);
  for (let plane = 0; plane < 3; plane++)
    tensor.fill((pad - mean[plane]!) / std[plane]!, plane * size * size, (plane + 1) * size * size);
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const u = width * height;
  const v = u + halfWidth * halfHeight;
  for (let row = 0; row < down; row++) {
    const y = place(row, height, down);
    const chromaY = place(row >> 1, halfHeight, (down + 1) >> 1);
    for (let column = 0; column < across; column++) {
      const chromaX = place(column >> 1, halfWidth, across / 2);
      const levels = levelsOf(
        blend(yuv, 0, width, place(column, width, across), y),
        blend(yuv, u, halfWidth, chromaX, chromaY),
        blend(yuv, v, halfWidth, chromaX, chromaY),
      );
      for (const [i, level] of (colour === 'rgb' ? levels : levels.reverse()).entries())
        tensor[(i * size + row) * size + column] = (level - mean[i]!) / std[i]!;
    }
  }
  return tensor;
}

function place(to: number, source: number, target: number): Place {
  const at = Math.min(Math.max(((to + 0.5) * source) / target - 0.5, 0), source - 1);
  const from = Math.min(Math.floor(at), source - 2);
  return { from, weight: Math.round((at - from) * 128) };
}

/** One sample of a plane, 14 fractional bits. */
function blend(yuv: Uint8Array, start: number, stride: number, x: Place, y: Place): number {
  const line = (row: number) => {
    const at = start + row * stride + x.from;
    return yuv[at]! * (128 - x.weight) + yuv[at + 1]! * x.weight;
  };
  return line(y.from) * (128 - y.weight) + line(y.from + 1) * y.weight;
}

/** Red, green and blue from samples of 14 fractional bits: whole levels of 0 to 255. */
function levelsOf(y: number, u: number, v: number): number[] {
  const luma = ((y * 149) >> 7) - ((16 * 149) << 7);
  const [cb, cr] = [u - (128 << 14), v - (128 << 14)];
  const sums = [luma + ((cr * 204) >> 7), luma - ((cb * 50 + cr * 104) >> 7), luma + ((cb * 258) >> 7)];
  return sums.map((sum) => Math.min(255, Math.max(0, (sum + (1 << 13)) >> 14)));
}
