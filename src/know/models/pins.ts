import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { readKept, writeKept } from './kept-json.ts';
import { type Manifest, weightsOf } from './manifest.ts';
import { type Demand, sha256Of } from './place.ts';

const FILE = 'pins.json';

const Pin = z.strictObject({
  bytes: z.int().positive(),
  sha256: z.string().length(64),
  /** The address, the mirror's folder, or the name of the archive. */
  from: z.string(),
  /** SHA-256 of the archive that it came out of. */
  archive: z.string().optional(),
  /** When it came, ISO 8601. */
  at: z.string(),
});
const Pins = z.record(z.string(), Pin);

/** What came on the first pull of files of which nobody states all that is demanded, by the names of the files. */
export type Pins = z.infer<typeof Pins>;

/** What was written down in a models folder. @throws RoostError where that file is damaged */
export async function readPins(folder: string): Promise<Pins> {
  return (await readKept(folder, FILE, Pins)) ?? {};
}

/**
 * Writes down what a file is, so that it is demanded from now on.
 * @param path where the file lies now
 */
export async function pin(
  folder: string,
  { name, path, from, archive }: { name: string; path: string; from: string; archive?: string | undefined },
  now: number,
): Promise<void> {
  const { size } = await stat(path);
  const pinned = {
    ...{ bytes: size, sha256: await sha256Of(path), from },
    ...(archive ? { archive } : {}),
    at: new Date(now).toISOString(),
  };
  await writeKept(folder, FILE, { ...(await readPins(folder)), [name]: pinned });
}

/**
 * What is demanded of a file: what the catalog states, and what it does not state as the first pull wrote it down. What was
 * written down of another version than the catalog's is not demanded.
 * @param archive SHA-256 of the archive that it lies in, as far as it is stated
 */
export function demanded<T extends Demand>(file: T, pins: Pins, archive?: string): T {
  const pinned = pins[file.name];
  if (!pinned || (file.sha256 ?? pinned.sha256) !== pinned.sha256) return file;
  if (archive !== undefined && pinned.archive !== archive) return file;
  const { bytes, sha256, at } = pinned;
  return { ...file, bytes: file.bytes ?? bytes, sha256, ...(file.sha256 ? {} : { pinned: at }) };
}

/** The file that the runtime loads, with all that is demanded of it in that folder. */
export async function weightsIn(manifest: Manifest, folder: string): Promise<Demand> {
  return demanded(weightsOf(manifest), await readPins(folder), manifest.archive?.sha256);
}
