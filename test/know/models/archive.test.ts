import { createCipheriv, createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCatalog } from '../../../src/know/models/catalog.ts';
import { labelsOf } from '../../../src/know/models/labels.ts';
import type { Manifest } from '../../../src/know/models/manifest.ts';
import { pullModel } from '../../../src/know/models/pull.ts';
import { idIn } from '../../../src/know/models/spec.ts';
import { verifyModel } from '../../../src/know/models/verify.ts';
import { eventually } from '../../patience.ts';
import { FileServer, sha256, zipOf } from './file-server.ts';

const NAME = 'weights.zip';
/** Bytes that do not compress, as weights do not. */
const weights = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(50_000));
const labels = Buffer.from('a heron\n');

let folder: string;
let server: FileServer;
let zip: Buffer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-archive-'));
  server = await FileServer.start();
  zip = await zipOf({ 'Model/': Buffer.alloc(0), 'Model/1/model.onnx': weights, 'Model/labels.txt': labels });
  server.file('/weights.zip', zip);
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** A model in an archive, with what is known of that. */
function manifest(archive: Partial<NonNullable<Manifest['archive']>> = { sha256: sha256(zip) }): Manifest {
  return {
    name: 'test',
    task: 'detect',
    default: true,
    licence: 'none',
    archive: { name: NAME, addresses: [server.at('/weights.zip')], ...archive },
    files: [
      { name: 'test.onnx', path: 'Model/**/model.onnx', addresses: [] },
      { name: 'test.labels.txt', path: 'Model/**/*labels.txt', addresses: [] },
    ],
    input: { size: 64, colour: 'rgb', pad: 114, mean: [0, 0, 0], std: [1, 1, 1] },
    outputs: [{ shape: [1, 'N', 6] }],
    head: 'yolov10',
    labels: ['bird'],
    assumed: [],
  };
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
/** A record as Zenodo tells it, as far as it is read. */
const record = (bytes: Uint8Array, key = NAME) =>
  Buffer.from(JSON.stringify({ id: 1, files: [{ id: 'x', key, size: bytes.length, checksum: `md5:${md5(bytes)}` }] }));

describe('a model in an archive', () => {
  it('is unpacked, and the archive is not kept', async () => {
    expect(await pullModel(manifest(), folder)).toEqual(['test.onnx', 'test.labels.txt']);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(weights);
    expect(await readFile(join(folder, 'test.labels.txt'))).toEqual(labels);
    expect((await readdir(folder)).sort()).toEqual(['pins.json', 'test.labels.txt', 'test.onnx']);
    expect(await verifyModel(manifest(), folder)).toEqual(new Map());
    expect(await idIn(manifest(), folder)).toBe(`test@${sha256(weights).slice(0, 8)}`);
    expect(await pullModel(manifest(), folder)).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  it('goes on where it was cut, in the archive', async () => {
    const part = join(folder, 'weights.zip.part');
    server.cut('/weights.zip', zip, 20_000, () =>
      eventually(async () => expect((await stat(part)).size).toBeGreaterThan(0)),
    );
    await expect(pullModel(manifest(), folder)).rejects.toThrow('no address gave it');
    expect(await readdir(folder)).toEqual(['weights.zip.part']);
    server.file('/weights.zip', zip);
    await pullModel(manifest(), folder);
    expect(server.asked[1]!.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(weights);
  });

  it('does not fetch again what was whole when the power went', async () => {
    await writeFile(join(folder, 'weights.zip.part'), zip);
    await pullModel(manifest(), folder);
    expect(server.asked).toEqual([]);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(weights);
  });

  it('is refused where the archive is another one', async () => {
    server.file('/weights.zip', Buffer.from(zip).fill(0, 100, 101));
    await expect(pullModel(manifest(), folder)).rejects.toThrow(/weights\.zip from .*its SHA-256 is .* instead of/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('comes from the mirror', async () => {
    const mirror = await mkdtemp(join(tmpdir(), 'roost-mirror-'));
    await writeFile(join(mirror, NAME), zip);
    await pullModel(manifest(), folder, { mirror });
    expect(server.asked).toEqual([]);
    await rm(mirror, { recursive: true });
  });

  it('is not believed where it lies there and was never pulled', async () => {
    await writeFile(join(folder, 'test.onnx'), weights);
    expect((await verifyModel(manifest(), folder)).get('test.onnx')).toMatch(/not pulled on this machine/);
  });

  it('is demanded as it came: a file that changed on the disk is unpacked anew', async () => {
    await pullModel(manifest(), folder);
    await writeFile(join(folder, 'test.onnx'), Buffer.from(weights).fill(0, 5, 6));
    expect((await verifyModel(manifest(), folder)).get('test.onnx')).toMatch(/SHA-256/);
    expect(await pullModel(manifest(), folder)).toEqual(['test.onnx']);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(weights);
  });

  it('is pulled anew where a later catalog states another archive', async () => {
    await pullModel(manifest(), folder);
    const newer = Buffer.from(weights).fill(1, 0, 10);
    zip = await zipOf({ 'Model/1/model.onnx': newer, 'Model/labels.txt': labels });
    server.file('/weights.zip', zip);
    expect(await pullModel(manifest(), folder)).toEqual(['test.onnx', 'test.labels.txt']);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(newer);
  });
});

describe('an archive of which only its record tells an MD5', () => {
  const recorded = () => manifest({ record: server.at('/api/records/1') });
  beforeEach(() => {
    server.file('/api/records/1', record(zip));
  });

  it('is taken by that MD5, and from then on by its SHA-256', async () => {
    await pullModel(recorded(), folder);
    const pins = JSON.parse(await readFile(join(folder, 'pins.json'), 'utf8'));
    expect(pins[NAME]).toMatchObject({ bytes: zip.length, sha256: sha256(zip), from: server.at('/weights.zip') });
    expect(pins['test.onnx']).toMatchObject({ sha256: sha256(weights), archive: sha256(zip) });
    // The publisher puts another file there, and its record says so.
    await rm(join(folder, 'test.onnx'));
    const other = await zipOf({ 'Model/1/model.onnx': labels, 'Model/labels.txt': labels });
    server.file('/weights.zip', other);
    server.file('/api/records/1', record(other));
    await expect(pullModel(recorded(), folder)).rejects.toThrow(
      /instead of.*What came on 2\d{3}-\d\d-\d\d is demanded; .*remove weights\.zip from pins\.json/,
    );
    server.file('/weights.zip', zip);
    server.on('/api/records/1', (_, response) => void response.writeHead(500).end());
    await pullModel(recorded(), folder);
    expect(await readFile(join(folder, 'test.onnx'))).toEqual(weights);
  });

  it('is refused where its MD5 is another one', async () => {
    server.file('/api/records/1', record(Buffer.concat([zip.subarray(1), zip.subarray(0, 1)])));
    await expect(pullModel(recorded(), folder)).rejects.toThrow(/its MD5 is .* instead of/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is out of reach where the record is gone, knows no such file, or says nothing that can be read', async () => {
    server.on('/api/records/1', (_, response) => void response.writeHead(410).end());
    await expect(pullModel(recorded(), folder)).rejects.toThrow(/HTTP 410.*Open that address/);
    server.file('/api/records/1', record(zip, 'other.zip'));
    await expect(pullModel(recorded(), folder)).rejects.toThrow('it tells of no file weights.zip with an MD5');
    server.file('/api/records/1', Buffer.from('<html>'));
    await expect(pullModel(recorded(), folder)).rejects.toThrow(/does not tell how weights\.zip/);
    expect(server.asked.every(({ path }) => path !== '/weights.zip')).toBe(true);
  });
});

describe('the archives of the catalog', () => {
  const toml = Buffer.from('[model]\n');
  /** A model of the catalog whose archive, and the record of it, this server has. */
  async function served(name: string, files: Readonly<Record<string, Uint8Array>>): Promise<Manifest> {
    const model = (await readCatalog()).find((one) => one.name === name)!;
    const { archive } = model;
    const bytes = await zipOf(files);
    const its = archive!.record && { record: server.file('/record', record(bytes, archive!.name)) };
    const sha = archive!.sha256 && { sha256: sha256(bytes) };
    const addresses = [server.file(`/${archive!.name}`, bytes)];
    return { ...model, archive: { name: archive!.name, addresses, ...its, ...sha } };
  }

  it('MegaDetector v6 lies where it is looked for', async () => {
    const folderOf = 'MDV6-mit-yolov9-c';
    const model = await served('megadetector-v6-mit-yolov9-c', {
      ...{ [`${folderOf}/`]: Buffer.alloc(0), [`${folderOf}/manifest.toml`]: toml },
      ...{ [`${folderOf}/1/`]: Buffer.alloc(0), [`${folderOf}/1/model.onnx`]: weights },
    });
    expect(await pullModel(model, folder, { acceptLicence: true })).toEqual(['MDV6-mit-yolov9-c.onnx']);
    expect(await verifyModel(model, folder)).toEqual(new Map());
  });

  it('SpeciesNet lies where it is looked for, in either layout, with labels that can be read', async () => {
    const label = '00000000-0000-4000-8000-000000000000;aves;;;;;bird';
    const lines = Array.from({ length: 2498 }, (_, i) => `${label},${i}`).join('\n');
    for (const [inner, name] of [
      ['SpeciesNet-Crop/1', 'labels.txt'],
      ['SpeciesNet-Crop', 'SpeciesNet-Crop_labels.txt'],
    ]) {
      const model = await served('speciesnet-crop', {
        'SpeciesNet-Crop/manifest.toml': toml,
        [`${inner}/model.onnx`]: weights,
        [`SpeciesNet-Crop/${name}`]: Buffer.from(lines),
      });
      const other = join(folder, name!);
      const fetched = await pullModel(model, other, { acceptLicence: true });
      expect(fetched).toEqual(['speciesnet_crop.onnx', 'speciesnet_crop.labels.txt']);
      expect(await verifyModel(model, other)).toEqual(new Map());
      if (model.task !== 'classify') throw new Error('it is a classifier');
      expect(await labelsOf(model, other)).toEqual(Array(2498).fill('aves'));
    }
  });
});

it('says what is damaged where the file of what was pulled is', async () => {
  await writeFile(join(folder, 'pins.json'), '{');
  await expect(pullModel(manifest(), folder)).rejects.toThrow(/read .*pins\.json: it is damaged/);
});
