import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import yazl from 'yazl';

/** A file of a zip: text that is made while it is written, or a file of the disk as it is. */
export type ZipEntry =
  | { readonly name: string; readonly text: () => AsyncIterable<string> }
  | { readonly name: string; readonly file: string };

/**
 * A zip, piece by piece as it is read. Entries are made one after another, each only when the one before is written; of
 * files that are missing nothing is in it. What stays in memory is the list of names. A reader that stops early (`return`)
 * leaves nothing open: neither the file that was being put in nor the text that was being made.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const failed = (error: Error) => output.destroy(error);
  zip.on('error', failed);
  const stopped = new AbortController();
  const filling = fill(zip, entries, stopped.signal).catch(failed);
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    stopped.abort();
    output.destroy();
    await filling;
  }
}

// Dates of their own would make two exports of the same records differ.
const OPTIONS = { mtime: new Date(Date.UTC(1980, 0, 1)), forceDosTimestamp: true } as const;

async function fill(
  zip: yazl.ZipFile,
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  signal: AbortSignal,
): Promise<void> {
  for await (const entry of entries) {
    if ('file' in entry && !existsSync(entry.file)) continue;
    await put(zip, entry, signal);
    if (signal.aborted) return;
  }
  zip.end();
}

/** Puts one entry in; resolves when it is written and closed, also where it was stopped before. */
function put(zip: yazl.ZipFile, entry: ZipEntry, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const never = () => resolve();
    signal.addEventListener('abort', never);
    zip.addReadStreamLazy(entry.name, { ...OPTIONS, compress: 'text' in entry }, (give) => {
      if (signal.aborted) return;
      signal.removeEventListener('abort', never);
      const stream =
        'text' in entry ? Readable.from(entry.text(), { objectMode: false }) : createReadStream(entry.file);
      const stop = () => stream.destroy();
      signal.addEventListener('abort', stop);
      finished(stream)
        .then(resolve, (error: unknown) => (signal.aborted ? resolve() : reject(error)))
        .finally(() => signal.removeEventListener('abort', stop));
      give(null, stream);
    });
  });
}
