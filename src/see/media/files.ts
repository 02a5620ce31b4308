import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file whole: beside its place, to the disk, then renamed; a power cut leaves all of it or none. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  const handle = await open(part, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Where a crop or clip is kept, relative to the data folder: by camera and UTC day. */
export function mediaPath(camera: string, at: number, name: string): string {
  return `media/${camera}/${new Date(at).toISOString().slice(0, 10)}/${name}`;
}
