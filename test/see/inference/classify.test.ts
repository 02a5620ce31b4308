import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { InferenceClient } from '../../../src/see/inference/client.ts';
import { shrink } from '../../../src/see/inference/crops.ts';
import { LocalClassifier } from '../../../src/see/inference/local.ts';
import { InferencePool } from '../../../src/see/inference/pool.ts';
import type { ClassifierSpec, DetectorSpec } from '../../../src/see/inference/spec.ts';
import { writeConstantModel, writePlaneClassifier, writeVaryingModel } from '../../onnx.ts';
import { red } from './picture.ts';

const plain = { name: 'images', colour: 'rgb', pad: 0, mean: [0, 0, 0], std: [1, 1, 1] } as const;
let folder: string;
let detector: DetectorSpec;
/** Finds a bird in whatever is bright, and nothing in grey. */
let bright: DetectorSpec;
let planes: ClassifierSpec;
let centred: ClassifierSpec;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-classify-'));
  const boxes = { name: 'boxes', shape: [1, 1, 7] };
  detector = {
    id: 'empty@00000000',
    file: join(folder, 'empty.onnx'),
    input: { ...plain, size: 64 },
    outputs: [boxes],
    head: 'rtdetr',
    labels: ['bird', 'cat', 'person'],
  };
  await writeConstantModel(detector.file, 64, [{ ...boxes, values: [0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05] }]);
  bright = {
    ...detector,
    id: 'bright@1',
    file: join(folder, 'bright.onnx'),
    input: { ...plain, name: 'a picture', size: 32, std: [255, 255, 255] },
    outputs: [{ shape: [1, 'N', 6] }],
    head: 'yolov10',
  };
  // A third of the rows in grey, two thirds in pure red: the first is too weak to be told.
  await writeVaryingModel(bright.file, 32, [
    [0, 0, 9, 9, 0.01, 0],
    [8, 8, 24, 24, 0.75, 0],
    [0, 0, 9, 9, 0.01, 0],
  ]);
  const outputs = [{ name: 'logits', shape: [1, 6] }];
  planes = {
    id: 'planes@1',
    file: join(folder, 'planes.onnx'),
    input: { ...plain, size: 32 },
    outputs,
    kinds: ['bird'],
  };
  centred = {
    id: 'centred@1',
    file: join(folder, 'centred.onnx'),
    input: { ...plain, size: 48, mean: [128, 128, 128], std: [128, 128, 128] },
    outputs,
    kinds: ['bird', 'mammal'],
  };
  await writePlaneClassifier(planes.file, 32);
  await writePlaneClassifier(centred.file, 48);
});
afterAll(() => rm(folder, { recursive: true }));

describe('classifiers', () => {
  it('see the crop stretched and normalised, in this process', async () => {
    const local = await LocalClassifier.open([planes, centred]);
    expect(local.models).toEqual([
      { id: 'planes@1', kinds: ['bird'], size: 32 },
      { id: 'centred@1', kinds: ['bird', 'mammal'], size: 48 },
    ]);
    const [r, g, b] = await local.classify('planes@1', red(20, 12), 'east');
    expect([r! > 250, g! < 5, b! < 5]).toEqual([true, true, true]);
    const [nr, ng] = await local.classify('centred@1', red(20, 12), 'east');
    expect(nr).toBeCloseTo((r! - 128) / 128, 4);
    expect(ng).toBeCloseTo((g! - 128) / 128, 4);
    await expect(local.classify('nobody@1', red(20, 12), 'east')).rejects.toThrow('not loaded');
  });

  it('refuse a file that is not the model described', async () => {
    await expect(LocalClassifier.open([{ ...planes, outputs: [{ name: 'logits', shape: [1, 7] }] }])).rejects.toThrow(
      /load model planes@1: its tensor logits is float32 \[1,6\]/,
    );
  });
});

describe('classifiers in inference processes', () => {
  let pool: InferencePool;
  let client: InferenceClient;
  beforeAll(async () => {
    pool = new InferencePool(detector, 2, [planes, centred], [bright]);
    await pool.start();
    client = new InferenceClient(pool.model, detector.input.size, pool.classifiers);
    client.setEndpoints(pool.endpoints);
  });
  afterAll(async () => {
    client.close();
    await pool.stop();
  });

  it('answer as in this process, between detections', async () => {
    const local = await LocalClassifier.open([planes, centred]);
    const crops = [red(20, 12), red(400, 302), red(64, 64), red(4, 200)];
    const frame = { camera: 'east', seq: 0, at: 0, width: 64, height: 64, data: red(64, 64).data };
    const found = client.detect(frame, Array(6).fill({ box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' }));
    for (const { id } of client.models) {
      const answers = await Promise.all(crops.map((crop) => client.classify(id, crop, 'east')));
      for (const [i, crop] of crops.entries()) expect(answers[i]).toEqual(await local.classify(id, crop, 'east'));
    }
    expect(await found).toEqual([]);
  });

  it('have each detector that a camera may look with, and say which is not there', async () => {
    expect(pool.detectors).toEqual([
      { id: 'empty@00000000', size: 64 },
      { id: 'bright@1', size: 32 },
    ]);
    const frame = { camera: 'west', seq: 0, at: 0, width: 64, height: 64, data: red(64, 64).data };
    const whole = { box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' } as const;
    const other = new InferenceClient('bright@1', 32);
    const nobody = new InferenceClient('nobody@1', 32);
    for (const made of [other, nobody]) made.setEndpoints(pool.endpoints);
    const box = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
    expect(await other.detect(frame, [whole])).toEqual([{ kind: 'bird', box, score: 0.75 }]);
    expect(await client.detect(frame, [whole])).toEqual([]);
    await expect(nobody.detect(frame, [whole])).rejects.toThrow('this detector is not loaded');
    for (const made of [other, nobody]) made.close();
  });

  it('forget what is not wanted any more', async () => {
    const stop = new AbortController();
    const asked = Array.from({ length: 20 }, () => client.classify('planes@1', red(64, 64), 'east', stop.signal));
    stop.abort(new Error('enough'));
    for (const result of await Promise.allSettled(asked)) expect(result).toMatchObject({ reason: new Error('enough') });
    expect(await client.classify('planes@1', red(64, 64), 'east')).toHaveLength(6);
  });

  it('say which is not there', async () => {
    await expect(client.classify('nobody@1', red(64, 64), 'east')).rejects.toThrow(RoostError);
    const wrong = new InferenceClient(pool.model, 64, [{ id: 'nobody@1', kinds: ['bird'], size: 32 }]);
    wrong.setEndpoints(pool.endpoints);
    await expect(wrong.classify('nobody@1', red(64, 64), 'east')).rejects.toThrow('this classifier is not loaded');
    wrong.close();
  });

  it('keep the pool from starting where one does not load', async () => {
    const broken = new InferencePool(detector, 1, [{ ...planes, file: join(folder, 'none.onnx') }]);
    await expect(broken.start()).rejects.toThrow(/load model planes@1/);
  });
});

describe('shrink', () => {
  it('halves until the longer side is less than twice the input, odd columns left out', () => {
    expect(shrink(red(62, 62), 32)).toMatchObject({ width: 62, height: 62 });
    expect(shrink(red(202, 130), 32)).toMatchObject({ width: 50, height: 32 });
    expect(shrink(red(400, 6), 32)).toMatchObject({ width: 400, height: 6 });
    expect(shrink(red(202, 130), 32).data.every((value) => [81, 90, 240].includes(value))).toBe(true);
  });
});
