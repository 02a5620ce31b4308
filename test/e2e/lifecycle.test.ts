import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { patient } from '../patience.ts';
import { weights } from '../shared.ts';
import { camera, detail, visits, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { alive, childrenOf, isCamera, isInference } from './processes.ts';
import { Cuts } from './scene.ts';

/** Files and folders, from this one down, that others than their owner may do something with. */
function openBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return [folder, ...paths].filter((path) => (lstatSync(path).mode & 0o077) !== 0);
}

/** How a box ends and comes back while a bird stands before its camera. */
describe.skipIf(!weights())('ends and restarts', () => {
  let cuts: Cuts;
  let server: RtspServer;
  let folder: BoxFolder;
  let box: Box | undefined;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer();
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 2)));
    await server.start();
    folder = await BoxFolder.write({ cameras: [{ id: 'east', url: server.url('/cam') }] });
  });

  afterEach(async () => {
    await box?.end('SIGTERM');
  });

  afterAll(async () => {
    await server?.stop();
    folder?.remove();
    await cuts?.remove();
  });

  /** Starts the box and waits until a bird has been seen since then. */
  async function watching(): Promise<Box> {
    const startedAt = Date.now();
    const started = await folder.start();
    box = started;
    await within(
      20_000,
      () => visits(started, 'east'),
      ([visit]) => visit !== undefined && Date.parse(visit.endAt) > startedAt,
    );
    return started;
  }

  it('SIGTERM: ends within 5 s with code 0, and has stored the bird that stood there', async () => {
    const first = await watching();
    const children = await childrenOf(first.pid);
    expect(children.filter(isCamera)).toHaveLength(1);
    const endedAt = Date.now();
    const { how, ms } = await first.end('SIGTERM');
    expect(how).toBe(0);
    expect(ms).toBeLessThan(patient(5_000));
    expect(await alive(children)).toEqual([]);
    // Nobody but the box's user may look into what it kept.
    expect(openBelow(join(folder.path, 'data'))).toEqual([]);

    box = await folder.start();
    const [visit] = await visits(box, 'east');
    const { tracks, individuals } = await detail(box, visit!.id);
    const last = tracks.find(({ ended }) => ended === 'shutdown');
    expect(endedAt - Date.parse(last!.endAt)).toBeLessThan(patient(5_000));
    expect(individuals).toBe(1);
  });

  it('SIGKILL: at most 5 s of tracks are lost, and no process outlives the box', async () => {
    const first = await watching();
    const children = await childrenOf(first.pid);
    const killedAt = Date.now();
    await first.end('SIGKILL');
    await within(
      5_000,
      () => alive(children),
      (left) => left.length === 0,
    );

    box = await folder.start();
    const [visit] = await visits(box, 'east');
    const { tracks } = await detail(box, visit!.id);
    const cut = tracks.filter(({ ended }) => ended === 'interrupted');
    const last = Math.max(...cut.map(({ endAt }) => Date.parse(endAt)));
    expect(killedAt - last).toBeLessThanOrEqual(patient(5_000));
  });

  it('inference killed: health tells it, another process starts, counting goes on', async () => {
    const running = await watching();
    const [inference] = (await childrenOf(running.pid)).filter(isInference);
    process.kill(inference!.pid, 'SIGKILL');
    interface Health {
      readonly inference: readonly { readonly state: string; readonly restarts: number; readonly message?: string }[];
    }
    const health = () => running.get<Health>('/api/v1/health');
    const back = await within(15_000, health, ({ inference: [one] }) => one!.restarts > 0 && one!.state === 'ready');
    expect(back.inference[0]!.message).toContain('SIGKILL');
    const { figures } = await camera(running, 'east');
    await within(
      5_000,
      () => camera(running, 'east'),
      (now) => now.figures.frames > figures.frames + 2,
    );
    expect((await camera(running, 'east')).figures.restarts).toBe(0);
  });
});
