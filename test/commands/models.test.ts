import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, pull } from '../../src/commands/models.ts';
import { provePulled } from '../../src/commands/prove-pulled.ts';
import { findModel, readCatalog } from '../../src/know/models/catalog.ts';
import { pin } from '../../src/know/models/pins.ts';
import { writeConstantModel } from '../onnx.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('roost models pull', () => {
  it('tells that nobody has said what may be done with OSEA, and fetches nothing before it is accepted', async () => {
    const refused = pull({ folder, name: 'osea-dib10k' });
    await expect(refused).rejects.toThrow(
      /not accepted yet: Not stated: .*roost models pull osea-dib10k --accept-licence/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('asks for it also where a box is told to use such a detector', async () => {
    await expect(pull({ folder, detector: 'yolox-s' })).rejects.toThrow(/roost models pull yolox-s --accept-licence/);
  });
});

describe('roost models list', () => {
  it('tells what each model is for, whether it is here, and its licence', async () => {
    const path = join(folder, 'speciesnet_crop.onnx');
    await writeFile(path, 'weights');
    const lines = new Map((await list(folder)).map((line) => [line.split('\t')[0]!, line.split('\t')]));
    expect(lines.get('yolox-nano@e8af0749')!.slice(1, 4)).toEqual(['detect', '-', 'default']);
    expect(lines.get('yolox-s@c5c2d13e')!.slice(3, 5)).toEqual([
      'by name',
      `${join(folder, 'yolox_s.onnx')}: it is missing`,
    ]);
    expect(lines.get('dinov2-small@3afdc8bc')!.slice(1, 4)).toEqual(['embed', '-', 'by name']);
    expect(lines.get('osea-dib10k@56b8c61e')!.at(-1)).toMatch(/^Not stated/);
    expect(lines.get('speciesnet-crop')![4]).toMatch(/not pulled on this machine/);
    await pin(folder, { name: 'speciesnet_crop.onnx', path, from: 'a.zip' }, 0);
    const [id] = (await list(folder)).find((line) => line.startsWith('speciesnet-crop@'))!.split('\t');
    expect(id).toMatch(/^speciesnet-crop@[0-9a-f]{8}$/);
  });
});

describe('a model that was pulled by its name', () => {
  it('is tried, and its time is told', async () => {
    const model = findModel(await readCatalog(), 'embed', 'dinov2-small');
    const [file] = model.files;
    const values = new Float32Array(257 * 384);
    const small = { ...model, input: { ...model.input, name: 'images' } };
    await writeConstantModel(join(folder, file!.name), 224, [
      { name: 'last_hidden_state', shape: [1, 257, 384], values },
    ]);
    expect(await provePulled(small, folder)).toMatch(/^dinov2-small: runs here, \d+ ms of one core for a picture$/);
    expect(await readdir(folder)).toEqual([file!.name]);
  });

  it('is set aside where it is not what its manifest says, so that no box trips over it', async () => {
    const model = findModel(await readCatalog(), 'classify', 'osea-dib10k');
    const name = model.files[0]!.name;
    await writeConstantModel(join(folder, name), 224, [{ name: 'logits', shape: [1, 10], values: Array(10).fill(0) }]);
    const refused = provePulled(model, folder);
    await expect(refused).rejects.toThrow(/try model osea-dib10k: .*\[1,10\], not float32 \[1,11000\].*It is not used/);
    expect(await readdir(folder)).toEqual([`${name}.refused`]);
  });
});
