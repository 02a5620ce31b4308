import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installed } from '../../../src/know/models/installed.ts';
import { pin } from '../../../src/know/models/pins.ts';
import { writeConstantModel } from '../../onnx.ts';

const DETECTOR = 'MDV6-mit-yolov9-c.onnx';
const ARCHIVE = 'da4aa4505f8350dcb2cf2001bc329232e1f78188dc1614141a523ff9ef090655';
const LABELS = 2498;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-installed-'));
  await keep(DETECTOR, 'a detector');
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a file there as if it had been pulled out of an archive. */
async function keep(name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, content);
  await pin(folder, { name, path, from: 'a.zip', archive: ARCHIVE }, 0);
}

const find = () => installed(folder, 'megadetector-v6-mit-yolov9-c');
const label = '00000000-0000-4000-8000-000000000000;aves;;;;;bird';

it('runs a model that was pulled by its name with the hash that was written down', async () => {
  const { detector, classifiers, absent } = await find();
  expect(detector.spec.id).toMatch(/^megadetector-v6-mit-yolov9-c@[0-9a-f]{8}$/);
  expect(classifiers).toEqual([]);
  // Only those that every box uses are missed.
  expect(absent.map(({ manifest }) => manifest.default)).toEqual([true, true]);
});

it('uses a classifier from when it is there, with the labels that came with it', async () => {
  await writeConstantModel(join(folder, 'speciesnet_crop.onnx'), 8, [{ name: 'a', shape: [1, 1], values: [0] }]);
  await pin(folder, { name: 'speciesnet_crop.onnx', path: join(folder, 'speciesnet_crop.onnx'), from: 'a.zip' }, 0);
  await keep('speciesnet_crop.labels.txt', Array(LABELS).fill(label).join('\n'));
  const [classifier] = (await find()).classifiers;
  expect(classifier!.spec.id).toMatch(/^speciesnet-crop@[0-9a-f]{8}$/);
  expect(classifier!.labels).toEqual(Array(LABELS).fill('aves'));
});

it('does without a classifier whose labels cannot be read, and says why', async () => {
  await keep('speciesnet_crop.onnx', 'a classifier');
  await keep('speciesnet_crop.labels.txt', 'a heron');
  const { classifiers, absent } = await find();
  expect(classifiers).toEqual([]);
  expect(absent.at(-1)!.why).toMatch(/read SpeciesNet labels output 0, "a heron"/);
  await writeFile(join(folder, 'speciesnet_crop.labels.txt'), `${label}\n`);
  expect((await find()).absent.at(-1)!.why).toMatch(/^speciesnet_crop\.labels\.txt: it has \d+ bytes/);
});
