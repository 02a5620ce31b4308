import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where files are made before they are put in their place, on the same disk; what is in it at a start is what a power cut left. */
export const WORK = 'tmp';

/** The folder for files that are being made, under the data folder; made where there is none. */
export async function workFolder(data: string): Promise<string> {
  const folder = join(data, WORK);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Writes a file whole: to the disk, then to its place; a power cut leaves all of it or none. @param file under the data folder */
export async function writeWhole(data: string, file: string, bytes: Uint8Array): Promise<void> {
  const part = join(await workFolder(data), randomUUID());
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    await placeWhole(part, join(data, file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Moves a finished file to its place on the same disk, once its bytes are on the disk. */
export async function placeWhole(from: string, to: string): Promise<void> {
  const handle = await open(from, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** Gives a file a second name that outlives the first; where the disk knows no such thing, a copy, made in `work`. */
export async function linkWhole(file: string, to: string, work: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await link(file, to);
  } catch (error) {
    // The same bytes were kept there before.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    const copy = join(work, randomUUID());
    await copyFile(file, copy);
    await placeWhole(copy, to);
  }
}

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 (hex) and size in bytes of a file, read piece by piece. */
export async function hashOf(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Where a crop or clip is kept, relative to the data folder: by camera and UTC day. */
export function mediaPath(camera: string, at: number, name: string): string {
  return `media/${camera}/${new Date(at).toISOString().slice(0, 10)}/${name}`;
}
