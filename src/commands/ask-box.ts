import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import { type RequestOptions, request as secure } from 'node:https';
import { resolve } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { messageOf, RoostError } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { withPassingToken } from './access.ts';

/** What a running box answered. */
export interface BoxAnswer {
  /** Of the statuses 200 to 299. */
  readonly ok: boolean;
  readonly status: number;
  /** The JSON that it sent; undefined where it sent none. */
  readonly body: unknown;
}

/**
 * Posts JSON to the API of the box that runs on this machine, as whoever types the command, or reads from it.
 * @param path e.g. `/api/v1/deployments/east-20260501/corrections`
 * @param said what is posted; it is read without it
 * @throws RoostError (rejects) where it does not answer
 */
export function askBox(
  config: Pick<Config, 'site' | 'data' | 'folder'>,
  path: string,
  said?: object,
): Promise<BoxAnswer> {
  const { host, port, tls } = config.site.api;
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1');
  return withPassingToken(config, (token) => {
    const body = said === undefined ? '' : JSON.stringify(said);
    const headers = {
      ...(said !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
      Authorization: `Bearer ${token}`,
    };
    // A connection of its own: one that was kept would not show its certificate again.
    const options = {
      host: reached,
      port,
      path,
      method: said === undefined ? 'GET' : 'POST',
      headers,
      agent: false,
    } as const;
    const answer = tls
      ? send({ ...options, rejectUnauthorized: false }, body, resolve(config.folder, tls.cert))
      : send(options, body);
    return answer.catch((cause: unknown) => {
      const why = `a box uses the database, and its API does not answer there: ${messageOf(cause)}`;
      throw new RoostError('ask the box', `${reached}:${port}`, why, 'Stop the box, or look at its log', { cause });
    });
  });
}

/** @param certificate path of the one that the box must have: its name need not be that of this machine */
function send(options: RequestOptions, body: string, certificate?: string): Promise<BoxAnswer> {
  return new Promise((done, fail) => {
    const asking = certificate === undefined ? plain(options) : secure(options);
    const write = () => asking.end(body);
    asking.on('error', fail);
    asking.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', fail);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        done({ ok: status >= 200 && status < 300, status, body: json(Buffer.concat(pieces).toString()) });
      });
    });
    if (certificate === undefined) return write();
    asking.on('socket', (socket: TLSSocket) =>
      socket.once('secureConnect', () => {
        const right = new X509Certificate(readFileSync(certificate)).fingerprint256;
        if (socket.getPeerCertificate().fingerprint256 === right) write();
        else asking.destroy(new Error('something else than the box answers there'));
      }),
    );
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
