import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RoostError } from '../../base/errors.ts';
import { guard } from './access.ts';
import { createApp } from './app.ts';
import type { ServerDeps, ServerLog } from './deps.ts';
import { createMetrics } from './metrics.ts';
import { type Reading, readingHere } from './reading.ts';
import { createResources } from './resources.ts';
import type { StreamLimits } from './stream.ts';
import { Streams } from './streams.ts';

/** How the server is set up. */
export interface ServerOptions {
  /** Folder that `Media.file` is relative to. */
  readonly dataFolder: string;
  /** 127.0.0.1 unless told otherwise; any address beyond this machine needs a token. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** From ROOST_API_TOKEN. */
  readonly token?: string;
  readonly log: ServerLog;
  readonly now?: () => number;
  /** Answers what only reads; this thread does without it. */
  readonly reading?: Reading;
  readonly streams?: Partial<StreamLimits>;
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

const STREAM_LIMITS: StreamLimits = { streams: 64, heartbeatMs: 15_000, stalledMs: 20_000 };

/**
 * A connection on which nothing moved for so long is closed, milliseconds: who stopped reading an export holds nothing any
 * more. Event streams are never so quiet.
 */
const QUIET_MS = 120_000;

/** How long answers that are being written may take when the server stops, milliseconds. */
const GRACE_MS = 500;

/** Makes the server; nothing listens before `start`. */
export function createServer(deps: ServerDeps, options: ServerOptions): Server {
  const { dataFolder, host = '127.0.0.1', port, token, log, now = Date.now } = options;
  const streams = new Streams(deps, { ...STREAM_LIMITS, ...options.streams });
  const metrics = createMetrics(deps, () => streams.size);
  let http: HttpServer | undefined;

  return {
    start: async () => {
      if (http) throw new RoostError('start server', `${host}:${port}`, 'it is started already');
      const reading = options.reading ?? readingHere(deps, now);
      const resources = createResources(deps, { dataFolder, now, streams, metrics, reading });
      const app = createApp({ resources, guard: guard(host, token), observe: metrics.observe, log });
      const listening = createHttpServer(app);
      listening.timeout = QUIET_MS;
      await listen(listening, host, port);
      http = listening;
      streams.start();
      const address = addressOf(listening, host);
      log.info({ address }, 'server started');
      return { address };
    },
    stop: async () => {
      if (!http) return;
      const ending = http;
      http = undefined;
      streams.stop();
      await close(ending);
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

function addressOf(http: HttpServer, host: string): string {
  const { port } = http.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}
