import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { messageOf } from '../../base/errors.ts';

/** A server that sends nothing for this long has stalled. */
const STALLED_MS = 30_000;

/** The server of an address did not answer at all: no other address of it will either. */
export class Unreachable extends Error {}

/**
 * Fetches an address into a file. What the file already holds is not asked for again (`Range`); a server that ignores
 * the range sends the whole, and the file begins anew.
 * @param bytes how long the whole is; more than that is not accepted
 * @param onBytes told how many bytes the file holds, after each piece
 * @throws Unreachable where the server does not answer; Error in words where it answers with an error, stalls or breaks off
 */
export async function download(
  address: string,
  file: string,
  bytes: number,
  onBytes: (held: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const held = (await stat(file).catch(() => undefined))?.size ?? 0;
  const stalled = new AbortController();
  const either = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  const timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${STALLED_MS / 1000} s`)), STALLED_MS);
  let answered = false;
  try {
    const response = await fetch(address, { signal: either, headers: held > 0 ? { range: `bytes=${held}-` } : {} });
    answered = true;
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const goesOn = response.status === 206 && rangeStart(response) === held;
    if (response.status === 206 && !goesOn) throw new Error('the server sent another range than the one asked for');
    let total = goesOn ? held : 0;
    const counter = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        timer.refresh();
        total += chunk.length;
        if (total > bytes) return done(new Error(`it is longer than ${bytes} bytes`));
        onBytes(total);
        done(null, chunk);
      },
    });
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(body, counter, createWriteStream(file, { flags: goesOn ? 'a' : 'w' }), { signal: either });
    if (total < bytes) throw new Error(`it ended after ${total} of ${bytes} bytes`);
  } catch (error) {
    const why = stalled.signal.aborted ? stalled.signal.reason : reasonOf(error);
    throw answered || signal?.aborted ? why : new Unreachable(messageOf(why), { cause: why });
  } finally {
    clearTimeout(timer);
  }
}

/** First byte of a `Content-Range: bytes 100-199/200`. */
function rangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
}

/** fetch says "fetch failed" and hides why in its cause. */
function reasonOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
