import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { messageOf } from '../base/errors.ts';
import type { RemoteBox } from './boxes.ts';

/** What a box answered. */
export interface Answered {
  readonly status: number;
  /** The JSON that it sent; empty where it sent none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What it asks to wait before the next attempt, ms. */
  readonly wait?: number;
}

/** Nothing came through: the box, or the way to it, is not there. It may be tried again. */
export class NoAnswer extends Error {}

/** How boxes are asked. */
export interface Asking {
  /** PEM of who signed their certificates. */
  readonly ca?: string;
  readonly signal: AbortSignal;
}

/**
 * Posts to the API of a box elsewhere, or reads from it. Follows no redirect: the token is for this box alone.
 * @param body JSON, or bytes; it is read without it
 * @param limitMs with no answer by then, there is none
 * @throws NoAnswer (rejects), or what the signal was aborted with
 */
export function postTo(
  { address, token }: RemoteBox,
  path: string,
  body: object | Uint8Array | undefined,
  limitMs: number,
  { ca, signal }: Asking,
): Promise<Answered> {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const url = new URL(`${address}${path}`);
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  const headers = {
    ...(body !== undefined && { 'Content-Type': type, 'Content-Length': bytes.length }),
    Authorization: `Bearer ${token}`,
  };
  return new Promise((done, fail) => {
    const late = AbortSignal.timeout(limitMs);
    const options = {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      signal: AbortSignal.any([signal, late]),
      ...(ca !== undefined && { ca }),
    };
    const asking = url.protocol === 'https:' ? secure(url, options) : plain(url, options);
    const failed = (error: unknown) => {
      if (signal.aborted) fail(signal.reason);
      else fail(new NoAnswer(late.aborted ? `no answer within ${limitMs / 1000} s` : messageOf(error)));
    };
    asking.on('error', failed);
    asking.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', failed);
      response.on('end', () => {
        const wait = Number(response.headers['retry-after']);
        const status = response.statusCode ?? 0;
        done({ status, body: json(Buffer.concat(pieces).toString()), ...(wait > 0 && { wait: wait * 1000 }) });
      });
    });
    asking.end(bytes);
  });
}

function json(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
