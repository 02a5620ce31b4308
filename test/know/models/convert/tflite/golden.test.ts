import { readFileSync } from 'node:fs';
import { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { convertTflite } from '../../../../../src/know/models/convert/tflite/convert.ts';
import { shared } from '../../../../shared.ts';
import { toNchw } from './run.ts';

/** Classes and logits of the highest five. */
interface TopFive {
  readonly labels: readonly number[];
  readonly values: readonly number[];
}

interface Golden {
  readonly file: string;
  /** Name of the tensor before the softmax. */
  readonly logits: string;
  /** One integer step of the logits. */
  readonly step: number;
  readonly pictures: Readonly<Record<string, TopFive>>;
}

/**
 * The highest five logits of pictures, highest first, as TensorFlow's own runtime gives them: `npx tsx scripts/prove-tflite.ts
 * MODELS PICTURES --values`. Logits are whole steps, so that equal is equal.
 */
const GOLDEN: readonly Golden[] = [
  {
    file: 'mobilenet_v2_1.0_224_inat_bird_quant.tflite',
    logits: 'Logits/MatMul;Logits/BiasAdd',
    step: 0.082448475,
    pictures: {
      synthetic: { labels: [964, 307, 671, 484, 890], values: [8.7395, 6.5134, 4.9469, 4.6996, 4.2873] },
      'coral_owl.jpg': { labels: [189, 347, 131, 292, 534], values: [10.9656, 5.3592, 3.5453, 3.5453, 3.3804] },
      'coral_parrot.jpg': { labels: [923, 837, 245, 409, 293], values: [9.8938, 7.6677, 6.431, 6.3485, 6.2661] },
      'sn_blank.jpg': { labels: [671, 307, 56, 781, 568], values: [5.1943, 4.9469, 4.4522, 4.4522, 4.3698] },
    },
  },
  {
    file: 'mobilenet_v2_1.0_224_quant.tflite',
    logits: 'MobilenetV2/Logits/Squeeze1',
    step: 0.09889254,
    pictures: {
      synthetic: { labels: [550, 917, 617, 907, 418], values: [7.5158, 6.7247, 6.0324, 5.9336, 5.538] },
      'coral_cat_720p.jpg': { labels: [286, 282, 283, 812, 729], values: [11.3726, 9.2959, 8.307, 6.0324, 5.9336] },
      'sn_african_elephants.jpg': {
        labels: [353, 352, 354, 341, 426],
        values: [9.7904, 9.197, 8.7025, 8.4059, 8.4059],
      },
      'sn_domestic_cattle.jpg': { labels: [296, 234, 348, 198, 225], values: [11.966, 9.5926, 9.3948, 8.1092, 8.0103] },
    },
  },
];

const SIZE = 224;

/** Three ramps and a chequerboard of 16 pixels, as the script draws it. */
function synthetic(): Uint8Array {
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % SIZE, Math.floor(i / 3 / SIZE)];
    const bright = ((x >> 4) + (y >> 4)) % 2 === 0 ? 64 : 0;
    return [x + bright, y + bright, x + y][channel]! % 256;
  });
}

/** A photograph as the script takes it. */
function photograph(name: string): Promise<Uint8Array> {
  const square = sharp(shared(`media/${name}`)!).resize(SIZE, SIZE, { fit: 'fill', kernel: 'linear' });
  return square.toColourspace('srgb').raw().toBuffer();
}

describe.each(GOLDEN)('$file', ({ file, logits, step, pictures }) => {
  it.skipIf(!shared(`models/${file}`) || !shared('media/coral_owl.jpg'))(
    "gives the logits of TensorFlow's own runtime",
    async () => {
      const bytes = convertTflite(readFileSync(shared(`models/${file}`)!), { outputs: [logits] });
      const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
      for (const [name, { labels, values }] of Object.entries(pictures)) {
        const pixels = name === 'synthetic' ? synthetic() : await photograph(name);
        const input = toNchw(
          Float32Array.from(pixels, (value) => (value - 128) / 128),
          [1, SIZE, SIZE, 3],
        );
        const found = (await session.run({ [session.inputNames[0]!]: input }))[logits]!.data as Float32Array;
        const order = [...found.keys()].sort((a, b) => found[b]! - found[a]! || a - b);
        expect(order.slice(0, 5), name).toEqual(labels);
        // The values above are rounded to four digits.
        labels.forEach((label, i) => {
          expect(Math.abs(found[label]! - values[i]!), `${name} ${label}`).toBeLessThan(step / 100);
        });
      }
    },
  );
});
