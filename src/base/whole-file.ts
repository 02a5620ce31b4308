import { randomUUID } from 'node:crypto';
import { chown, type FileHandle, mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCutOff } from './cut-off.ts';

/** What a file is written as until it is whole, by whom. */
const HALF = /\.(?<pid>\d+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/** What a file is to hold, in one piece or piece by piece. */
export type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Puts a file in its place in one step: written beside it, on the disk, then under its name. Whenever that is cut off, the file says
 * all of what it said before or all of what it says now. A link stays a link, and the file that it leads to is replaced.
 * @param mode of the file; without it, that of the one before, else what the system gives
 * @throws the system's error, or that of the content (rejects); the file is as it was then
 */
export async function replaceFile(file: string, content: Content, mode?: number): Promise<void> {
  const before = await stat(file).catch(() => undefined);
  const path = before ? await realpath(file) : file;
  const right = mode ?? (before && before.mode & 0o777);
  // No two writers share it, and nobody who may write to the folder can have put a link in its place.
  const beside = `${path}.${process.pid}-${randomUUID()}.part`;
  try {
    await write(beside, content, right);
    await leaveTo(beside, before ? path : dirname(path));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The same for a small file of the box's own, for its user alone; its folder is made where there is none. */
export async function putWhole(file: string, content: Content): Promise<void> {
  await makeFolder(dirname(file), 0o700);
  await replaceFile(file, content, 0o600);
}

/** Removes what `replaceFile` left in a folder when it was cut off. @param now ms @throws the system's error (rejects), but for a folder that is not there */
export async function removeHalfWritten(folder: string, now: number, { recursive = false } = {}): Promise<void> {
  for (const name of await readdir(folder, { recursive }).catch(() => [])) {
    const { pid } = HALF.exec(name)?.groups ?? {};
    const path = join(folder, name);
    if (pid !== undefined && (await isCutOff(path, Number(pid), now))) await rm(path, { force: true });
  }
}

/**
 * Makes a file that is not there yet, on the disk when this ends.
 * @throws the system's error (rejects): `EEXIST` where it is there; nothing is there otherwise
 */
export async function newFile(file: string, content: string | Uint8Array, mode?: number): Promise<void> {
  let made = false;
  try {
    await write(file, content, mode, () => {
      made = true;
    });
    await leaveTo(file, dirname(file));
  } catch (error) {
    if (made) await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}

async function write(file: string, content: Content, mode: number | undefined, made = () => {}): Promise<void> {
  const handle = await open(file, 'wx', mode);
  made();
  try {
    await writeFile(handle, content);
    // What the system takes away from the mode of a new file.
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes all of some bytes: a disk that is nearly full takes a part of them, and says so only when it is asked again.
 * @param position in the file; where it stands without it
 * @throws the system's error (rejects); a part may be written then
 */
export async function writeAll(
  handle: Pick<FileHandle, 'write'>,
  bytes: Uint8Array,
  position: number | null = null,
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const at = position === null ? null : position + done;
    done += (await handle.write(bytes, done, bytes.length - done, at)).bytesWritten;
  }
}

/** Root works for the user who runs the box: what it writes belongs to whom `like` does. */
export async function leaveTo(path: string, like: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(like);
  await chown(path, uid, gid);
}

/** Makes a folder, and those above it, where there is none; what root makes belongs to whom the folder above it does. @throws the system's error (rejects) */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const first = await mkdir(folder, { recursive: true, ...(mode !== undefined && { mode }) });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await leaveTo(made, dirname(first));
}

/** Has the names in a folder on the disk. Some network folders cannot, and write them at once. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}
