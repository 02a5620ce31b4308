import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { messageOf } from '../../base/errors.ts';

/** A server that sends nothing for this long has stalled. */
const STALLED_MS = 30_000;

/** Most bytes of a file of which nobody states how long it is: more than any model that a box can run has. */
const MOST = 4 * 2 ** 30;

/** The server of an address did not answer at all: no other address of it will either. */
export class Unreachable extends Error {}

/** The server answered that the file is not there, or not for everybody. */
export class Gone extends Error {}

/** What the server has under this address is another file. */
export class Another extends Error {}

/**
 * Fetches an address into a file, wherever it leads. What the file already holds is not asked for again (`Range`); a server
 * that ignores the range sends the whole, and the file begins anew.
 * @param bytes how long the whole is; more than that is not accepted. Where it is not known, what the server says is believed,
 *   and the caller's hash decides
 * @param onBytes told how many bytes the file holds, and of how many, as far as that is known, after each piece
 * @throws Unreachable where the server does not answer; Gone where it has no such file, Another where it
 *   has another; Error in words where it answers with
 *   another error, stalls or breaks off
 */
export async function download(
  address: string,
  file: string,
  bytes: number | undefined,
  onBytes: (held: number, total: number | undefined) => void,
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
    // All of it is here already: a range that begins at its end cannot be had.
    if (response.status === 416 && lengthOf(response) === held) return void (await response.body?.cancel());
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new ([401, 403, 404, 410].includes(response.status) ? Gone : Error)(`HTTP ${response.status}`);
    }
    expectSafe(address, response.url);
    const goesOn = response.status === 206 && rangeStart(response) === held;
    if (response.status === 206 && !goesOn) throw new Error('the server sent another range than the one asked for');
    const said = lengthOf(response);
    if (said !== undefined && bytes !== undefined && said !== bytes) {
      await response.body.cancel();
      throw new Another(`it has ${said} bytes there instead of ${bytes}`);
    }
    const whole = bytes ?? said;
    let total = goesOn ? held : 0;
    const counter = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        timer.refresh();
        total += chunk.length;
        if (total > (whole ?? MOST)) return done(new Error(`it is longer than ${whole ?? MOST} bytes`));
        onBytes(total, whole);
        done(null, chunk);
      },
    });
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(body, counter, createWriteStream(file, { flags: goesOn ? 'a' : 'w' }), { signal: either });
    if (whole !== undefined && total < whole) throw new Error(`it ended after ${total} of ${whole} bytes`);
  } catch (error) {
    const why = stalled.signal.aborted ? stalled.signal.reason : reasonOf(error);
    throw answered || signal?.aborted ? why : new Unreachable(messageOf(why), { cause: why });
  } finally {
    clearTimeout(timer);
  }
}

/** What is asked over TLS must not come from where anybody can change it on its way. @throws Error in words */
export function expectSafe(asked: string, answered: string): void {
  if (asked.startsWith('https:') && !answered.startsWith('https:'))
    throw new Error(`it leads from TLS to an address without it, ${answered}`);
}

/** How long the whole file is: of a part, what its `Content-Range` says behind the stroke. */
function lengthOf(response: Response): number | undefined {
  const range = response.headers.get('content-range');
  // What is compressed on its way is longer when it has arrived.
  const said = range
    ? /\/(\d+)$/.exec(range)?.[1]
    : response.headers.get('content-encoding')
      ? null
      : response.headers.get('content-length');
  return said ? Number(said) : undefined;
}

/** First byte of a `Content-Range: bytes 100-199/200`. */
function rangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
}

/** fetch says "fetch failed" and hides why in its cause. */
function reasonOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
