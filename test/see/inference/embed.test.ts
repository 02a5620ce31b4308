import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InferenceClient } from '../../../src/see/inference/client.ts';
import { withOutput } from '../../../src/see/inference/graph-output.ts';
import { LocalClassifier } from '../../../src/see/inference/local.ts';
import { InferencePool } from '../../../src/see/inference/pool.ts';
import type { ClassifierSpec, DetectorSpec } from '../../../src/see/inference/spec.ts';
import { writeConstantModel, writePlaneClassifier } from '../../onnx.ts';
import { red } from './picture.ts';

const input = { name: 'images', size: 32, colour: 'rgb', pad: 0, mean: [0, 0, 0], std: [1, 1, 1] } as const;
/** Names and features: what it names is made from the mean of each plane, which is its feature. */
let planes: ClassifierSpec;
/** Features alone, in the shape of DINOv2-small's. */
let tokens: ClassifierSpec;
let detector: DetectorSpec;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-embed-'));
  const kinds = ['bird'] as const;
  planes = {
    ...{ id: 'planes@1', file: join(folder, 'planes.onnx'), input, kinds },
    outputs: [{ name: 'logits', shape: [1, 6] }],
    embedding: { tensor: 'pooled', shape: [1, 3, 1, 1] },
  };
  await writePlaneClassifier(planes.file, 32);
  const shape = [1, 257, 384];
  tokens = {
    ...{ id: 'tokens@1', file: join(folder, 'tokens.onnx'), input, kinds, outputs: [] },
    embedding: { tensor: 'last_hidden_state', shape, token: 0 },
  };
  const values = Float32Array.from({ length: 257 * 384 }, (_, i) => i);
  await writeConstantModel(tokens.file, 32, [{ name: 'last_hidden_state', shape, values }]);
  const boxes = { name: 'boxes', shape: [1, 1, 7] };
  detector = {
    ...{ id: 'empty@1', file: join(folder, 'empty.onnx'), input, outputs: [boxes], head: 'rtdetr' },
    labels: ['bird', 'cat', 'person'],
  };
  await writeConstantModel(detector.file, 32, [{ ...boxes, values: [0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05] }]);
});
afterAll(() => rm(folder, { recursive: true }));

describe('features', () => {
  it('come with the names, from a tensor inside the graph', async () => {
    const local = await LocalClassifier.open([planes]);
    expect(local.models).toEqual([{ id: 'planes@1', kinds: ['bird'], size: 32, dimensions: 9 }]);
    const { scores, feature } = await local.embed('planes@1', red(20, 12), 'east');
    expect(scores).toEqual(await local.classify('planes@1', red(20, 12), 'east'));
    expect([...feature]).toEqual([...scores.slice(0, 3), ...scores]);
  });

  it('are one row of a tensor of tokens, of a model that names nothing', async () => {
    const local = await LocalClassifier.open([tokens, { ...tokens, id: 'third@1', embedding: third(tokens) }]);
    expect(local.models[0]).toMatchObject({ dimensions: 384, namesNothing: true });
    const { scores, feature } = await local.embed('tokens@1', red(20, 12), 'east');
    expect([scores.length, feature.length, feature[0], feature[383]]).toEqual([0, 384, 0, 383]);
    expect((await local.embed('third@1', red(20, 12), 'east')).feature[0]).toBe(2 * 384);
    await expect(local.classify('tokens@1', red(20, 12), 'east')).rejects.toThrow('names nothing');
  });

  it('are the same from an inference process', async () => {
    const local = await LocalClassifier.open([planes, tokens]);
    const pool = new InferencePool(detector, 1, [planes, tokens]);
    await pool.start();
    const client = new InferenceClient(pool.model, 32, pool.classifiers);
    client.setEndpoints(pool.endpoints);
    try {
      for (const id of ['planes@1', 'tokens@1'])
        expect(await client.embed(id, red(60, 40), 'east')).toEqual(await local.embed(id, red(60, 40), 'east'));
      expect(await client.classify('planes@1', red(60, 40), 'east')).toHaveLength(6);
    } finally {
      client.close();
      await pool.stop();
    }
  });

  it('are refused where the manifest names none, or a tensor that is not there or is of another shape', async () => {
    const { embedding: _, ...plain } = planes;
    const local = await LocalClassifier.open([plain]);
    await expect(local.embed('planes@1', red(20, 12), 'east')).rejects.toThrow('gives no feature');
    const missing = { ...planes, embedding: { tensor: 'nowhere', shape: [1, 3] } };
    await expect(LocalClassifier.open([missing])).rejects.toThrow(/load model planes@1: .*nowhere/);
    const other = { ...planes, embedding: { tensor: 'pooled', shape: [1, 4] } };
    await expect(LocalClassifier.open([other])).rejects.toThrow('pooled is float32 [1,3,1,1], not float32 [1,4]');
  });
});

describe('an output that is added to a graph', () => {
  it('leaves the bytes as they are, and is added only once', async () => {
    const bytes = await readFile(planes.file);
    const more = withOutput(bytes, 'means');
    expect(Buffer.from(more.subarray(0, bytes.length)).equals(bytes)).toBe(true);
    expect(withOutput(more, 'means')).toBe(more);
    const file = join(folder, 'more.onnx');
    await writeFile(file, more);
    expect((await InferenceSession.create(file)).outputNames).toEqual(['logits', 'means']);
  });
});

function third({ embedding }: ClassifierSpec) {
  return { ...embedding!, token: 2 };
}
