import { rm } from 'node:fs/promises';
import { RoostError } from '../../base/errors.ts';
import { type GatherOptions, gather } from './gather.ts';
import type { Manifest, ModelFile } from './manifest.ts';
import { demanded, pin, readPins } from './pins.ts';
import { checkPart, type Demand, partOf, settle, sha256Of } from './place.ts';
import { askRecord } from './record.ts';
import { unzip } from './unzip.ts';

type ModelArchive = NonNullable<Manifest['archive']>;

/**
 * Fetches an archive, checks it, and puts some of its files in place; the archive is not kept. Of files whose hash nobody states,
 * and of an archive of which only an MD5 is stated, what came is written down, and demanded from then on.
 * @param files each with its path in the archive
 * @throws OutOfReach where it cannot be had; RoostError where it, or one of the files, is another one, after removing it
 */
export async function fetchFromArchive(
  archive: ModelArchive,
  files: readonly ModelFile[],
  folder: string,
  options: GatherOptions,
): Promise<void> {
  const known = await expected(archive, folder, options);
  const from = await gather({ ...known, addresses: archive.addresses }, folder, options);
  const zip = partOf(folder, archive);
  const wanted = files.map((file) => ({ path: file.path!, to: partOf(folder, file) }));
  try {
    await unzip(zip, archive.name, wanted, options.signal);
  } catch (error) {
    if (error instanceof RoostError)
      for (const path of [zip, ...wanted.map(({ to }) => to)]) await rm(path, { force: true });
    throw error;
  }
  const sha256 = known.sha256 ?? (await sha256Of(zip));
  if (!archive.sha256) await pin(folder, { name: archive.name, path: zip, from }, Date.now());
  for (const file of files) {
    if (file.sha256) await checkPart(folder, file, archive.name);
    await pin(folder, { name: file.name, path: partOf(folder, file), from: archive.name, archive: sha256 }, Date.now());
    await settle(folder, file);
  }
  await rm(zip);
}

/** How the archive is known to be right. */
async function expected(archive: ModelArchive, folder: string, { signal }: GatherOptions): Promise<Demand> {
  const known = demanded<Demand>(archive, await readPins(folder));
  return known.sha256 ? known : askRecord(archive.record!, archive.name, signal);
}
