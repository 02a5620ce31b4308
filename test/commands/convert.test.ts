import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convert } from '../../src/commands/convert.ts';
import { buildTflite } from '../know/models/convert/tflite/build.ts';

const MODEL = buildTflite({
  tensors: [
    { name: 'picture', shape: [1, 2, 2, 3] },
    { name: 'y', shape: [1, 2, 2, 3] },
  ],
  operators: [{ code: 19, inputs: ['picture'], outputs: ['y'] }],
  inputs: ['picture'],
  outputs: ['y'],
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-convert-'));
  await writeFile(join(folder, 'small.tflite'), MODEL);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('roost models convert', () => {
  it.each([
    ['/dev/null', 'it is no plain file'],
    ['/no/such/folder/small.onnx', 'Make the folder first'],
  ])('refuses to write %s, before it reads anything', async (output, why) => {
    await expect(convert({ input: join(folder, 'none.tflite'), output })).rejects.toThrow(why);
  });

  it('puts the ONNX beside the model and says what it is', async () => {
    const lines = await convert({ input: join(folder, 'small.tflite') });
    const bytes = await readFile(join(folder, 'small.onnx'));
    expect(lines).toEqual([
      join(folder, 'small.onnx'),
      'input\tpicture float32 [1, 3, 2, 2]',
      'output\ty float32 [1, 2, 2, 3]',
      'operators\t1 Relu, 1 Transpose',
      `bytes\t${bytes.length}`,
      `sha256\t${createHash('sha256').update(bytes).digest('hex')}`,
    ]);
  });

  it('leaves nothing behind where it fails', async () => {
    const input = join(folder, 'small.tflite');
    await expect(convert({ input, outputs: ['z'] })).rejects.toThrow('the model has no tensor of that name');
    await expect(convert({ input, output: join(folder, 'no', 'such', 'place.onnx') })).rejects.toThrow('place.onnx');
    expect(await readdir(folder)).toEqual(['small.tflite']);
  });
});
