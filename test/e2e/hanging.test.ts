import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { patient } from '../patience.ts';
import { weights } from '../shared.ts';
import { camera, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { childrenOf, isCamera, isInference, type Process } from './processes.ts';
import { Cuts } from './scene.ts';

/** A part that hangs is told of, and its work goes on without it, within this time. */
const BOUND = 10_000;

interface Health {
  readonly status: string;
  readonly unlooked: readonly string[];
  readonly heldUp?: { readonly seconds: number };
  readonly inference: readonly { readonly state: string; readonly restarts: number; readonly message?: string }[];
}

/** One box, two cameras on one watcher thread, two inference processes; parts of it are stopped, which no part can notice itself. */
describe.skipIf(!weights())('parts that hang, over real RTSP', () => {
  let cuts: Cuts;
  let server: RtspServer;
  let folder: BoxFolder;
  let box: Box;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer();
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 2)));
    await server.start();
    const cameras = ['east', 'west'].map((id) => ({ id, url: server.url('/cam') }));
    folder = await BoxFolder.write({ cameras, watchers: 1, processes: 2 });
    box = await folder.start();
    await sound();
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await server?.stop();
    folder?.remove();
    await cuts?.remove();
  });

  const health = () => box.get<Health>('/api/v1/health');
  const sound = () => within(patient(20_000), health, ({ status }) => status === 'ok');
  const children = async (which: (one: Process) => boolean) => (await childrenOf(box.pid)).filter(which);
  const frames = async (id: string) => (await camera(box, id)).figures.frames;

  it('goes on with one inference process while the other one is stopped, and replaces it', async () => {
    const [stopped] = await children(isInference);
    const before = await Promise.all([frames('east'), frames('west')]);
    process.kill(stopped!.pid, 'SIGSTOP');
    for (const [index, id] of ['east', 'west'].entries())
      await within(
        patient(BOUND),
        () => frames(id),
        (now) => now >= before[index]! + 15,
      );
    const { inference } = await within(patient(BOUND), health, (now) =>
      now.inference.some(({ restarts, state }) => restarts === 1 && state === 'ready'),
    );
    expect(inference.map(({ restarts }) => restarts).sort()).toEqual([0, 1]);
    expect(inference.find(({ restarts }) => restarts === 1)?.message).toMatch(/^hung: .*was killed$/);
    expect(box.log.some(({ why }) => String(why).startsWith('hung: '))).toBe(true);
    expect((await children(isInference)).map(({ pid }) => pid)).not.toContain(stopped!.pid);
    await sound();
  });

  it('says that nobody looks while every inference process hangs, and looks again after', async () => {
    const held = new Set<number>();
    const hold = async () => {
      for (const { pid } of await children(isInference)) {
        process.kill(pid, 'SIGSTOP');
        held.add(pid);
      }
    };
    await hold();
    const timer = setInterval(() => void hold().catch(() => undefined), 200);
    try {
      const told = await within(
        patient(BOUND + 6_000),
        () => camera(box, 'east'),
        ({ cause }) => cause?.code === 'no-inference',
      );
      expect(told).toMatchObject({ state: 'down', figures: { fps: 0 } });
      // The other camera was looked at a moment longer: its frames were asked for at another time.
      const { status } = await within(patient(BOUND), health, ({ unlooked }) => unlooked.length === 2);
      expect(status).toBe('degraded');
      const counted = await frames('east');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      // What nobody looked at is no frame that was watched, quiet or not.
      expect(await frames('east')).toBe(counted);
    } finally {
      clearInterval(timer);
    }
    for (const id of ['east', 'west'])
      await within(
        patient(60_000),
        () => camera(box, id),
        ({ state, cause }) => state === 'watching' && !cause,
      );
    await sound();
  });

  it('tells an ffmpeg that hangs, ends it, and watches with another', async () => {
    const [stopped] = await children(isCamera);
    const before = { east: await camera(box, 'east'), west: await camera(box, 'west') };
    process.kill(stopped!.pid, 'SIGSTOP');
    const either = async () => [await camera(box, 'east'), await camera(box, 'west')];
    const told = await within(patient(BOUND), either, (now) => now.some(({ state }) => state === 'down'));
    const [down, other] = told[0]!.state === 'down' ? told : [told[1]!, told[0]!];
    expect(down!.cause?.code).toBe('ffmpeg-hung');
    expect(other!.state).toBe('watching');
    await within(
      patient(BOUND),
      () => camera(box, down!.id),
      ({ state, figures }) => state === 'watching' && figures.restarts > 0,
    );
    expect((await children(isCamera)).map(({ pid }) => pid)).not.toContain(stopped!.pid);
    expect((await camera(box, other!.id)).figures.restarts).toBe(before[other!.id as 'east' | 'west'].figures.restarts);
    await sound();
  });

  it('says after the fact that the database held it up, and stores what came meanwhile', async () => {
    const db = new Database(join(folder.path, 'data', 'roost.db'), { timeout: 10_000 });
    db.exec('BEGIN IMMEDIATE');
    const before = await frames('east');
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    db.exec('ROLLBACK');
    db.close();
    const { heldUp } = await within(patient(BOUND), health, (now) => now.heldUp !== undefined);
    expect(heldUp!.seconds).toBeGreaterThanOrEqual(1.5);
    expect(await frames('east')).toBeGreaterThan(before);
    await sound();
  });
});
