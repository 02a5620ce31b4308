import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import { LoadedDetector } from '../../../src/see/inference/loaded-detector.ts';
import type { DetectorSpec } from '../../../src/see/inference/spec.ts';
import { createInputs } from '../../../src/see/inference/tensor.ts';
import { type Constant, writeConstantModel, writeVaryingModel } from '../../onnx.ts';

const SIZE = 64;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-heads-'));
});
afterAll(() => rm(folder, { recursive: true }));

function specOf(name: string, head: DetectorSpec['head'], outputs: DetectorSpec['outputs']): DetectorSpec {
  return {
    id: name,
    file: join(folder, `${name}.onnx`),
    input: { name: 'images', size: SIZE, colour: 'rgb', pad: 114, mean: [0, 0, 0], std: [255, 255, 255] },
    outputs,
    head,
    labels: ['animal', 'person', 'vehicle'],
    kindOf: { animal: 'mammal', vehicle: 'vehicle' },
  };
}

/** Twice as wide as high, so that it covers the upper half of an input. */
const GREY = {
  ...{ region: { x: 0.5, y: 0, w: 0.5, h: 1 }, width: 32, height: 16 },
  data: new Uint8Array((32 * 16 * 3) / 2).fill(128),
};

/** Runs a model of these outputs on a grey crop twice as wide as high, which covers the upper half of its input. */
async function look(head: DetectorSpec['head'], outputs: readonly Constant[]): Promise<Detection[]> {
  const name = `${head}-${outputs.length}`;
  const spec = specOf(name, head, outputs);
  await writeConstantModel(spec.file, SIZE, outputs);
  const looker = await LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
  return looker.look(GREY, 0.1);
}

/** The same animal by each family: centre (16, 8), 16 wide, 8 high in the input's pixels, score 0.8. */
const MODELS: readonly [string, DetectorSpec['head'], readonly Constant[]][] = [
  [
    'YOLOv5',
    'yolov5',
    [{ name: 'output0', shape: [1, 2, 8], values: [16, 8, 16, 8, 1, 0.8, 0, 0, ...Array(8).fill(0)] }],
  ],
  [
    'YOLOv8, YOLOv9, YOLO11',
    'yolov8',
    [{ name: 'output0', shape: [1, 7, 2], values: [16, 0, 8, 0, 16, 0, 8, 0, 0.8, 0, 0, 0, 0, 0] }],
  ],
  ['YOLOv10', 'yolov10', [{ name: 'output0', shape: [1, 2, 6], values: [8, 4, 24, 12, 0.8, 0, 0, 0, 0, 0, 0, 0] }]],
  [
    'RT-DETR by Ultralytics',
    'rtdetr',
    [{ name: 'output0', shape: [1, 1, 7], values: [0.25, 0.125, 0.25, 0.125, 0.8, 0, 0] }],
  ],
  [
    'RT-DETR by its authors',
    'rtdetr',
    [
      { name: 'pred_logits', shape: [1, 1, 3], values: [Math.log(4), -9, -9] },
      { name: 'pred_boxes', shape: [1, 1, 4], values: [0.25, 0.125, 0.25, 0.125] },
    ],
  ],
];

describe('a model that ends with its own suppression', () => {
  /** An animal, a person and a car in turn, each a little larger than the one before and over it. */
  const rows = Array.from({ length: 300 }, (_, i) => [0, 0, 2 + i / 20, 2 + i / 20, 0.9, i % 3]);
  let spec: DetectorSpec;
  const open = (of: DetectorSpec) => LoadedDetector.open(of, createInputs([{ ...of.input, fit: 'letterbox' }])[0]!);
  /** Y of a picture on which the model gives so many rows: 16 is black, 235 white (ITU-R BT.601). */
  const LUMA = { 0: 16, 1: 17, 300: 235 };

  beforeAll(async () => {
    const own = specOf('own', 'yolov10', [{ shape: [1, 'N', 6] }]);
    const { name: _, ...input } = own.input;
    spec = { ...own, input: { ...input, pad: 0 }, nms: { same: 1, part: 1 } };
    await writeVaryingModel(spec.file, SIZE, rows);
  });

  it('gives none, one or 300 boxes, as the picture has them, and all are kept', async () => {
    const looker = await open(spec);
    for (const count of [300, 0, 1, 300] as const) {
      const data = new Uint8Array((32 * 16 * 3) / 2).fill(128).fill(LUMA[count], 0, 32 * 16);
      const found = await looker.look({ ...GREY, data }, 0.1);
      const kinds = rows.slice(0, count).map(([, , , , , kind]) => ['mammal', 'person', 'vehicle'][kind!]);
      expect(found.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
    }
  });

  it('is refused where it is not said which of several outputs is meant', async () => {
    const two = { ...spec, file: join(folder, 'two.onnx') };
    const outputs = ['boxes', 'more'].map((name) => ({ name, shape: [1, 1, 6], values: Array(6).fill(0) }));
    await writeConstantModel(two.file, SIZE, outputs);
    await expect(open(two)).rejects.toThrow(
      '2 outputs (boxes, more), and its manifest does not say which one is meant',
    );
  });

  it('is refused where it has other rows than it should', async () => {
    await expect(open({ ...spec, outputs: [{ shape: [1, 'N', 7] }] })).rejects.toThrow(
      /its tensor boxes is float32 \[1,.*,6\], not float32 \[1,N,7\]/,
    );
  });
});

describe('a model that is dropped in', () => {
  it.each(MODELS)('%s is read from its ONNX to boxes in the frame', async (_, head, outputs) => {
    const found = await look(head, outputs);
    expect(found).toHaveLength(1);
    const [{ box, kind, score }] = found as [Detection];
    expect(kind).toBe('mammal');
    expect(score).toBeCloseTo(0.8);
    // Two input pixels to one of the crop, which covers the right half of the frame.
    expect(box.x).toBeCloseTo(0.5 + (4 / 32) * 0.5);
    expect(box.y).toBeCloseTo(2 / 16);
    expect(box.w).toBeCloseTo((8 / 32) * 0.5);
    expect(box.h).toBeCloseTo(4 / 16);
  });

  it('is refused where its outputs are not those of the manifest, with what it has', async () => {
    const outputs: Constant[] = [{ name: 'scores', shape: [1, 1, 7], values: [0, 0, 0, 0, 0, 0, 0] }];
    const spec = specOf('other', 'rtdetr', [{ name: 'output0', shape: [1, 1, 7] }]);
    await writeConstantModel(spec.file, SIZE, outputs);
    const [input] = createInputs([{ ...spec.input, fit: 'letterbox' }]);
    await expect(LoadedDetector.open(spec, input!)).rejects.toThrow('it has no tensor named output0, but scores');
    await expect(
      LoadedDetector.open({ ...spec, outputs: [{ name: 'scores', shape: [1, 2, 7] }] }, input!),
    ).rejects.toThrow('its tensor scores is float32 [1,1,7], not float32 [1,2,7]');
  });
});
