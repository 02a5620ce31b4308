import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, ModelFile } from './catalog.ts';

/** Why a file is not the one that the catalog describes, in words; undefined where it is. */
export async function faultOf(
  path: string,
  { bytes, sha256 }: Pick<ModelFile, 'bytes' | 'sha256'>,
): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return 'it is missing';
  if (found.size !== bytes) return `it has ${found.size} bytes instead of ${bytes}`;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const digest = hash.digest('hex');
  return digest === sha256 ? undefined : `its SHA-256 is ${digest.slice(0, 12)}… instead of ${sha256.slice(0, 12)}…`;
}

/** What is wrong with a model's files in a folder, by file name; empty where the model may be used. */
export async function verifyModel(manifest: Manifest, folder: string): Promise<Map<string, string>> {
  const faults = new Map<string, string>();
  for (const file of manifest.files) {
    const fault = await faultOf(join(folder, file.name), file);
    if (fault) faults.set(file.name, fault);
  }
  return faults;
}
