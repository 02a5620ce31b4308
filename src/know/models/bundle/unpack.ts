import { constants, createReadStream, type Dirent } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser, type ReadEntry } from 'tar';
import { messageOf } from '../../../base/errors.ts';
import { BUNDLE_PATH, GOLDEN_FOLDER, MOST_FILES } from './manifest.ts';
import { Refusal } from './refusal.ts';

/** Most bytes of what a tar says of its own entries, e.g. long names: a bundle has none. */
const MOST_META = 16 << 10;
const BLOCK = 512;

/**
 * Copies what a bundle holds, a tar or a folder, into a new folder: plain files with names that a bundle may hold, so many
 * bytes and files at most. Nothing outside of it is written, and nothing of what a tar says of owners, modes and times is kept.
 * @param to must not exist
 * @param mostBytes of all files together
 * @throws Refusal, and whatever the disk says (rejects); what was written then is left to the caller to remove
 */
export async function unpack(from: string, to: string, mostBytes: number): Promise<void> {
  const found = await lstat(from).catch((cause: unknown) => {
    throw new Refusal('no-bundle', from, messageOf(cause), '', { cause });
  });
  await mkdir(to, { mode: 0o700 });
  await mkdir(join(to, GOLDEN_FOLDER), { mode: 0o700 });
  const bounds = new Bounds(from, mostBytes);
  if (found.isDirectory()) return copyFolder(from, '', to, bounds);
  if (!found.isFile()) throw new Refusal('no-bundle', from, 'it is neither a folder nor a file');
  return unpackTar(from, to, bounds);
}

/** How much of a bundle has been seen. */
class Bounds {
  readonly #subject: string;
  readonly #mostBytes: number;
  #bytes = 0;
  #files = 0;
  #folders = 0;

  constructor(subject: string, mostBytes: number) {
    this.#subject = subject;
    this.#mostBytes = mostBytes;
  }

  /** Counts a file before any of it is written. @returns its path in a bundle @throws Refusal */
  file(name: string, bytes: number): string {
    const path = name.replace(/^\.\//, '');
    if (!BUNDLE_PATH.test(path)) throw new Refusal('path', this.#subject, JSON.stringify(name.slice(0, 200)));
    if (++this.#files > MOST_FILES) throw new Refusal('bomb', this.#subject, `more than ${MOST_FILES} files`);
    this.#bytes += bytes;
    const most = this.#mostBytes;
    if (this.#bytes > most)
      throw new Refusal('too-large', this.#subject, `more than ${Math.floor(most / 1e6)} MB in all`);
    return path;
  }

  /** @throws Refusal where a bundle has no such folder */
  folder(name: string): void {
    const path = name.replace(/^\.\//, '').replace(/\/$/, '');
    if (path !== '' && path !== '.' && path !== GOLDEN_FOLDER) throw this.refused(name, 'a folder');
    if (++this.#folders > 4) throw new Refusal('bomb', this.#subject, 'its folders stand in it again and again');
  }

  refused(name: string, what: string): Refusal {
    return new Refusal('path', this.#subject, `${JSON.stringify(name.slice(0, 200))} is ${what}`);
  }
}

async function copyFolder(from: string, within: string, to: string, bounds: Bounds): Promise<void> {
  for (const entry of await readdir(join(from, within), { withFileTypes: true })) {
    const name = join(within, entry.name);
    if (entry.isDirectory()) {
      bounds.folder(name);
      await copyFolder(from, name, to, bounds);
    } else if (entry.isFile()) await copyFile(from, name, to, bounds);
    else throw bounds.refused(name, kindOf(entry));
  }
}

/** What the folder holds may change while it is read: no link is followed, and no more is copied than was counted. */
async function copyFile(from: string, name: string, to: string, bounds: Bounds): Promise<void> {
  const source = await open(join(from, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await source.stat();
    if (!stats.isFile()) throw bounds.refused(name, 'no plain file');
    const path = bounds.file(name, stats.size);
    const target = await newFile(to, path);
    try {
      if (stats.size > 0)
        for await (const piece of source.createReadStream({ end: stats.size - 1, autoClose: false }))
          await target.writeFile(piece as Buffer);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Entry after entry, as fast as the disk takes them: the tar is read no further while one is written. */
async function unpackTar(from: string, to: string, bounds: Bounds): Promise<void> {
  await requirePlainTar(from);
  const parser = new Parser({ strict: true, maxMetaEntrySize: MOST_META });
  const source = createReadStream(from);
  const written: Promise<void>[] = [];
  let current: ReadEntry | undefined;
  try {
    await new Promise<void>((done, fail) => {
      const no = (cause: unknown) => fail(new Refusal('no-bundle', from, messageOf(cause), '', { cause }));
      parser.on('entry', (entry: ReadEntry) => {
        try {
          const path = pathOf(entry, bounds);
          if (path === undefined) return void entry.resume();
          current = entry;
          const writing = writeEntry(entry, to, path);
          written.push(writing);
          writing.catch(fail);
        } catch (error) {
          fail(error);
        }
      });
      parser.on('ignoredEntry', ({ path, type }: ReadEntry) => fail(bounds.refused(path, wordOf(type))));
      parser.on('error', no);
      parser.on('end', () => done());
      source.on('error', no);
      source.pipe(parser);
    });
    await Promise.all(written);
  } finally {
    source.destroy();
    // One that waits for the rest of its entry waits no more.
    current?.destroy();
    await Promise.allSettled(written);
  }
}

const TAR_WORDS: Readonly<Record<string, string>> = {
  Link: 'a hard link',
  SymbolicLink: 'a symbolic link',
  CharacterDevice: 'a device',
  BlockDevice: 'a device',
  FIFO: 'a pipe',
  SparseFile: 'a sparse file',
};
const wordOf = (type: string) => TAR_WORDS[type] ?? 'no plain file';

/** The path that an entry is written to; undefined for a folder that is there already. @throws Refusal */
function pathOf(entry: ReadEntry, bounds: Bounds): string | undefined {
  if (entry.type === 'Directory') {
    bounds.folder(entry.path);
    return undefined;
  }
  if (entry.type !== 'File' && entry.type !== 'OldFile') throw bounds.refused(entry.path, wordOf(entry.type));
  return bounds.file(entry.path, entry.size);
}

async function writeEntry(entry: ReadEntry, to: string, path: string): Promise<void> {
  const target = await newFile(to, path);
  try {
    for await (const piece of entry) await target.writeFile(piece as Buffer);
  } finally {
    await target.close();
  }
}

/** A path that stands in a tar twice is no bundle's. */
async function newFile(folder: string, path: string): Promise<FileHandle> {
  return open(join(folder, path), 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
    throw new Refusal('path', folder, `${path} stands in it twice`, '', { cause });
  });
}

/** What is compressed could grow without bound, and weights hardly shrink. */
async function requirePlainTar(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
    const packed = ['1f8b', '28b52ffd'].some((magic) => buffer.toString('hex', 0, magic.length / 2) === magic);
    if (packed) throw new Refusal('no-bundle', file, 'it is compressed', 'Bundles are plain tar files');
    const { size } = await handle.stat();
    if (size % BLOCK !== 0) throw new Refusal('no-bundle', file, 'it is cut off, or no tar file', 'Send it again');
    if (bytesRead === BLOCK && buffer.toString('latin1', 257, 262) === 'ustar') return;
    throw new Refusal('no-bundle', file, 'it is no tar file', 'Make it with scripts/make-bundle');
  } finally {
    await handle.close();
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return 'a symbolic link';
  if (entry.isFIFO()) return 'a pipe';
  return entry.isSocket() ? 'a socket' : 'a device';
}
