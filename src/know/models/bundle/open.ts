import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import { VERSION } from '../../../base/package.ts';
import { faultOf } from '../place.ts';
import { signerOf, type TrustedKey } from './keys.ts';
import { checkLabels } from './labels.ts';
import {
  type BundleManifest,
  bundleSchema,
  GOLDEN_FOLDER,
  MANIFEST_FILE,
  MOST_MANIFEST,
  MOST_SIGNATURE,
  nameOf,
  SIGNATURE_FILE,
} from './manifest.ts';
import { Refusal } from './refusal.ts';
import { isAtLeast } from './version.ts';

/** A bundle that lies in a folder, each of its files as it was signed. */
export interface Bundle {
  /** Absolute, or as it was asked for. */
  readonly folder: string;
  readonly manifest: BundleManifest;
  /** SHA-256 of `bundle.json`, hexadecimal: it stands for the whole content. */
  readonly digest: string;
}

/** A bundle with who signed it. */
export interface SignedBundle extends Bundle {
  readonly signedBy: TrustedKey;
}

/**
 * Opens a bundle that lies in a folder and proves all that can be proved without running it: signature, expiry, version of
 * Roost, each file by its hash, and labels against outputs.
 * @param keys whose signature is taken
 * @param now ms since the epoch
 * @throws Refusal that names what is wrong
 */
export async function openBundle(folder: string, keys: readonly TrustedKey[], now: number): Promise<SignedBundle> {
  const bytes = await manifestOf(folder);
  const signature = await read(folder, SIGNATURE_FILE, MOST_SIGNATURE);
  // Nothing of what it says is believed, or told, before it is known who says it.
  const signedBy = signerOf(bytes, signature, keys, now, folder);
  const manifest = parse(bytes, folder);
  const subject = nameOf(manifest);
  const { expiresAt, needsRoost, model } = manifest;
  if (expiresAt !== undefined && now >= Date.parse(expiresAt)) throw new Refusal('expired', subject, `on ${expiresAt}`);
  if (!isAtLeast(VERSION, needsRoost))
    throw new Refusal('newer-roost', subject, `${needsRoost}; this is ${VERSION}`, 'Update Roost first');
  await requireFiles(folder, manifest, subject);
  if (model) await checkLabels(model, folder, subject);
  return { folder, manifest, digest: digestOf(bytes), signedBy };
}

/**
 * Opens a bundle that this box took before: each file must be as it was signed, but a key that was retired and a date that has
 * passed since then take no model out of use.
 * @throws Refusal where anything of it is missing or was changed
 */
export async function reopenBundle(folder: string): Promise<Bundle> {
  const bundle = await readBundle(folder);
  await requireFiles(folder, bundle.manifest, nameOf(bundle.manifest));
  return bundle;
}

/** Reads what a bundle says, and none of its other files. @throws Refusal where it says nothing that makes sense */
export async function readBundle(folder: string): Promise<Bundle> {
  const bytes = await manifestOf(folder);
  return { folder, manifest: parse(bytes, folder), digest: digestOf(bytes) };
}

async function manifestOf(folder: string): Promise<Buffer> {
  const bytes = await read(folder, MANIFEST_FILE, MOST_MANIFEST);
  if (bytes) return bytes;
  throw new Refusal('no-bundle', folder, `${MANIFEST_FILE} is missing`);
}

function parse(bytes: Uint8Array, subject: string): BundleManifest {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString());
  } catch (cause) {
    throw new Refusal('no-bundle', subject, `${MANIFEST_FILE}: ${messageOf(cause)}`, '', { cause });
  }
  const read = bundleSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal(
    'no-bundle',
    subject,
    `${MANIFEST_FILE}: ${issue!.path.join('.') || 'all of it'}: ${issue!.message}`,
  );
}

/** Every file that is listed is there as it was signed, and no other one is. */
async function requireFiles(folder: string, { files }: BundleManifest, subject: string): Promise<void> {
  for (const file of files) {
    const fault = await faultOf(join(folder, file.name), file);
    if (fault) throw new Refusal('hash', subject, `${file.name}: ${fault}`);
  }
  const listed = new Set([MANIFEST_FILE, SIGNATURE_FILE, GOLDEN_FOLDER, ...files.map(({ name }) => name)]);
  const here = [
    ...(await readdir(folder)),
    ...(await readdir(join(folder, GOLDEN_FOLDER)).catch(() => [])).map((name) => `${GOLDEN_FOLDER}/${name}`),
  ];
  const more = here.find((name) => !listed.has(name));
  if (more !== undefined) throw new Refusal('hash', subject, `${more} stands in it and was not signed`);
}

async function read(folder: string, name: string, most: number): Promise<Buffer | undefined> {
  const file = join(folder, name);
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  if (found.size > most) throw new Refusal('too-large', folder, `${name} has ${found.size} bytes`);
  return readFile(file);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
