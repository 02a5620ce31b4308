import { connect } from 'node:net';
import type { Cause } from '../../base/domain.ts';
import { cause } from './cause.ts';
import type { Source } from './source.ts';

/** A camera that does not answer is not waited for longer (ms). */
const WITHIN_MS = 3_000;
/** No answer's head is longer. */
const LONGEST = 16_384;
/** What ffmpeg 5 to 7 can answer; a challenge that names none means MD5. */
const KNOWN = /^MD5(-sess)?$/i;

/**
 * The hashes of the Digest challenges of a camera, in its order, e.g. `['MD5', 'SHA-256']`. It is asked without user and
 * password, which counts as no wrong try. Never rejects.
 * @returns none where it asks for no digest, does not answer, or is asked over TLS only
 */
export function digestsOf(source: Source, signal: AbortSignal): Promise<string[]> {
  if (!source.shown.startsWith('rtsp://')) return Promise.resolve([]);
  return new Promise((resolve) => {
    const socket = connect({ host: source.hostname, port: source.port });
    let answer = '';
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      socket.destroy();
      resolve(hashesIn(answer));
    };
    const timer = setTimeout(done, WITHIN_MS);
    socket.once('connect', () =>
      socket.write(`DESCRIBE ${source.shown} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n`),
    );
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
      if (answer.includes('\r\n\r\n') || answer.length > LONGEST) done();
    });
    socket.on('error', done).once('close', done);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}

/** The hashes of the Digest challenges in the head of an RTSP answer. */
export function hashesIn(answer: string): string[] {
  const challenges = answer.matchAll(/^WWW-Authenticate: *Digest +(.*)$/gim);
  return Array.from(challenges, ([, rest = '']) => /\balgorithm="?([\w-]+)/i.exec(rest)?.[1] ?? 'MD5');
}

/**
 * Tells a camera whose digest ffmpeg cannot answer from one that rejects the password: ffmpeg takes the last challenge, and
 * where it does not know the hash of that one, it sends no password at all.
 * @param why of a run's end @returns it, or a better one
 */
export async function explained(why: Cause, source: Source, host: string, signal: AbortSignal): Promise<Cause> {
  if (why.code !== 'unauthorized') return why;
  const last = (await digestsOf(source, signal)).at(-1);
  return last === undefined || KNOWN.test(last) ? why : cause('digest', host);
}
