import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel, readCatalog } from '../../../src/know/models/catalog.ts';
import { chooseDetector, detectorsNamed, fallbackOf } from '../../../src/know/models/choose.ts';
import type { DetectorManifest, Manifest } from '../../../src/know/models/manifest.ts';

let folder: string;
let wanted: DetectorManifest;
let standIn: DetectorManifest;
let catalog: Manifest[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-choose-'));
  const model = findModel(await readCatalog(), 'detect');
  wanted = { ...model, name: 'wanted', files: [], dropIn: { file: 'wanted.onnx', how: 'Ask' } };
  standIn = {
    ...wanted,
    name: 'stand-in',
    default: false,
    dropIn: { file: 'stand-in.onnx', how: 'Ask' },
    fallbackFor: 'wanted',
  };
  catalog = [standIn, wanted];
});
afterEach(() => rm(folder, { recursive: true }));

describe('detectorsNamed', () => {
  it('passes over a name that the catalog does not have, so that one wrong name blinds no other camera', () => {
    expect(detectorsNamed(catalog, ['stand-in', 'yolo-x', 'mobilenet-v2-imagenet'])).toEqual([standIn]);
  });
});

describe('chooseDetector', () => {
  it('takes the model that is wanted where it is there, whatever else is', async () => {
    await writeFile(join(folder, 'wanted.onnx'), 'a');
    await writeFile(join(folder, 'stand-in.onnx'), 'b');
    expect((await chooseDetector(catalog, folder)).name).toBe('wanted');
    expect((await chooseDetector(catalog, folder, 'stand-in')).name).toBe('stand-in');
  });

  it('takes the fallback where only that is there, and the wanted one where neither is', async () => {
    expect((await chooseDetector(catalog, folder)).name).toBe('wanted');
    await writeFile(join(folder, 'stand-in.onnx'), 'b');
    expect((await chooseDetector(catalog, folder)).name).toBe('stand-in');
    expect((await chooseDetector(catalog, folder, 'wanted')).name).toBe('stand-in');
  });

  it('knows of no fallback where the catalog names none', () => {
    expect(fallbackOf(catalog, wanted)).toBe(standIn);
    expect(fallbackOf(catalog, standIn)).toBeUndefined();
  });
});
