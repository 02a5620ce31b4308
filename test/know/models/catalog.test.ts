import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  CATALOG_FOLDER,
  classifiersOf,
  embeddersOf,
  findModel,
  readCatalog,
} from '../../../src/know/models/catalog.ts';
import { labelsOf } from '../../../src/know/models/labels.ts';
import { classifierSpec, detectorSpec, modelId } from '../../../src/know/models/spec.ts';
import { verifyModel } from '../../../src/know/models/verify.ts';
import { kindsOf } from '../../../src/see/detect/kinds.ts';
import { shared, weights } from '../../shared.ts';

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

  it('takes a model that gives features alone for a classifier without labels', async () => {
    const [dino, ...more] = embeddersOf(await readCatalog());
    expect(more).toEqual([]);
    expect(await labelsOf(dino!, '/data/models')).toEqual([]);
    expect(await classifierSpec(dino!, '/data/models')).toMatchObject({
      ...{ id: 'dinov2-small@3afdc8bc', kinds: ['bird', 'mammal'], outputs: [] },
      embedding: { tensor: 'last_hidden_state', token: 0 },
    });
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

  it('gives what was dropped in the hash of its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-catalog-'));
    const own = { ...findModel(await readCatalog(), 'detect'), files: [], dropIn: { file: 'own.onnx', how: 'Ask' } };
    expect((await detectorSpec(own, folder)).id).toBe('yolox-nano');
    expect([...(await verifyModel(own, folder))]).toEqual([['own.onnx', 'it is missing']]);
    await writeFile(join(folder, 'own.onnx'), 'abc');
    // SHA-256 of "abc", FIPS 180-2.
    expect((await detectorSpec(own, folder)).id).toBe('yolox-nano@ba7816bf');
    await rm(folder, { recursive: true });
  });

  it('refuses a manifest that says of its files what cannot be', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-catalog-'));
    const model = findModel(await readCatalog(), 'detect');
    const refused = async (change: object, why: RegExp) => {
      await writeFile(join(folder, 'a.json'), JSON.stringify({ ...model, ...change }));
      await expect(readCatalog(folder)).rejects.toThrow(why);
    };
    await refused({ files: [] }, /files: .*dropIn/);
    const archive = { name: 'a.zip', addresses: ['https://example.org/a.zip'] };
    const member = { name: 'a.onnx', path: 'a/model.onnx' };
    await refused({ archive, files: [member] }, /files: an archive needs its sha256/);
    await refused({ archive: { ...archive, record: 'https://example.org/1' }, files: [{ name: 'a.onnx' }] }, /path/);
    await refused({ files: [{ ...model.files[0], sha256: undefined }] }, /files: .*needs its sha256/);
    await refused({ dropIn: { file: 'a.onnx', how: 'Ask' } }, /dropIn: .*no files/);
    await refused({ package: { name: 'a', version: '1', integrity: 'sha512-x' } }, /files: .*path/);
    await refused(
      { convert: { from: 'tfjs', file: { name: 'a.onnx', bytes: 1, sha256: model.files[0]!.sha256 } } },
      /outputs/,
    );
    await refused({ outputs: [{ shape: [1] }, { shape: [1] }] }, /outputs: .*name/);
    await refused({ outputs: [{ name: 'output', shape: [1, '2 of them'] }] }, /outputs/);
    const embedding = { tensor: 'features', shape: [1, 257, 384] };
    const { head: _, labels: __, outputs: ___, assumed: ____, ...common } = model;
    const embed = async (change: object, why: RegExp) => {
      const changed = { ...common, default: false, task: 'embed', embedding: { ...embedding, ...change } };
      await writeFile(join(folder, 'a.json'), JSON.stringify(changed));
      await expect(readCatalog(folder)).rejects.toThrow(why);
    };
    await embed({}, /embedding: .*token/);
    await embed({ token: 257 }, /embedding: .*token/);
    await embed({ shape: [1, 384], token: 0 }, /embedding: .*token/);
    await rm(folder, { recursive: true });
  });

  it('has a classifier of birds and one of mammals, each with a label for every output', async () => {
    const catalog = await readCatalog();
    expect(classifiersOf(catalog).map(({ name, kinds }) => [name, ...kinds])).toEqual([
      ['mobilenet-v2-imagenet', 'mammal'],
      ['mobilenet-v2-inat-bird', 'bird'],
    ]);
    for (const { labels, outputs } of classifiersOf(catalog)) {
      const rows = await labelRows(labels);
      expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, i) => i));
      expect(rows).toHaveLength(Number(outputs[0]!.shape[1]));
    }
  });
});

/** The rows of a label file of the catalog. */
async function labelRows(name: string): Promise<{ index: string; label: string; taxon: string }[]> {
  return parse(await readFile(join(CATALOG_FOLDER, 'labels', `${name}.csv`), 'utf8'), { columns: true });
}

describe.skipIf(!shared('models/inat_bird_labels.txt'))('the published label files', () => {
  it('say in order what our label files say', async () => {
    for (const { labels, files } of classifiersOf(await readCatalog())) {
      const file = files.find(({ name }) => name.endsWith('labels.txt'))!;
      const lines = (await readFile(shared(`models/${file.name}`)!, 'utf8')).trimEnd().split('\n');
      expect((await labelRows(labels)).map(({ label }) => label)).toEqual(lines.map((line) => line.trim()));
    }
  });
});

describe('models that are published as ONNX', () => {
  it('have the outputs of YOLOX at their size, and the classes of the default detector', async () => {
    const catalog = await readCatalog();
    const { labels } = findModel(catalog, 'detect');
    for (const name of ['yolox-tiny', 'yolox-s']) {
      const model = findModel(catalog, 'detect', name);
      const cells = [8, 16, 32].reduce((sum, stride) => sum + (model.input.size / stride) ** 2, 0);
      expect(model.outputs).toEqual([{ name: 'output', shape: [1, cells, 85] }]);
      expect(model.labels).toEqual(labels);
      expect(model.default).toBe(false);
    }
  });

  it('are fetched over TLS, under names that no other model uses, and told of in full', async () => {
    const catalog = await readCatalog();
    const names = catalog.flatMap(({ files, archive, convert, dropIn }) => [
      ...files.map(({ name }) => name),
      ...[archive?.name, convert?.file.name, dropIn?.file].filter((name) => name !== undefined),
    ]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    for (const { files, archive } of catalog)
      for (const address of [
        ...files.flatMap((file) => file.addresses),
        ...(archive?.addresses ?? []),
        archive?.record,
      ])
        if (address) expect(address).toMatch(/^https:/);
    for (const { default: used, fallbackFor, source, note } of catalog)
      if (!used && !fallbackFor) expect([typeof source, typeof note]).toEqual(['string', 'string']);
  });

  it('may suppress by themselves, and then all their boxes are kept', async () => {
    const model = findModel(await readCatalog(), 'detect', 'megadetector-v6-mit-yolov9-c');
    expect(model).toMatchObject({ head: 'yolov10', nms: { same: 1, part: 1 }, assumed: ['mammal'] });
    expect(model.outputs).toEqual([{ shape: [1, 'N', 6] }]);
    expect(kindsOf(model.labels, model.kindOf)).toEqual(['mammal', 'person', 'vehicle']);
    expect([model.input.size, model.input.colour, model.input.pad]).toEqual([640, 'rgb', 114]);
  });

  it('may give nothing but features', async () => {
    const model = findModel(await readCatalog(), 'embed', 'dinov2-small');
    // A class token and one for each square of 14 pixels.
    expect(model.embedding).toEqual({
      tensor: 'last_hidden_state',
      shape: [1, 1 + (model.input.size / 14) ** 2, 384],
      token: 0,
    });
  });
});

describe('models to drop in', () => {
  /** What the family's published head puts out for three classes at a size: places of the grids, and numbers a place. */
  const places = (size: number, strides: readonly number[]) => strides.reduce((sum, s) => sum + (size / s) ** 2, 0);

  it('say where they are published, how their ONNX is made, and what their note must', async () => {
    const dropped = (await readCatalog()).filter(({ dropIn }) => dropIn);
    expect(dropped.length).toBeGreaterThan(10);
    for (const { source, dropIn, note, default: used } of dropped) {
      expect(source).toMatch(/^https:/);
      expect(dropIn!.how).toMatch(/^Export /);
      expect(note).toBeTruthy();
      expect(used).toBe(false);
    }
  });

  it('have the outputs of their architecture at their size', async () => {
    for (const manifest of await readCatalog()) {
      if (!manifest.dropIn || manifest.task !== 'detect') continue;
      const { head, input, outputs, labels, kindOf, assumed } = manifest;
      expect(labels).toEqual(['animal', 'person', 'vehicle']);
      expect(kindsOf(labels, kindOf)).toEqual(['mammal', 'person', 'vehicle']);
      expect(assumed).toEqual(['mammal']);
      expect([input.colour, input.pad, ...input.mean, ...input.std]).toEqual(['rgb', 114, 0, 0, 0, 255, 255, 255]);
      const shapes = outputs.map(({ shape }) => shape);
      const p5 = places(input.size, [8, 16, 32]);
      const p6 = places(input.size, [8, 16, 32, 64]);
      if (head === 'yolov5') expect([3 * p5, 3 * p6]).toContain(shapes[0]![1]);
      if (head === 'yolov8') expect(shapes).toEqual([[1, 7, p5]]);
      if (head === 'yolov10') expect(shapes).toEqual([[1, 300, 6]]);
      if (head === 'rtdetr') expect(['1,300,7', '1,300,3,1,300,4']).toContain(shapes.flat().join());
    }
  });
});
