import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, weightsOf } from './manifest.ts';

/** Why a file is not the one that the catalog describes, in words; undefined where it is. */
export async function faultOf(
  path: string,
  { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return 'it is missing';
  if (found.size !== bytes) return `it has ${found.size} bytes instead of ${bytes}`;
  const digest = await sha256Of(path);
  return digest === sha256 ? undefined : `its SHA-256 is ${digest.slice(0, 12)}… instead of ${sha256.slice(0, 12)}…`;
}

/** SHA-256 of a file's content, hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * What is wrong with the file of a model that the runtime loads, and with the labels that an operator drops beside it,
 * by file name; empty where the model may be used.
 */
export async function verifyModel(manifest: Manifest, folder: string): Promise<Map<string, string>> {
  const { name, bytes, sha256 } = weightsOf(manifest);
  const faults = new Map<string, string>();
  const note = (file: string, fault: string | undefined) => fault && faults.set(file, fault);
  if (bytes !== undefined && sha256 !== undefined) note(name, await faultOf(join(folder, name), { bytes, sha256 }));
  else note(name, await missing(join(folder, name)));
  if (manifest.task === 'classify' && manifest.labelFormat !== 'roost')
    note(manifest.labels, await missing(join(folder, manifest.labels)));
  return faults;
}

async function missing(path: string): Promise<string | undefined> {
  return (await stat(path).catch(() => undefined))?.isFile() ? undefined : 'it is missing';
}
