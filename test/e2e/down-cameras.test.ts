import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { patientShare } from '../patience.ts';
import { weights } from '../shared.ts';
import { camera, within } from './answers.ts';
import { type Box, BoxFolder, type TestCamera } from './box.ts';
import { Cuts } from './scene.ts';

/** Cameras at whose address nobody listens, and such as take a connection and say nothing. */
const REFUSED = 29;
const SILENT = 10;
/** Over so long (ms) frames are counted. */
const WATCHED = 20_000;

/** One camera that works among many that do not, all on the same watcher threads. */
describe.skipIf(!weights())('39 cameras that are down', () => {
  let cuts: Cuts;
  let server: RtspServer;
  let silent: Server;
  const open = new Set<Socket>();
  let folder: BoxFolder;
  let box: Box;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer();
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 2)));
    await server.start();
    silent = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const cameras: TestCamera[] = [
      ...Array.from({ length: REFUSED }, (_, i) => ({ id: `refused-${i}`, url: `rtsp://127.0.0.1:9/${i}` })),
      { id: 'works', url: server.url('/cam') },
      ...Array.from({ length: SILENT }, (_, i) => ({ id: `silent-${i}`, url: `rtsp://127.0.0.1:${port}/${i}` })),
    ];
    folder = await BoxFolder.write({ cameras, watchers: 2 });
    box = await folder.start();
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await server?.stop();
    for (const socket of open) socket.destroy();
    silent?.close();
    folder?.remove();
    await cuts?.remove();
  });

  it('leave the one that works its 5 frames a second', async () => {
    const works = () => camera(box, 'works');
    await within(60_000, works, ({ state, figures }) => state === 'watching' && figures.frames > 10);
    await within(
      60_000,
      async () => Promise.all(['refused-0', 'silent-0'].map((id) => camera(box, id))),
      (down) => down.every(({ state, cause }) => state === 'down' && cause !== undefined),
    );
    const before = await works();
    const startedAt = performance.now();
    await sleep(WATCHED);
    const after = await works();
    const rate = ((after.figures.frames - before.figures.frames) * 1000) / (performance.now() - startedAt);
    expect(rate).toBeGreaterThanOrEqual(5 * patientShare(0.9));
    expect(after.figures.restarts).toBe(0);
  });
});
