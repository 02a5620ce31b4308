import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findModel, readCatalog } from '../../../src/know/models/catalog.ts';
import { labelsOf } from '../../../src/know/models/labels.ts';
import type { Manifest } from '../../../src/know/models/manifest.ts';
import { classifierSpec, detectorSpec } from '../../../src/know/models/spec.ts';
import { UNFITTED } from '../../../src/see/classify/calibration.ts';
import { asLogits } from '../../../src/see/classify/fuse.ts';
import { judge } from '../../../src/see/classify/judge.ts';
import { vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { LoadedClassifier } from '../../../src/see/inference/loaded-classifier.ts';
import { LoadedDetector } from '../../../src/see/inference/loaded-detector.ts';
import { createInputs } from '../../../src/see/inference/tensor.ts';
import { writeConstantModel, writeVaryingModel } from '../../onnx.ts';

/** Models whose weights could not be had here, on graphs with the same inputs and outputs. */
const catalog: Manifest[] = await readCatalog();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-catalog-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SIDE = 64;
/** A plain crop of the whole frame. @param luma Y of all its pixels */
const plain = (luma: number) => ({
  ...{ region: { x: 0, y: 0, w: 1, h: 1 }, width: SIDE, height: SIDE },
  data: new Uint8Array((SIDE * SIDE * 3) / 2).fill(128).fill(luma, 0, SIDE * SIDE),
});
const GREY = plain(128);

describe('YOLOX of other sizes', () => {
  it.each(['yolox-tiny', 'yolox-s'])('%s is read from its grids to a box in the frame', async (name) => {
    const model = findModel(catalog, 'detect', name);
    const [{ shape }] = model.outputs as [{ shape: [number, number, number] }];
    const [, cells, row] = shape;
    const { size } = model.input;
    const fine = (size / 8) ** 2;
    // A bird of a quarter of the side in the middle, told by the first cell right of and below it on the grid of 16 pixels.
    const values = new Float32Array(cells * row);
    const half = size / 16 / 2;
    const at = (fine + half * (size / 16) + half) * row;
    const stretch = Math.log(size / 4 / 16);
    values.set([0, 0, stretch, stretch, 0.9], at);
    values[at + 5 + model.labels.indexOf('bird')] = 0.8;
    const spec = await detectorSpec(model, folder);
    await writeConstantModel(spec.file, size, [{ name: 'output', shape: [1, cells, row], values }]);
    const looker = await LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
    const [found, ...others] = await looker.look(GREY, 0.1);
    expect(others).toEqual([]);
    expect([found!.kind, Number(found!.score.toFixed(3))]).toEqual(['bird', 0.72]);
    for (const [side, want] of Object.entries({ x: 0.375, y: 0.375, w: 0.25, h: 0.25 }))
      expect(found!.box[side as 'x']).toBeCloseTo(want);
  });
});

describe('MegaDetector v6, MIT', () => {
  it('gives as many boxes as it finds, in pixels of 640, and keeps two that lie over each other', async () => {
    const model = findModel(catalog, 'detect', 'megadetector-v6-mit-yolov9-c');
    const spec = await detectorSpec(model, folder);
    const rows = [
      [160, 160, 320, 480, 0.9, 0],
      [164, 160, 320, 480, 0.8, 0],
      [0, 0, 64, 64, 0.7, 1],
      [0, 0, 640, 64, 0.6, 2],
    ];
    await writeVaryingModel(spec.file, spec.input.size, rows);
    const looker = await LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
    const found = await looker.look(plain(235), 0.1);
    expect(found.map(({ kind }) => kind)).toEqual(['mammal', 'mammal', 'person', 'vehicle']);
    expect(found[0]!.box).toEqual({ x: 0.25, y: 0.25, w: 0.25, h: 0.5 });
    expect(await looker.look(plain(16), 0.1)).toEqual([]);
  });
});

describe('classifiers of many labels', () => {
  it('OSEA names what its 11,000 outputs say, and never by one without a label', async () => {
    const model = findModel(catalog, 'classify', 'osea-dib10k');
    const labels = await labelsOf(model, folder);
    const bunting = labels.indexOf('emberiza-aureola');
    const spec = await classifierSpec(model, folder);
    const values = new Float32Array(11_000);
    values[bunting] = 14;
    values[10_964] = 12;
    await writeConstantModel(spec.file, spec.input.size, [{ name: 'whatever', shape: [1, 11_000], values }]);
    const loaded = await LoadedClassifier.open(spec, createInputs([{ ...spec.input, fit: 'stretch' }])[0]!);
    const output = await loaded.classify(GREY);
    expect(output).toHaveLength(11_000);
    const judging = {
      id: spec.id,
      kinds: spec.kinds,
      checks: [],
      vocabulary: vocabularyOf(labels),
      gives: model.gives,
    };
    const looks = [{ logits: asLogits(output, model.gives), weight: 1 }];
    const { opinion, named } = judge({ ...judging, calibration: UNFITTED, margins: model.views }, looks, () => 1);
    expect(opinion.top[0]!.taxon).toBe('emberiza-aureola');
    expect(named).toMatchObject({ taxon: 'emberiza-aureola', rank: 'species' });
  });

  it('SpeciesNet takes pictures of 480 pixels and gives 2,498 numbers, whatever its input and output are called', async () => {
    const spec = await classifierSpec(findModel(catalog, 'classify', 'speciesnet-crop'), folder);
    const values = Float32Array.from({ length: 2498 }, (_, i) => i);
    await writeConstantModel(spec.file, 480, [{ name: 'whatever', shape: [1, 2498], values }]);
    const loaded = await LoadedClassifier.open(spec, createInputs([{ ...spec.input, fit: 'stretch' }])[0]!);
    expect(await loaded.classify(GREY)).toEqual(values);
  });
});
