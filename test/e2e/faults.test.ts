import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials as Login } from '../../fixtures/rtsp/auth.ts';
import type { Fault } from '../../fixtures/rtsp/fault.ts';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource, type Source } from '../../fixtures/rtsp/source.ts';
import { weights } from '../shared.ts';
import { camera, visits, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { type Drill, drill } from './drill.ts';
import { processes } from './processes.ts';
import { Cuts } from './scene.ts';

/** The part of the scene with the bird and without the stone below it, which a detector takes for one now and then. */
const BIRD = '960:540:240:50';

const PASSWORD = "hunter2'@:/%25";
const AUTH: Login = { scheme: 'digest', user: 'ad-min', password: PASSWORD };

/** One box, two cameras on one watcher thread, each on a server of its own; a bird stands before both. */
describe.skipIf(!weights())('faults over real RTSP', () => {
  let cuts: Cuts;
  let bird: Source;
  let east: RtspServer;
  let west: RtspServer;
  let port: number;
  let folder: BoxFolder;
  let box: Box;

  async function serve(auth: Login | undefined, at = 0): Promise<RtspServer> {
    const server = new RtspServer({ port: at, ...(auth ? { auth } : {}) });
    server.mount('/cam', bird);
    await server.start();
    return server;
  }

  beforeAll(async () => {
    cuts = await Cuts.open();
    bird = await loadSource(await cuts.cut('sudden-sun', 12, 2, '640x360', BIRD));
    east = await serve(AUTH);
    west = await serve(undefined);
    port = Number(new URL(east.url('/cam')).port);
    folder = await BoxFolder.write({
      cameras: [
        { id: 'east', url: east.url('/cam') },
        { id: 'west', url: west.url('/cam') },
      ],
      watchers: 1,
      secrets: `ROOST_CAMERA_EAST_USER=${AUTH.user}\nROOST_CAMERA_EAST_PASSWORD="${PASSWORD}"\n`,
    });
    box = await folder.start();
    for (const id of ['east', 'west'])
      await within(
        20_000,
        () => visits(box, id),
        ([visit]) => visit?.taxon.id === 'aves',
      );
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await east?.stop();
    await west?.stop();
    folder?.remove();
    await cuts?.remove();
  });

  const onEast = (more: Pick<Drill, 'begin' | 'end' | 'causes'>) => drill({ box, east: 'east', west: 'west', ...more });
  const fault = (fault: Fault, causes: readonly string[]) =>
    onEast({ begin: () => east.fault('/cam', fault), end: () => east.fault('/cam', undefined), causes });

  it('survives a server that is killed and comes back', () =>
    onEast({ begin: () => east.stop(), end: () => east.start(), causes: ['refused'] }));

  it('survives a camera that goes silent and stays connected', () => fault({ kind: 'stall' }, ['stalled']));

  it('survives garbage', () => fault({ kind: 'garbage' }, ['garbage']));

  it('survives a password that is wrong for a while, and keeps its own to itself', async () => {
    await onEast({
      begin: async () => {
        await east.stop();
        east = await serve({ ...AUTH, password: 'changed' }, port);
      },
      end: async () => {
        await east.stop();
        east = await serve(AUTH, port);
      },
      causes: ['unauthorized'],
    });
    expect(await everythingThatCanBeRead()).not.toContain('hunter2');
  });

  it('survives a path that is not there for a while', () => fault({ kind: 'drop' }, ['not-found']));

  it('survives a camera that ends every connection', () =>
    fault({ kind: 'drop', answer: 'reset' }, ['ended', 'unknown']));

  it.each(['keep', 'close'] as const)('goes on when the resolution changes (sessions: %s)', async (sessions) => {
    const small = await loadSource(await cuts.cut('sudden-sun', 12, 2, '480x272', BIRD));
    for (const change of [{ kind: 'switch', source: small, sessions } as const, undefined]) {
      const { figures } = await camera(box, 'east');
      east.fault('/cam', change);
      await within(
        5_000,
        () => camera(box, 'east'),
        (now) => now.state === 'watching' && now.figures.frames >= figures.frames + 5,
      );
      const { figures: after } = await camera(box, 'east');
      if (sessions === 'keep') expect(after.restarts).toBe(figures.restarts);
    }
  });

  it('tells a frozen picture', () => fault({ kind: 'freeze' }, ['frozen']));

  it('tells a network that lets few frames through', () => fault({ kind: 'slow', bytesPerSecond: 8_000 }, ['slow']));

  it('survives a network that is far too slow', () =>
    fault({ kind: 'slow', bytesPerSecond: 200 }, ['stalled', 'garbage']));

  it('tells health: degraded while a camera is gone, ok after', async () => {
    const health = () => box.get<{ status: string }>('/api/v1/health');
    await within(10_000, health, ({ status }) => status === 'ok');
    await drill({
      ...{ box, east: 'west', west: 'east', causes: ['refused'] },
      begin: () => west.stop(),
      end: async () => {
        expect((await health()).status).toBe('degraded');
        await west.start();
      },
    });
    await within(5_000, health, ({ status }) => status === 'ok');
  });

  /** The process list, the log, and the API's answers, errors among them. */
  async function everythingThatCanBeRead(): Promise<string> {
    const paths = ['health', 'cameras', 'visits', 'tallies', 'openapi.json', 'nothing', 'cameras/nobody'];
    const answers = [...paths.map((path) => `/api/v1/${path}`), '/metrics', '/'].map(async (path) =>
      (await fetch(box.address + path)).text(),
    );
    const shown = (await processes()).map(({ command }) => command);
    return [box.printed, ...(await Promise.all(answers)), ...shown].join('\n');
  }
});
