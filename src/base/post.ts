import { type Agent, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { messageOf, RoostError } from './errors.ts';
import { hostnameOf, postAddressMistake, shownAddress } from './post-address.ts';
import { guardedLookup, type Resolve, reachable } from './reachable.ts';

/** Something to post. */
export interface Posting {
  /** `http://` or `https://`, without user and password. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Ends the connection. */
  readonly signal: AbortSignal;
  /** Bytes of the answer that are read, at most 1 MiB; 0 without it, as the status is the answer. */
  readonly read?: number;
  /** Certificates (PEM) that are trusted in place of the system's. */
  readonly ca?: string | Buffer;
  /** Names are looked up with this; the system's without it. */
  readonly resolve?: Resolve;
  /** The connection that is kept to this receiver; one of its own without it. What is posted over it may arrive twice. */
  readonly over?: KeptConnection;
}

/** A connection to one receiver that lasts from one posting to the next, one posting at a time. */
export interface KeptConnection {
  readonly agent: Agent;
  /** Lets go of it. */
  close(): void;
}

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
  /** As much of it as was asked for. */
  readonly body: string;
}

const MOST_READ = 1 << 20;
/** A receiver that says nothing for so long is given up, ms, whatever the caller's own limit. */
const SILENT = 30_000;
const HEADERS_BYTES = 16_384;
/** A connection that nothing goes over for so long is let go of, ms: what lies between may have forgotten it. */
const IDLE = 60_000;

/** Keeps a connection to the receiver at an address, from the first posting on. */
export function keepConnection(url: string): KeptConnection {
  const options = { keepAlive: true, maxSockets: 1, timeout: IDLE };
  const agent = url.startsWith('https:') ? new TlsAgent(options) : new PlainAgent(options);
  return { agent, close: () => agent.destroy() };
}

/** A connection that was kept had been closed from the other side before the receiver answered. */
class Stale extends Error {}

/**
 * Posts something: the one way in which a box calls others over HTTP. Connects to the very address that was found harmless
 * (see {@link reachable}), follows no redirect, keeps a connection only where it is given one, reads no more than it was asked to, and
 * names in what it throws host and port alone.
 * @throws RoostError (rejects) where the address must not be used, nobody answers, or the answer is a redirect
 */
export async function post(posting: Posting): Promise<Answer> {
  const { url, resolve } = posting;
  const failed = (why: string, hint = '', cause?: unknown) =>
    new RoostError('post to', shownAddress(url), why, hint, { cause });
  const mistake = postAddressMistake(url);
  if (mistake !== undefined) throw failed(`the address ${mistake}`);
  const target = new URL(url);
  // Sockets look names up, but connect to an address without asking.
  if (/^[\d.]+$|:/.test(hostnameOf(target))) await reachable(hostnameOf(target), resolve);
  let answer: Answer;
  try {
    answer = await exchange(target, posting).catch((error: unknown) => {
      if (error instanceof Stale) return exchange(target, posting);
      throw error;
    });
  } catch (error) {
    const cause = error instanceof Stale ? error.cause : error;
    if (cause instanceof RoostError) throw cause;
    throw failed(`no answer: ${reasonOf(cause)}`, '', cause);
  }
  if (answer.status < 300 || answer.status > 399) return answer;
  throw failed(`answered ${answer.status}, a redirect, which is not followed`, 'Write the address that it leads to');
}

function exchange(target: URL, { headers, body, signal, read = 0, ca, resolve, over }: Posting): Promise<Answer> {
  return new Promise((done, reject) => {
    const send = target.protocol === 'https:' ? tlsRequest : plainRequest;
    const asked = send(target, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)), ...(!over && { Connection: 'close' }) },
      agent: over?.agent ?? false,
      lookup: guardedLookup(resolve),
      timeout: SILENT,
      maxHeaderSize: HEADERS_BYTES,
      signal,
      ...(ca !== undefined && { ca }),
    });
    asked.on('timeout', () => asked.destroy(new Error(`nothing was heard for ${SILENT / 1000} s`)));
    asked.on('error', (cause: NodeJS.ErrnoException) => {
      const closed = cause.code === 'ECONNRESET' || cause.code === 'EPIPE';
      reject(asked.reusedSocket && closed ? new Stale(cause.message, { cause }) : cause);
    });
    asked.on('response', (response) => {
      const answered = (text: string) =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      readUpTo(response, Math.min(read, MOST_READ))
        .then(answered, reject)
        .finally(() => {
          // What was not read to its end is in the way of the next answer.
          if (!over || !response.readableEnded) asked.destroy();
        });
    });
    asked.end(body);
  });
}

/** The first bytes of an answer as text; what is not whole UTF-8 at the cut becomes a mark. */
async function readUpTo(response: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  if (most > 0)
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= most) break;
    }
  return Buffer.concat(parts).subarray(0, most).toString('utf8');
}

/** What several tries at several addresses failed with stands within the error that is thrown. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return messageOf(error);
}
