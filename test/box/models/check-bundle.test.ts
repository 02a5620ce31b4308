import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkBundle } from '../../../src/box/models/check-bundle.ts';
import { openBundle } from '../../../src/know/models/bundle/open.ts';
import { OnnxGraph } from '../../../src/know/models/convert/onnx/graph.ts';
import { KEEPER, makeBundle, NOW, type Wanted } from '../../know/models/bundle/make.ts';
import { writePlaneClassifier } from '../../onnx.ts';

const FAST = { mostMs: 10_000, features: [] };

async function checked(wanted: Wanted, demands = FAST): Promise<number> {
  return checkBundle(await openBundle(await makeBundle(wanted), [KEEPER], NOW), demands);
}

const refused = (reason: string, text: RegExp) =>
  expect.objectContaining({ reason, message: expect.stringMatching(text) as string });

it('a bundle whose model gives what it must give is taken, and one that is off is not', async () => {
  expect(await checked({})).toBeGreaterThan(0);
  const gives = [128, 128, 100, -128, -128, -128];
  await expect(checked({ gives })).rejects.toEqual(refused('golden', /grey\.yuv: output 2 is 128.* instead of 100/));
});

it('a model that is too slow for the box is refused', async () => {
  await expect(checked({}, { ...FAST, mostMs: 0.000_001 })).rejects.toEqual(refused('slow', /ms of a core/));
});

it('a model with an operator that the runtime does not know is refused, as is what is no model', async () => {
  const weights = async (file: string) => {
    const graph = new OnnxGraph('odd');
    graph.input('images', 'float32', [1, 3, 8, 8]);
    graph.node('Frobnicate', ['images'], ['logits']);
    graph.output('logits', 'float32', [1, 6]);
    await writeFile(file, graph.encode());
  };
  await expect(checked({ weights })).rejects.toEqual(refused('operator', /Frobnicate/));
  const none = (file: string) => writeFile(file, 'no model');
  await expect(checked({ weights: none })).rejects.toEqual(refused('unloadable', /./));
});

it('a model whose outputs are others than it says is refused', async () => {
  const weights = (file: string) => writePlaneClassifier(file, 10);
  await expect(checked({ weights })).rejects.toEqual(refused('unloadable', /images is float32 \[1,3,10,10\]/));
});

it('a model that does not answer in time is refused, and its process ends', async () => {
  const bundle = await openBundle(await makeBundle(), [KEEPER], NOW);
  await expect(checkBundle(bundle, { ...FAST, answersWithinMs: 1 })).rejects.toEqual(refused('slow', /no answer/));
});

it('golden crops that are shorter than they say are refused', async () => {
  const before = (folder: string) => writeFile(join(folder, 'golden', 'grey.yuv'), 'short');
  await expect(checked({ before })).rejects.toEqual(refused('golden', /5 bytes, which are not 16 by 16/));
  const torn = (folder: string) => writeFile(join(folder, 'golden', 'grey.json'), '{');
  await expect(checked({ before: torn })).rejects.toEqual(refused('golden', /cannot be read/));
});
