import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import type { FromWatcher } from '../../../src/base/domain.ts';
import { LiveViews } from '../../../src/box/live-views.ts';
import { checkBundle } from '../../../src/box/models/check-bundle.ts';
import { Turnover } from '../../../src/box/models/turnover.ts';
import { Seeing } from '../../../src/box/seeing.ts';
import { Troubles } from '../../../src/box/troubles.ts';
import { readConfig } from '../../../src/know/config/config.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import { installed } from '../../../src/know/models/installed.ts';
import { BoxFolder } from '../../e2e/box.ts';
import { childrenOf } from '../../e2e/processes.ts';
import { Cuts } from '../../e2e/scene.ts';
import { KEEPER, makeBundle, NOW } from '../../know/models/bundle/make.ts';
import { eventually } from '../../patience.ts';
import { weights } from '../../shared.ts';
import { FakeBox, startFake } from '../../tell/server/fake.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A camera that runs, its frames found and named by real processes, while its models are changed and changed back. */
describe.skipIf(!weights())('models that are changed under a running camera', () => {
  const server = new RtspServer();
  const told: FromWatcher[] = [];
  const ends: string[] = [];
  let cuts: Cuts;
  let folder: BoxFolder;
  let seeing: Seeing;
  let turnover: Turnover;
  let models: string;
  const views = new LiveViews((camera, width) => seeing.look(camera, width));

  beforeAll(async () => {
    cuts = await Cuts.open();
    server.mount('/ducks', await loadSource(await cuts.cut('demo-mudflat', 36, 20)));
    await server.start();
    folder = await BoxFolder.write({ cameras: [{ id: 'ducks', url: server.url('/ducks') }], watchers: 1 });
    const config = readConfig(join(folder.path, 'roost.yaml'), {});
    models = join(config.data, 'models');
    await mkdir(models, { recursive: true });
    await copyFile(join(weights()!, 'yolox_nano.onnx'), join(models, 'yolox_nano.onnx'));
    const staging = { folder: models, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9 };
    await stage(await makeBundle(), { ...staging, prove: async () => undefined });
    const troubles = new Troubles(log);
    turnover = new Turnover({
      ...{ config, troubles, now: Date.now, catalog: () => installed(models) },
      seeing: () => seeing,
      heads: () => undefined,
      prove: (bundle, signal) => checkBundle(bundle, { mostMs: 60_000, features: [] }, signal),
    });
    const silent = { ...log, error: (facts: object) => void ends.push(JSON.stringify(facts)) };
    seeing = new Seeing({
      ...{ config, ring: { folder: join(config.data, 'ring'), maxBytes: 1e7 }, troubles, log: silent as never },
      ...{ weights: async () => undefined, models: (catalog) => turnover.chosen(catalog), store: () => undefined },
      ...{
        live: (view) => views.take(view),
        setup: () => undefined,
        cameraEnded: () => undefined,
        message: (message) => void told.push(message),
      },
    });
    await seeing.start();
  });

  afterAll(async () => {
    await seeing?.stop();
    await server.stop();
    folder?.remove();
    await cuts?.remove();
  });

  const status = () => told.flatMap((message) => (message.type === 'status' ? [message.status] : [])).at(-1);
  const namedBy = (model: RegExp, from: number) =>
    told
      .slice(from)
      .flatMap((message) => (message.type === 'tracks' ? message.tracks : []))
      .some(({ verdict }) => verdict?.models.some((id) => model.test(id)));
  const frames = () => status()?.figures.frames ?? 0;

  it('shows each frame that is asked for, with what is followed in it, and starts no process for it', async () => {
    await eventually(() => expect(frames()).toBeGreaterThan(5));
    const box = Object.assign(new FakeBox(), { facts: [{ id: 'ducks', name: 'Ducks' }], live: views });
    const api = await startFake({}, box as unknown as FakeBox);
    const before = (await childrenOf(process.pid)).map(({ pid }) => pid);
    const socket = new WebSocket(`${api.address.replace('http', 'ws')}/api/v1/live`);
    const seen: { at: string; tracks: readonly object[]; jpeg: Buffer }[] = [];
    const ask = () => socket.send('{"camera":"ducks","width":640}');
    socket.on('open', ask);
    socket.on('message', (data: Buffer) => {
      const head = data.readUInt32BE();
      seen.push({ ...JSON.parse(String(data.subarray(4, 4 + head))), jpeg: data.subarray(4 + head) });
      ask();
    });
    try {
      await eventually(() => expect(seen.filter(({ tracks }) => tracks.length > 0).length).toBeGreaterThan(4));
      expect(new Set(seen.map(({ at }) => at)).size).toBe(seen.length);
      expect(new Set(seen.map(({ jpeg }) => jpeg.toString('base64'))).size).toBeGreaterThan(3);
      for (const { jpeg } of seen.slice(0, 3))
        expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 360 });
      expect((await childrenOf(process.pid)).filter(({ pid }) => !before.includes(pid))).toEqual([]);
    } finally {
      socket.terminate();
      await api.stop();
    }
  });

  it('goes on with every frame, names tracks by the new one and then by the old one again', async () => {
    await eventually(() => expect(frames()).toBeGreaterThan(5));
    const pids = seeing.pool!.status.map(({ pid }) => pid);
    const before = told.length;
    await turnover.promote((await turnover.staged('planes-1'))!, 'by Lin');
    expect(seeing.pool!.classifiers.map(({ id }) => id)).toEqual([expect.stringMatching(/^planes-1@[0-9a-f]{8}$/)]);
    for (const pid of pids) expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
    await eventually(() => expect(namedBy(/^planes-1@/, before)).toBe(true));
    const then = frames();
    await turnover.rollBack('planes', 'by Lin');
    expect(seeing.pool!.classifiers).toEqual([]);
    await eventually(() => expect(frames()).toBeGreaterThan(then + 5));
    // Nothing that was to be looked at or named failed, no process or thread ended, and the camera was never left.
    expect(told.filter(({ type }) => type === 'trouble')).toEqual([]);
    expect(ends).toEqual([]);
    const states = told.slice(before).flatMap((one) => (one.type === 'status' ? [one.status] : []));
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['watching']));
    expect(status()!.figures.restarts).toBe(0);
  });

  it('leaves models in use where the new ones do not run, and says so', async () => {
    const pids = seeing.pool!.status.map(({ pid }) => pid);
    const bundle = (await turnover.staged('planes-1'))!;
    await copyFile(join(models, 'yolox_nano.onnx'), join(bundle.folder, 'planes.onnx'));
    await expect(turnover.promote(bundle, 'by Lin')).rejects.toThrow('planes.onnx');
    expect(seeing.pool!.status.map(({ pid }) => pid)).toEqual(pids);
    expect((await turnover.state()).lines.planes).toMatchObject({ present: 0 });
  });
});
