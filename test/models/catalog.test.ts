import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModel, readCatalog } from '../../src/models/catalog.ts';
import { detectorSpec, modelId } from '../../src/models/spec.ts';
import { verifyModel } from '../../src/models/verify.ts';
import { shared, weights } from '../shared.ts';

describe('the catalog', () => {
  it('has one default detector, with an address over TLS', async () => {
    const catalog = await readCatalog();
    expect(catalog.filter((manifest) => manifest.task === 'detect' && manifest.default)).toHaveLength(1);
    const model = findModel(catalog, 'detect');
    expect(modelId(model)).toBe('yolox-nano@e8af0749');
    expect(model.labels).toHaveLength(80);
    expect((await detectorSpec(model, '/data/models')).file).toBe('/data/models/yolox_nano.onnx');
    for (const file of model.files) for (const address of file.addresses) expect(address).toMatch(/^https:/);
  });

  it('names the models there are where one is not found', async () => {
    const catalog = await readCatalog();
    expect(() => findModel(catalog, 'detect', 'yolo')).toThrow(/Known models: .*yolox-nano/);
  });

  it('names the file and the key of a mistake', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-catalog-'));
    const model = findModel(await readCatalog(), 'detect');
    await writeFile(join(folder, 'a.json'), JSON.stringify({ ...model, files: [{ ...model.files[0], name: '../a' }] }));
    await expect(readCatalog(folder)).rejects.toThrow(/a\.json: files\.0\.name/);
    await writeFile(join(folder, 'a.json'), '{');
    await expect(readCatalog(folder)).rejects.toThrow(/a\.json/);
    await rm(folder, { recursive: true });
  });

  it('tells what is wrong with the files of a model', async () => {
    const model = findModel(await readCatalog(), 'detect');
    const empty = await mkdtemp(join(tmpdir(), 'roost-catalog-'));
    expect([...(await verifyModel(model, empty))]).toEqual([['yolox_nano.onnx', 'it is missing']]);
    await rm(empty, { recursive: true });
  });

  it.skipIf(!shared('models/yolox_nano.onnx'))('describes the weights as they are', async () => {
    expect(await verifyModel(findModel(await readCatalog(), 'detect'), weights()!)).toEqual(new Map());
  });
});
