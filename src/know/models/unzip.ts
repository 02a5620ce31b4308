import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { messageOf, RoostError } from '../../base/errors.ts';

/** Most bytes that one file of an archive may unpack to: more than any model that a box can run has. */
const MOST = 4 * 2 ** 30;
/** Weights hardly compress; what is said to grow so many times is made to fill a disk. */
const MOST_TIMES = 200;
/** No model comes in so many files. */
const MOST_FILES = 10_000;

/** A file that is wanted out of an archive. */
export interface Wanted {
  /** Where it lies in the archive; `*` stands for any name, `**` for any folders. Only one file may be meant. */
  readonly path: string;
  /** Where it is written. */
  readonly to: string;
}

/**
 * Unpacks some files of a zip. Where an entry lies only tells which one it is: nothing is written but to the places that are asked
 * for. An archive with an entry that leads out of it is refused whole.
 * @param zip its path
 * @param name of the archive, for messages
 * @throws RoostError where it is no zip, an entry leads out of it, a file is missing or may be one of several, or one unpacks to
 *   more than a model holds
 */
export async function unzip(zip: string, name: string, wanted: readonly Wanted[], signal?: AbortSignal): Promise<void> {
  const refuse = (why: string, cause?: unknown) =>
    new RoostError('unpack', name, why, 'It is another archive than the catalog describes', { cause });
  let opened: ZipFile;
  try {
    opened = await openPromise(zip, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw refuse(`it is no zip: ${messageOf(cause)}`, cause);
  }
  try {
    const entries = await entriesOf(opened, refuse);
    for (const { path, to } of wanted) {
      const entry = theOne(entries, path, refuse);
      const stream = await opened
        .openReadStreamPromise(entry)
        .catch((cause) => Promise.reject(refuse(messageOf(cause), cause)));
      await pipeline(stream, createWriteStream(to, { mode: 0o600 }), { ...(signal ? { signal } : {}) }).catch(
        (cause) => {
          signal?.throwIfAborted();
          // What the disk says has a code; what the reader says of the archive has none.
          throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('E')
            ? cause
            : refuse(`${entry.fileName} is damaged: ${messageOf(cause)}`, cause);
        },
      );
    }
  } finally {
    opened.close();
  }
}

type Refuse = (why: string, cause?: unknown) => RoostError;

/** All files of the archive; the reader refuses names that lead out of it. */
async function entriesOf(zip: ZipFile, refuse: Refuse): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (zip.entryCount > MOST_FILES) throw refuse(`it says that it holds ${zip.entryCount} files`);
  try {
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
  } catch (cause) {
    throw refuse(messageOf(cause), cause);
  }
  return entries;
}

function theOne(entries: readonly Entry[], path: string, refuse: Refuse): Entry {
  const pattern = patternOf(path);
  const [entry, other] = entries.filter(({ fileName }) => pattern.test(fileName));
  const names = () => entries.slice(0, 10).map(({ fileName }) => fileName);
  if (!entry) throw refuse(`it holds no ${path}, but ${names().join(', ') || 'nothing'}`);
  if (other) throw refuse(`${path} may be ${entry.fileName} or ${other.fileName}`);
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > MOST || uncompressedSize > MOST_TIMES * Math.max(compressedSize, 1024))
    throw refuse(`${entry.fileName} unpacks from ${compressedSize} to ${uncompressedSize} bytes`);
  return entry;
}

/** `**` and a stroke behind it are any folders or none, `*` is any part of a name. */
function patternOf(path: string): RegExp {
  const parts = path.split(/(\*\*\/|\*)/).map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
