/**
 * `prove-tfjs.ts MODELS PICTURES [EVERY]`: runs CenterNet in TensorFlow.js and, converted, in onnxruntime, on every photograph of a
 * folder and each EVERY-th animal stamp, and prints one JSON line: the largest differences of its maps, and whether their peaks agree.
 * MODELS is where `roost models pull centernet-mobilenetv3` put its files.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inOnnx, inTfjs, largestDifference, type Outputs } from '../fixtures/tfjs-reference.ts';
import { type Picture, photographs } from './prove-pictures.ts';

const SIZE = 512;
const SHAPE = [1, SIZE, SIZE, 3] as const;
const [HEAT, SIDES] = ['tower_0/keypoints', 'tower_0/wh'];
const OUTPUTS = [HEAT!, SIDES!];

/** The place of the highest value: which cell and class the surest box has. */
function peak(outputs: Outputs): number {
  const heat = outputs.get(HEAT!)!;
  return heat.reduce((best, value, i) => (value > heat[best]! ? i : best), 0);
}

async function main([models, pictures, every = '1']: readonly string[]): Promise<void> {
  if (!models || !pictures) throw new Error('say the folder of models and the folder of pictures');
  const json = JSON.parse(await readFile(join(models, 'centernet.json'), 'utf8'));
  const source = { json, weights: await readFile(join(models, 'centernet.bin')) };
  const [theirs, ours] = [await inTfjs(source, OUTPUTS), await inOnnx(source, OUTPUTS)];
  const all = await photographs(pictures, SIZE);
  const chosen = all.filter(({ name }: Picture, i) => name.endsWith('.jpg') || i % Number(every) === 0);
  const figures = { pictures: chosen.length, peaksEqual: 0, heatLargestDifference: 0, sidesLargestDifference: 0 };
  for (const { pixels } of chosen) {
    const input = Float32Array.from(pixels);
    const [expected, found] = [theirs(input, SHAPE), await ours(input, SHAPE)];
    const differ = (name: string) => largestDifference(expected.get(name)!, found.get(name)!);
    figures.heatLargestDifference = Math.max(figures.heatLargestDifference, differ(HEAT!));
    figures.sidesLargestDifference = Math.max(figures.sidesLargestDifference, differ(SIDES!));
    if (peak(expected) === peak(found)) figures.peaksEqual++;
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

await main(process.argv.slice(2));
