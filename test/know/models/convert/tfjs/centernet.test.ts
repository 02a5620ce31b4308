import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { inOnnx, inTfjs, largestDifference, type SourceModel } from '../../../../../fixtures/tfjs-reference.ts';
import { synthetic } from '../../../../../scripts/prove-pictures.ts';
import { shared } from '../../../../shared.ts';

const SIZE = 512;
const SHAPE = [1, SIZE, SIZE, 3] as const;
const HEAT = 'tower_0/keypoints';
const SIDES = 'tower_0/wh';
const MODEL = shared('models/centernet.json');
const WEIGHTS = shared('models/centernet.bin');
const OWL = shared('media/coral_owl.jpg');

describe.skipIf(!MODEL || !WEIGHTS)('CenterNet, converted', () => {
  let source: SourceModel;
  beforeAll(async () => {
    source = { json: JSON.parse(await readFile(MODEL!, 'utf8')), weights: await readFile(WEIGHTS!) };
  });

  async function differences(pixels: Uint8Array) {
    const input = Float32Array.from(pixels);
    const outputs = [HEAT, SIDES];
    const expected = (await inTfjs(source, outputs))(input, SHAPE);
    const found = await (await inOnnx(source, outputs))(input, SHAPE);
    return outputs.map((name) => largestDifference(expected.get(name)!, found.get(name)!));
  }

  it('gives the maps that TensorFlow.js gives', async () => {
    const [heat, sides] = await differences(synthetic(SIZE).pixels);
    expect(heat).toBeLessThan(1e-5);
    // Pixels of the input; boxes are tens to hundreds of them.
    expect(sides).toBeLessThan(0.01);
  });

  it.skipIf(!OWL)('does so on a photograph', async () => {
    const [heat, sides] = await differences(await sharp(OWL).resize(SIZE, SIZE, { fit: 'fill' }).raw().toBuffer());
    expect(heat).toBeLessThan(1e-5);
    expect(sides).toBeLessThan(0.01);
  });
});
