import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import yazl from 'yazl';

/** A file of a zip: text that is made while it is written, or a file of the disk as it is. */
export type ZipEntry =
  | { readonly name: string; readonly text: () => AsyncIterable<string> }
  | { readonly name: string; readonly file: string };

/**
 * A zip, piece by piece as it is read. Entries are made one after another, each only when the one before is written; of
 * files that are missing nothing is in it. What stays in memory is the list of names.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const failed = (error: Error) => output.destroy(error);
  zip.on('error', failed);
  // Dates of their own would make two exports of the same records differ.
  const options = { mtime: new Date(Date.UTC(1980, 0, 1)), forceDosTimestamp: true } as const;
  const filling = (async () => {
    for await (const entry of entries) {
      if ('file' in entry && !existsSync(entry.file)) continue;
      await new Promise<void>((resolve, reject) => {
        zip.addReadStreamLazy(entry.name, { ...options, compress: 'text' in entry }, (give) => {
          const stream =
            'text' in entry ? Readable.from(entry.text(), { objectMode: false }) : createReadStream(entry.file);
          stream.once('close', resolve).once('error', reject);
          give(null, stream);
        });
      });
    }
    zip.end();
  })();
  filling.catch(failed);
  yield* output as AsyncIterable<Uint8Array>;
  await filling;
}
