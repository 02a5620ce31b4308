import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { RoostError } from '../../base/errors.ts';
import { Access } from '../access/access.ts';
import { accessFile } from '../access/database.ts';
import { createApp } from './app.ts';
import { readCertificate, watchCertificate } from './certificate.ts';
import type { ServerDeps, ServerLog } from './deps.ts';
import { Door } from './door.ts';
import { boundConnections, LIMITS, type Limits } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { IN_CLEAR, isAlone, isInClear, type Reaching, reachedBy, requireToken } from './reach.ts';
import { type Reading, readingHere } from './reading.ts';
import { createResources } from './resources.ts';
import type { StreamLimits } from './stream.ts';
import { Streams } from './streams.ts';
import { passUpgrades } from './upgrade.ts';
import { Viewers, type ViewersLimits } from './viewers.ts';

/** How the server is set up. */
export interface ServerOptions extends Reaching {
  /** Folder that `Media.file` is relative to. */
  readonly dataFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: ServerLog;
  readonly now?: () => number;
  /** Answers what only reads; this thread does without it. */
  readonly reading?: Reading;
  readonly streams?: Partial<StreamLimits>;
  readonly viewers?: Partial<ViewersLimits>;
  readonly limits?: Partial<Limits>;
}

/** The API and the first page. */
export interface Server {
  /**
   * Listens. `address` is where the page opens, e.g. `http://127.0.0.1:8080`.
   * @throws {RoostError} where a token is missing, or the address cannot be had
   */
  start(): Promise<{ address: string }>;
  /** Ends event streams and idle connections at once, and every other within a second. */
  stop(): Promise<void>;
}

const STREAM_LIMITS: StreamLimits = { streams: 64, each: 16, heartbeatMs: 15_000, stalledMs: 20_000 };

const VIEWER_LIMITS: ViewersLimits = {
  ...{ viewers: 32, each: 8, ahead: 3, views: 64, messages: 1000 },
  ...{ heartbeatMs: 15_000, stalledMs: 20_000 },
};

/**
 * A connection on which nothing moved for so long is closed, milliseconds: who stopped reading an export holds nothing any
 * more. Event streams are never so quiet.
 */
const QUIET_MS = 120_000;

/** How long answers that are being written may take when the server stops, milliseconds. */
const GRACE_MS = 500;

/** Makes the server; nothing listens before `start`. */
export function createServer(deps: ServerDeps, options: ServerOptions): Server {
  const { dataFolder, host = '127.0.0.1', port, token, tls, log, now = Date.now } = options;
  const reached = reachedBy(options);
  const limits = { ...LIMITS, ...options.limits };
  const access = new Access(accessFile(dataFolder), token, now);
  const streams = new Streams(deps, { ...STREAM_LIMITS, ...options.streams }, access);
  const viewers = new Viewers(deps, { ...VIEWER_LIMITS, ...options.viewers }, access);
  const metrics = createMetrics(deps, { streams: () => streams.size, viewers: () => viewers.size });
  let http: HttpServer | undefined;
  let unwatch: (() => void) | undefined;

  return {
    start: async () => {
      if (http) throw new RoostError('start server', `${host}:${port}`, 'it is started already');
      requireToken(options, access);
      const door = new Door(access, isAlone(options), now);
      const reading = options.reading ?? readingHere(deps, now);
      const surroundings = {
        dataFolder,
        now,
        streams,
        viewers,
        metrics,
        reading,
        access,
        door,
        basePath: reached.basePath,
      };
      const resources = createResources(deps, surroundings);
      const app = createApp({ resources, access, door, reached, limits, observe: metrics.observe, log, now });
      const bounds = { connectionsCheckingInterval: Math.min(limits.silentMs, 2_000) };
      const listening = tls
        ? createHttpsServer({ ...bounds, handshakeTimeout: limits.silentMs, ...readCertificate(tls) }, app)
        : createHttpServer(bounds, app);
      listening.timeout = QUIET_MS;
      const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
      passUpgrades(listening, app, limits.silentMs);
      boundConnections(listening, limits, (address) => trusts(address, 0));
      await listen(listening, host, port);
      http = listening;
      if (tls) unwatch = watchCertificate(tls, listening, log);
      streams.start();
      viewers.start();
      const address = addressOf(listening, host, tls ? 'https' : 'http');
      log.info({ address }, 'server started');
      if (isInClear(options)) log.info({ address }, IN_CLEAR);
      return { address };
    },
    stop: async () => {
      if (!http) return;
      const ending = http;
      http = undefined;
      unwatch?.();
      streams.stop();
      viewers.stop();
      await close(ending);
      access.close();
    },
  };
}

function listen(http: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const subject = `${host}:${port}`;
      if (error.code === 'EADDRINUSE') {
        fail(
          new RoostError('start server', subject, 'the port is in use', 'Choose another port, or end what holds it'),
        );
      } else {
        fail(
          new RoostError('start server', subject, `cannot listen (${error.code})`, 'Check the address', {
            cause: error,
          }),
        );
      }
    });
    http.listen(port, host.replace(/^\[(.*)\]$/, '$1'), done);
  });
}

function close(http: HttpServer): Promise<void> {
  return new Promise((done) => {
    // A connection whose answer was just written becomes idle a moment later, so idle ones are looked for repeatedly.
    const idle = setInterval(() => http.closeIdleConnections(), 20);
    const late = setTimeout(() => http.closeAllConnections(), GRACE_MS);
    http.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      done();
    });
  });
}

function addressOf(http: HttpServer, host: string, scheme: 'http' | 'https'): string {
  const { port } = http.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${scheme}://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}
