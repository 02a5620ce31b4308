import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertFile } from '../../../../src/know/models/convert/files.ts';
import { buildTflite, type TestModel } from './tflite/build.ts';

const RELU: TestModel = {
  tensors: [
    { name: 'x', shape: [1, 2] },
    { name: 'y', shape: [1, 2] },
  ],
  operators: [{ code: 19, inputs: ['x'], outputs: ['y'] }],
  inputs: ['x'],
  outputs: ['y'],
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-convert-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('convertFile', () => {
  it('knows a TFLite file by what is in it', async () => {
    expect((await convertFile(await file('model.bin', buildTflite(RELU)), undefined)).length).toBeGreaterThan(50);
  });

  it.each([
    ['empty.tflite', '', 'it is empty'],
    ['page.tflite', '<html>not found</html>', 'it is neither a .tflite file nor a model.json'],
    ['short.tflite', buildTflite(RELU).subarray(0, 100), 'it points outside of itself'],
    ['broken.json', '{"modelTopology":', 'It should be the model.json of a graph model'],
    ['other.json', '{"name":"roost"}', 'it names no weights'],
    ['lost.json', '{"weightsManifest":[{"paths":["nowhere.bin"]}]}', 'nowhere.bin'],
  ])('says what is wrong with %s', async (name, content, message) => {
    await expect(convertFile(await file(name, content), undefined)).rejects.toThrow(message);
  });

  it('names a file that is not there', async () => {
    await expect(convertFile(join(folder, 'none.tflite'), undefined)).rejects.toThrow('none.tflite');
  });
});
