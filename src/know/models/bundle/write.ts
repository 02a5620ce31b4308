import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, type WriteEntry } from 'tar';
import { RoostError } from '../../../base/errors.ts';
import { sha256Of } from '../place.ts';
import { signManifest } from './keys.ts';
import { type BundleManifest, bundleSchema, GOLDEN_FOLDER, MANIFEST_FILE, SIGNATURE_FILE } from './manifest.ts';

/** Mode of a file that everybody may read. */
const PLAIN_FILE = 0o100644;

/** What a bundle says, but for its files, which are listed when it is written. */
export type BundleDraft = Omit<BundleManifest, 'format' | 'files'>;

/**
 * Makes a folder a bundle: lists every file in it by its hash, and signs the list.
 * @param secrets PEM of the keys that sign
 * @throws RoostError where what the bundle says makes no sense
 */
export async function writeBundle(folder: string, draft: BundleDraft, secrets: readonly string[]): Promise<void> {
  const golden = (await readdir(join(folder, GOLDEN_FOLDER))).map((name) => `${GOLDEN_FOLDER}/${name}`);
  const own: readonly string[] = [MANIFEST_FILE, SIGNATURE_FILE, GOLDEN_FOLDER];
  const names = [...(await readdir(folder)).filter((name) => !own.includes(name)), ...golden].sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { name, bytes: (await stat(file)).size, sha256: await sha256Of(file) };
    }),
  );
  const read = bundleSchema.safeParse({ format: 1, ...draft, files });
  if (!read.success) {
    const why = read.error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
    throw new RoostError('make bundle', folder, why.join('; '));
  }
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(read.data, undefined, 2)}\n`);
  await writeFile(join(folder, SIGNATURE_FILE), signManifest(await readFile(join(folder, MANIFEST_FILE)), secrets));
}

/** Packs a bundle's folder into a tar, the same bytes for the same content. */
export async function packBundle(folder: string, file: string): Promise<void> {
  const golden = (await readdir(join(folder, GOLDEN_FOLDER))).map((name) => `${GOLDEN_FOLDER}/${name}`);
  const names = (await readdir(folder)).filter((name) => name !== GOLDEN_FOLDER);
  const last = (name: string) => (name === MANIFEST_FILE || name === SIGNATURE_FILE ? 0 : 1);
  const order = [...names, ...golden].sort((a, b) => last(a) - last(b) || a.localeCompare(b));
  const onWriteEntry = ({ stat }: WriteEntry) => {
    if (stat) stat.mode = PLAIN_FILE;
  };
  await create({ file, cwd: folder, portable: true, noMtime: true, noDirRecurse: true, onWriteEntry }, order);
}
