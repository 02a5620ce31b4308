import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { whoOf } from './door.ts';
import { clientOf, isLoopback } from './origin.ts';
import { Problem } from './problem.ts';

/** How much one client may ask. */
export interface Limits {
  /** Requests a minute of one token, or of one address without a token. */
  readonly requestsAMinute: number;
  /** Connections of one address; this machine and trusted proxies may have more. */
  readonly connectionsEach: number;
  /** Connections of all together. */
  readonly connections: number;
  /** How long a connection may be silent before it says what it wants, ms. */
  readonly silentMs: number;
}

export const LIMITS: Limits = { requestsAMinute: 3000, connectionsEach: 64, connections: 1024, silentMs: 10_000 };

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
    keyGenerator: (request, response) => whoOf(response)?.token ?? clientOf(request),
    handler: (_request, response, next) => {
      const after = Number(response.get('Retry-After') ?? 60);
      next(new Problem(429, `More than ${requestsAMinute} requests in a minute; try again in ${after} s`));
    },
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its remarks go to the console, and are of a setting that is checked elsewhere.
    validate: false,
  });
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
