import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LicenceNotAccepted } from '../../../src/know/models/licences.ts';
import type { Manifest } from '../../../src/know/models/manifest.ts';
import { pullModel } from '../../../src/know/models/pull.ts';
import { FileServer, sha256 } from './file-server.ts';

const weights = Buffer.from('weights');
let folder: string;
let server: FileServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-licence-'));
  server = await FileServer.start();
  server.file('/a', weights);
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

function manifest(change: Partial<Manifest> = {}): Manifest {
  return {
    name: 'test',
    task: 'embed',
    default: false,
    licence: 'Ask the author',
    source: 'https://example.org/test',
    files: [{ name: 'test.onnx', addresses: [server.at('/a')], bytes: weights.length, sha256: sha256(weights) }],
    input: { size: 64, colour: 'rgb', pad: 114, mean: [0, 0, 0], std: [1, 1, 1] },
    embedding: { tensor: 'features', shape: [1, 8] },
    ...change,
  } as Manifest;
}

describe('the licence of a model', () => {
  it('must be accepted before anything is fetched', async () => {
    const refused = await pullModel(manifest(), folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LicenceNotAccepted);
    expect(String(refused)).toContain('its licence is not accepted yet: Ask the author');
    expect(String(refused)).toContain('https://example.org/test');
    expect(String(refused)).toContain('--accept-licence');
    expect(server.asked).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is remembered for this model and this text', async () => {
    await pullModel(manifest(), folder, { acceptLicence: true });
    await rm(join(folder, 'test.onnx'));
    expect(await pullModel(manifest(), folder)).toEqual(['test.onnx']);
    await rm(join(folder, 'test.onnx'));
    await expect(pullModel(manifest({ licence: 'Pay the author' }), folder)).rejects.toThrow('Pay the author');
    await expect(pullModel(manifest({ name: 'other' }), folder)).rejects.toThrow(LicenceNotAccepted);
    await pullModel(manifest({ name: 'other' }), folder, { acceptLicence: true });
    await rm(join(folder, 'test.onnx'));
    expect(await pullModel(manifest(), folder)).toEqual(['test.onnx']);
  });

  it('is not asked for where nothing is to be fetched, nor of what every box uses', async () => {
    await writeFile(join(folder, 'test.onnx'), weights);
    expect(await pullModel(manifest(), folder)).toEqual([]);
    await rm(join(folder, 'test.onnx'));
    expect(await pullModel(manifest({ default: true }), folder)).toEqual(['test.onnx']);
    await rm(join(folder, 'test.onnx'));
    expect(await pullModel(manifest({ fallbackFor: 'another' }), folder)).toEqual(['test.onnx']);
  });
});
