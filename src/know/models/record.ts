import { z } from 'zod';
import { messageOf, RoostError } from '../../base/errors.ts';
import { expectSafe } from './download.ts';
import { OutOfReach } from './gather.ts';
import type { Demand } from './place.ts';

/** A record that says nothing for this long is not reached. */
const WITHIN_MS = 30_000;

/** What is read of a record, as Zenodo tells it (developers.zenodo.org, records): the names, lengths and MD5 of its files. */
const Record = z.object({
  files: z.array(
    z.object({ key: z.string(), size: z.int().positive(), checksum: z.string().regex(/^md5:[0-9a-f]{32}$/) }),
  ),
});

/**
 * Asks a Zenodo record how long one of its files is and which MD5 it has.
 * @param record address of the record as JSON
 * @param name of the file
 * @throws OutOfReach where it does not answer; RoostError where it does not tell of such a file
 */
export async function askRecord(record: string, name: string, signal?: AbortSignal): Promise<Demand> {
  const within = AbortSignal.timeout(WITHIN_MS);
  let body: unknown;
  try {
    const response = await fetch(record, { signal: signal ? AbortSignal.any([signal, within]) : within });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    expectSafe(record, response.url);
    body = await response.json();
  } catch (cause) {
    signal?.throwIfAborted();
    const why = cause instanceof TypeError && cause.cause instanceof Error ? cause.cause : cause;
    throw new OutOfReach(
      'ask record',
      record,
      `it does not tell how ${name} is known to be right: ${messageOf(why)}`,
      'Open that address in a browser to see whether the record has moved. Without a connection, copy the models folder, with its pins.json, of a machine that has pulled it',
      { cause },
    );
  }
  const found = Record.safeParse(body).data?.files.find(({ key }) => key === name);
  if (!found)
    throw new RoostError(
      'ask record',
      record,
      `it tells of no file ${name} with an MD5`,
      'The record is another one now',
    );
  return { name, bytes: found.size, md5: found.checksum.slice('md5:'.length) };
}
