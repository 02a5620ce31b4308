import { chmod, copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { Another, download, Gone, Unreachable } from './download.ts';
import { checkPart, type Demand, faultOf, hintOn, partOf } from './place.ts';

/** How far a file has come. `from` is a mirror's folder, an address or a package. */
export interface PullProgress {
  readonly file: string;
  readonly from: string;
  readonly bytes: number;
  /** Undefined where neither the catalog nor the server says it. */
  readonly total: number | undefined;
}

export interface GatherOptions {
  /** A folder that holds the files by name; looked at before any address. */
  readonly mirror?: string;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Hosts, with port, that did not answer, and why: they are not waited for again. Share it among the models of a pull. */
  readonly unreachable?: Map<string, string>;
  readonly signal?: AbortSignal;
}

/** No file was wrong, but what a model needs was out of reach: another model may do instead. */
export class OutOfReach extends RoostError {}

export const MIRROR_HINT =
  'On a machine without that connection, copy the files into a folder and use --mirror DIR or ROOST_MODEL_MIRROR';

/** A file and where it is served. */
export interface Served extends Demand {
  readonly addresses: readonly string[];
}

/**
 * Brings a file into its part, from the mirror or from the first address that gives the right bytes.
 * @returns where it came from
 * @throws OutOfReach where no address gave it, but none gave a wrong one; RoostError where it is wrong, after removing it
 */
export async function gather(file: Served, folder: string, options: GatherOptions): Promise<string> {
  return (await fromMirror(file, folder, options)) ? options.mirror! : fromAddresses(file, folder, options);
}

/** True if the mirror had the file. @throws RoostError where what it has is wrong */
export async function fromMirror(
  file: Demand,
  folder: string,
  { mirror, onProgress }: GatherOptions,
): Promise<boolean> {
  if (!mirror) return false;
  const source = join(mirror, file.name);
  const found = await stat(source).catch(() => undefined);
  if (!found?.isFile()) return false;
  await copyFile(source, partOf(folder, file));
  // A copy has the mode of what it was made from; what is in a data folder is for the box's user alone.
  await chmod(partOf(folder, file), 0o600);
  await checkPart(folder, file, source);
  onProgress?.({ file: file.name, from: mirror, bytes: found.size, total: found.size });
  return true;
}

async function fromAddresses(file: Served, folder: string, options: GatherOptions): Promise<string> {
  const { signal, unreachable } = options;
  const tried: string[] = [];
  let wrong = false;
  let gone = false;
  for (const address of file.addresses) {
    const { host } = new URL(address);
    const silent = unreachable?.get(host);
    if (silent !== undefined) {
      tried.push(`${address} (${host} did not answer before: ${silent})`);
      continue;
    }
    try {
      await fromAddress(address, file, folder, options);
      return address;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Unreachable) unreachable?.set(host, error.message);
      wrong ||= error instanceof RoostError || error instanceof Another;
      gone ||= error instanceof Gone;
      tried.push(error instanceof RoostError ? error.message : `${address} (${messageOf(error)})`);
    }
  }
  throw new (wrong ? RoostError : OutOfReach)(
    'pull model',
    file.name,
    `no address gave it: ${tried.join('; ') || 'there is none'}`,
    wrong && file.pinned
      ? hintOn(file)
      : gone
        ? `It was moved or taken away: ${look(file)}. ${MIRROR_HINT}`
        : MIRROR_HINT,
  );
}

/** What to do about a file that is no longer where the catalog says. */
function look({ name, sha256 }: Demand): string {
  const known = sha256 ? `; Roost takes any file whose SHA-256 is ${sha256}` : '';
  return `look where its publisher serves ${name} now, or whether a newer Roost knows${known}`;
}

async function fromAddress(address: string, file: Served, folder: string, options: GatherOptions): Promise<void> {
  const { onProgress, signal } = options;
  const part = partOf(folder, file);
  // A part that is already whole was stopped before its check.
  if (!(await faultOf(part, file))) return;
  const held = (await stat(part).catch(() => undefined))?.size ?? 0;
  const anew = file.bytes !== undefined && held >= file.bytes;
  if (anew) await rm(part);
  const onBytes = (bytes: number, total: number | undefined) =>
    onProgress?.({ file: file.name, from: address, bytes, total });
  await download(address, part, file.bytes, onBytes, signal);
  if (held > 0 && !anew && (await faultOf(part, file))) {
    // The beginning that was here may be of another version than the rest: all of it once more.
    await rm(part);
    await download(address, part, file.bytes, onBytes, signal);
  }
  await checkPart(folder, file, address);
}
