import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { say } from '../../base/said/said.ts';
import { whoOf } from './door.ts';
import { clientOf, isLoopback } from './origin.ts';
import { Problem } from './problem.ts';

/** How much one client may ask. */
export interface Limits {
  /** Requests a minute of one token, or of one address without a token. */
  readonly requestsAMinute: number;
  /** Requests of the same that are answered at once, event streams aside. */
  readonly requestsAtOnce: number;
  /** Connections of one address; this machine and trusted proxies may have more. */
  readonly connectionsEach: number;
  /** Connections of all together. */
  readonly connections: number;
  /** How long a connection may be silent before it says what it wants, ms. */
  readonly silentMs: number;
}

export const LIMITS: Limits = {
  ...{ requestsAMinute: 3000, requestsAtOnce: 32 },
  ...{ connectionsEach: 64, connections: 1024, silentMs: 10_000 },
};

/** Most characters of a path with its query. */
const MOST_URL = 8192;

/** Refuses addresses that nobody writes. */
export const shortUrl: RequestHandler = (request, _response, next) => {
  if (request.originalUrl.length <= MOST_URL) return next();
  throw new Problem(414, `The address is longer than ${MOST_URL} characters`);
};

/** Refuses more requests of one client than the box should work on; who it is must be known. */
export function limitedRate({ requestsAMinute }: Pick<Limits, 'requestsAMinute'>): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsAMinute,
    keyGenerator: keyOf,
    handler: (_request, response, next) => {
      const after = Number(response.get('Retry-After') ?? 60);
      next(new Problem(429, say('too-many-requests', { most: requestsAMinute, seconds: after })));
    },
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its remarks go to the console, and are of a setting that is checked elsewhere.
    validate: false,
  });
}

/** Refuses what one client asks while the box works on as much for it: others have their turn. */
export function limitedAtOnce({ requestsAtOnce }: Pick<Limits, 'requestsAtOnce'>): RequestHandler {
  const open = new Map<string, number>();
  return (request, response, next) => {
    const key = keyOf(request, response);
    const count = open.get(key) ?? 0;
    if (count >= requestsAtOnce)
      throw new Problem(429, `${requestsAtOnce} requests of yours are being answered; wait for one of them`, {
        headers: { 'Retry-After': '1' },
      });
    open.set(key, count + 1);
    let counted = true;
    const release = () => {
      if (!counted) return;
      counted = false;
      const left = open.get(key)! - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    };
    response.locals.release = release;
    response.once('close', release);
    next();
  };
}

/** Counts a request no more among those that are answered at once: it goes on, and is counted elsewhere. */
export function goesOn(response: Response): void {
  (response.locals.release as (() => void) | undefined)?.();
}

function keyOf(request: Request, response: Response): string {
  return whoOf(response)?.token ?? clientOf(request);
}

/**
 * Bounds the connections of a server: silent ones end, and one address cannot take all there are.
 * @param trusted true of addresses of proxies, through which many come
 */
export function boundConnections(
  http: Pick<HttpServer, 'maxConnections' | 'headersTimeout' | 'requestTimeout' | 'on'>,
  limits: Limits,
  trusted: (address: string) => boolean,
): void {
  http.maxConnections = limits.connections;
  http.headersTimeout = limits.silentMs;
  http.requestTimeout = 3 * limits.silentMs;
  const open = new Map<string, number>();
  http.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isLoopback(address) || trusted(address)) return;
    const client = clientOf({ ip: address });
    const count = (open.get(client) ?? 0) + 1;
    open.set(client, count);
    socket.once('close', () => {
      const left = open.get(client)! - 1;
      if (left === 0) open.delete(client);
      else open.set(client, left);
    });
    if (count > limits.connectionsEach) socket.destroy();
  });
}
