import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { serverDeps } from '../../src/box/serving.ts';
import type { Store } from '../../src/count/store/store.ts';
import { createServer } from '../../src/tell/server/server.ts';

/** Pages that are open: one that takes what comes, and one that was away for a while and reads nothing since. */
const READERS = ['/api/v1/events', '/api/v1/events?after=', '/api/v1/feed/stream?after='];

/** Serves a store, and opens live pages on it; @returns how to end all of it */
export async function openPages(store: Store): Promise<() => Promise<void>> {
  const config = {
    site: { site: { name: 'bench', timeZone: 'Asia/Shanghai' }, feed: { retentionDays: 400 } },
    cameras: [],
  };
  const shown = {
    config,
    store,
    database: '',
    pool: undefined,
    failure: () => undefined,
    startedAt: 0,
    statuses: new Map(),
    onCamera: () => () => undefined,
  };
  const deps = serverDeps(shown as unknown as Parameters<typeof serverDeps>[0], new Registry());
  const log = { info: () => undefined, error: () => undefined };
  const server = createServer(deps, { dataFolder: '.', port: 0, log, streams: { stalledMs: 3_600_000 } });
  const { address } = await server.start();
  const { hostname, port } = new URL(address);
  const sockets = READERS.map((path, n): Socket => {
    const after = path.endsWith('=') ? Math.max(0, store.events.last() - 40_000) : '';
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path}${after} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    if (n === 0) socket.resume();
    else socket.pause();
    return socket;
  });
  await sleep(500);
  return async () => {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  };
}
