import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInputs, type InputForm, type ModelInput } from '../../../src/see/inference/tensor.ts';
import { plainFill } from './plain-fill.ts';

const SIZE = 64;
const plain: InputForm = {
  size: SIZE,
  colour: 'bgr',
  pad: 114,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  fit: 'letterbox',
};

/** BT.601-7 at limited range in plain floats. */
function rgbOf(y: number, u: number, v: number): number[] {
  const l = (255 / 219) * (y - 16);
  const [cb, cr] = [(255 / 224) * (u - 128), (255 / 224) * (v - 128)];
  return [l + 1.402 * cr, l - 0.344136 * cb - 0.714136 * cr, l + 1.772 * cb].map((x) => Math.min(255, Math.max(0, x)));
}

function flat(width: number, height: number, y: number, u: number, v: number): Uint8Array {
  const data = new Uint8Array((width * height * 3) / 2).fill(y);
  data.fill(u, width * height, (width * height * 5) / 4);
  data.fill(v, (width * height * 5) / 4);
  return data;
}

const sides = fc.integer({ min: 2, max: 70 }).map((half) => half * 2);
const byte = fc.integer({ min: 0, max: 255 });

/** Any picture, from the seed of a generator of numbers: whole pictures of drawn bytes take too long to draw. */
function picture(seed: number, width: number, height: number): Uint8Array {
  let state = seed;
  return new Uint8Array((width * height * 3) / 2).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function bytesOf({ tensor }: ModelInput): Uint8Array {
  return new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);
}

describe('an input', () => {
  it('is what plain integers give, pixel by pixel', () => {
    const form = fc.record({
      size: fc.integer({ min: 8, max: 60 }).map((half) => 2 * half),
      colour: fc.constantFrom('rgb' as const, 'bgr' as const),
      fit: fc.constantFrom('letterbox' as const, 'stretch' as const),
    });
    const far = fc.integer({ min: 2, max: 240 }).map((half) => half * 2);
    fc.assert(
      fc.property(form, far, far, fc.nat(), (some, width, height, seed) => {
        const whole: InputForm = { ...plain, ...some };
        const [{ tensor, fill }] = createInputs([whole]) as [ModelInput];
        const data = picture(seed, width, height);
        const { scaleX, scaleY } = fill(data, width, height);
        const want = plainFill(whole, data, width, height, Math.round(width * scaleX), Math.round(height * scaleY));
        expect(tensor.findIndex((value, i) => value !== want[i])).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [8, 8, 64],
    [2, 2, 6],
    [5, 4, 30],
    [0, 0, 0],
    [Number.NaN, 4, 24],
    [8192, 8192, 100_663_296],
  ])('refuses %d x %d pixels of %d bytes', (width, height, bytes) => {
    const [{ fill }] = createInputs([plain]) as [ModelInput];
    expect(() => fill(new Uint8Array(bytes), width, height)).toThrow(
      `${bytes} bytes are no crop of ${width}x${height}`,
    );
  });
});

describe('the letterbox', () => {
  it('gives a flat colour its RGB and pads the rest, whatever the shape', () => {
    const [{ tensor, fill }] = createInputs([plain]) as [ModelInput];
    fc.assert(
      fc.property(sides, sides, byte, byte, byte, (width, height, y, u, v) => {
        const { scaleX, scaleY } = fill(flat(width, height, y, u, v), width, height);
        const [across, down] = [Math.round(width * scaleX), Math.round(height * scaleY)];
        expect(Math.max(across, down)).toBe(SIZE);
        const bgr = rgbOf(y, u, v).reverse();
        for (let channel = 0; channel < 3; channel++)
          for (let row = 0; row < SIZE; row++)
            for (let x = 0; x < SIZE; x += x < across - 1 ? 5 : 1) {
              const want = row < down && x < across ? bgr[channel]! : 114;
              const got = tensor[(channel * SIZE + row) * SIZE + x]!;
              if (Math.abs(got - want) > 2) expect({ channel, row, x, got }).toEqual({ channel, row, x, got: want });
            }
      }),
      { numRuns: 60 },
    );
  });

  it('orders the planes as the model wants them', () => {
    const [{ tensor, fill }] = createInputs([{ ...plain, colour: 'rgb', pad: 0 }]) as [ModelInput];
    // Pure blue: Y 41, U 240, V 110.
    fill(flat(8, 8, 41, 240, 110), 8, 8);
    expect([0, 1, 2].map((channel) => tensor[channel * SIZE * SIZE]! > 200)).toEqual([false, false, true]);
  });

  it('is bilinear with pixel centres aligned', () => {
    const size = 32;
    const [{ tensor, fill }] = createInputs([{ ...plain, size }]) as [ModelInput];
    fc.assert(
      fc.property(fc.constantFrom(8, 20, 32, 48, 64), fc.infiniteStream(byte), (side, bytes) => {
        const data = flat(side, side, 16, 128, 128);
        for (let i = 0; i < side * side; i++) data[i] = bytes.next().value as number;
        fill(data, side, side);
        const at = (x: number, y: number) => data[Math.min(side - 1, y) * side + Math.min(side - 1, x)]!;
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++) {
            const x = Math.min(side - 1, Math.max(0, ((column + 0.5) * side) / size - 0.5));
            const y = Math.min(side - 1, Math.max(0, ((row + 0.5) * side) / size - 0.5));
            const [x0, y0] = [Math.floor(x), Math.floor(y)];
            const top = at(x0, y0) * (1 - x + x0) + at(x0 + 1, y0) * (x - x0);
            const bottom = at(x0, y0 + 1) * (1 - x + x0) + at(x0 + 1, y0 + 1) * (x - x0);
            const want = rgbOf(top * (1 - y + y0) + bottom * (y - y0), 128, 128)[0]!;
            // Weights have 7 bits: at most 1/256 of the full range each way, and rounding.
            expect(Math.abs(tensor[row * size + column]! - want)).toBeLessThan(3.5);
          }
      }),
      { numRuns: 20 },
    );
  });

  it('normalises each plane, the padding too', () => {
    const form: InputForm = { ...plain, colour: 'rgb', mean: [10, 20, 30], std: [2, 4, 8] };
    const [raw, normal] = createInputs([{ ...plain, colour: 'rgb' }, form]) as [ModelInput, ModelInput];
    fc.assert(
      fc.property(sides, sides, fc.nat(), (width, height, seed) => {
        const data = picture(seed, width, height);
        raw.fill(data, width, height);
        const pixels = raw.tensor.slice();
        normal.fill(data, width, height);
        const want = pixels.map((value, i) => {
          const plane = Math.floor(i / (SIZE * SIZE));
          return (value - form.mean[plane]!) / form.std[plane]!;
        });
        expect(Math.max(...want.map((value, i) => Math.abs(value - normal.tensor[i]!)))).toBeLessThan(1e-4);
      }),
      { numRuns: 20 },
    );
  });

  it('serves models of several sizes in one memory, in any order, as if each were alone', () => {
    const forms: InputForm[] = [
      plain,
      { ...plain, size: 32, colour: 'rgb', fit: 'stretch', mean: [128, 128, 128], std: [128, 128, 128] },
      { ...plain, size: 96, pad: 0 },
    ];
    const together = createInputs(forms);
    const job = fc.record({ model: fc.nat(2), width: sides, height: sides, seed: fc.nat() });
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), (jobs) => {
        for (const { model, width, height, seed } of jobs) {
          const data = picture(seed, width, height);
          const [alone] = createInputs([forms[model]!]) as [ModelInput];
          expect(together[model]!.fill(data, width, height)).toEqual(alone.fill(data, width, height));
          expect(Buffer.compare(bytesOf(together[model]!), bytesOf(alone))).toBe(0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stretches a crop to the whole square where it is told to', () => {
    const [{ tensor, fill }] = createInputs([{ ...plain, fit: 'stretch' }]) as [ModelInput];
    expect(fill(flat(32, 8, 235, 128, 128), 32, 8)).toEqual({ scaleX: 2, scaleY: 8 });
    expect(tensor.every((value) => value > 250)).toBe(true);
  });
});
