import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedModel } from '../../../src/box/models/asked-model.ts';
import { promoted } from '../../../src/box/models/state.ts';
import { readState, writeState } from '../../../src/box/models/state-file.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import { KEEPER, makeBundle, NOW } from '../../know/models/bundle/make.ts';
import { weights } from '../../shared.ts';

describe.skipIf(!weights())('what a box would name by', () => {
  let data: string;
  let folder: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'roost-asked-'));
    folder = join(data, 'models');
    await mkdir(folder);
    await copyFile(join(weights()!, 'yolox_nano.onnx'), join(folder, 'yolox_nano.onnx'));
    const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
    for (const version of [1, 2]) await stage(await makeBundle({ says: { version } }), staging);
    await writeState(folder, promoted(await readState(folder), { id: 'planes', version: 1 }, { at: NOW, why: 'test' }));
  });
  afterAll(() => rm(data, { recursive: true }));

  const complaints: string[] = [];
  const asked = (name: string) => {
    const site = siteSchema.parse({ site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 } });
    complaints.length = 0;
    return askedModel({ site, data, cameras: [] }, name, 'tried', (line) => complaints.push(line));
  };
  const names = ({ models }: Awaited<ReturnType<typeof asked>>) =>
    models.classifiers.map(({ spec }) => spec.id.split('@')[0]);

  it('is a bundle in the place of the one in use, which stays in use', async () => {
    const found = await asked('planes-2');
    expect(found.model).toMatch(/^planes-2@[0-9a-f]{8}$/);
    expect(names(found)).toEqual(['planes-2']);
    expect(found.taught).toBeUndefined();
    expect(names(await asked('planes-1'))).toEqual(['planes-1']);
    expect((await readState(folder)).lines.planes!.present).toBe(1);
  });

  it.each([
    ['no-such-model', /Those that can be asked: planes-1, planes-2, .*, taught/],
    ['planes', 'no model that names is called so here'],
    ['mobilenet-v2-inat-bird', 'Run: roost models pull mobilenet-v2-inat-bird'],
    ['yolox-nano', 'no model that names'],
    ['taught', 'this box was taught nothing yet'],
  ])('is refused in words for %s', async (name, why) => {
    await expect(asked(name)).rejects.toThrow(why);
  });

  it('is no bundle that was damaged, and nothing stands in for it', async () => {
    await writeFile(join(folder, 'staged', 'planes-2', 'planes.onnx'), 'rust');
    await expect(asked('planes-2')).rejects.toThrow('planes-2 is done without');
  });
});
