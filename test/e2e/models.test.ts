import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { pushCommand } from '../../src/commands/models-push.ts';
import { packBundle } from '../../src/know/models/bundle/write.ts';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { KEEPER, makeBundle, type Wanted } from '../know/models/bundle/make.ts';
import { writeGreyClassifier } from '../onnx.ts';
import { weights } from '../shared.ts';
import { camera, detail, visits, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { Cuts } from './scene.ts';

/** Keys of the keeper, few errors that are let pass, and who hears of faults. */
const settings = (webhook: string) => `models:
  keys: [{ name: ${KEEPER.name}, key: "${KEEPER.key}" }]
  mostMilliseconds: 10000
  watch: { hours: 1, mostErrors: 3, mostSlower: 100 }
alerts:
  channels: { desk: { kind: webhook, url: "${webhook}" } }
`;

interface Line {
  readonly id: string;
  readonly present: number;
  readonly steps: readonly { what: string; version: number; why: string; alone?: true }[];
}

/** Models of a whole box under a camera that runs: pushed, put into use, taken back by people and by the box itself. */
describe.skipIf(!weights())('models of a box', () => {
  const server = new RtspServer();
  const heard: string[] = [];
  let desk: Server;
  let cuts: Cuts;
  let folder: BoxFolder;
  let box: Box;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server.mount('/ducks', await loadSource(await cuts.cut('demo-mudflat', 36, 20)));
    await server.start();
    desk = createServer((request, response) => {
      let text = '';
      request.on('data', (piece) => {
        text += piece;
      });
      request.on('end', () => {
        heard.push(text);
        response.end();
      });
    });
    await new Promise<void>((listening) => desk.listen(0, '127.0.0.1', listening));
    const webhook = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/`;
    const more = settings(webhook);
    const cameras = [{ id: 'ducks', url: server.url('/ducks') }];
    const secrets = 'ROOST_ALERT_DESK_SECRET=signs-what-is-posted-0123456789\n';
    folder = await BoxFolder.write({ cameras, gapSeconds: 2, secrets, more });
    box = await folder.start();
    const access = new Access(accessFile(join(folder.path, 'data')), undefined, Date.now);
    ({ token: box.token } = await access.tokens.make({ name: 'Lin', role: 'admin' }, 'test', Date.now()));
    access.close();
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await server.stop();
    desk?.close();
    folder?.remove();
    await cuts?.remove();
  });

  /** Pushes a bundle as `scripts/push-model` does. */
  async function push(wanted: Wanted): Promise<string> {
    const tar = join(folder.path, `bundle-${wanted.says?.version ?? 1}.tar`);
    await packBundle(await makeBundle(wanted), tar);
    const tokenFile = join(folder.path, 'token');
    await writeFile(tokenFile, `east ${box.token}\n`, { mode: 0o600 });
    const printed: string[] = [];
    const out = { print: (line: string) => void printed.push(line), complain: () => undefined };
    const options = { tokenFile, wave: '1', patience: '1' };
    const code = await pushCommand(tar, [`east=${box.address}`], options, {}, new AbortController().signal, out);
    expect(code, printed.join('\n')).toBe(0);
    return printed.join('\n');
  }

  async function post(path: string, body: object): Promise<Line> {
    const response = await fetch(`${box.address}/api/v1/models/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${box.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Line;
    expect(response.status, JSON.stringify(answer)).toBe(200);
    return answer;
  }

  const asked = async <T>(path: string) => (await box.get<{ data: T }>(`/api/v1/${path}`)).data;

  /** Models that named each track that began after a time, once it is as it should be. */
  const namersSince = (at: number, right: (models: readonly string[]) => boolean) =>
    within(
      60_000,
      async () => {
        const since = (await visits(box, 'ducks')).filter(({ endAt }) => Date.parse(endAt) >= at);
        const found = await Promise.all(since.map(({ id }) => detail(box, id)));
        const tracks = found.flatMap(({ tracks }) => tracks).filter(({ startAt }) => Date.parse(startAt) >= at);
        return tracks.flatMap(({ verdict }) => (verdict ? [verdict.models.join()] : []));
      },
      right,
    );
  const byPlanes = (models: readonly string[]) => models.some((ids) => ids.includes('planes-1@'));
  const byOthers = (models: readonly string[]) => models.length > 0 && !models.join().includes('planes');

  it('come by push, name under a running camera from their promotion to their rollback, and cost no camera its eyes', async () => {
    await within(
      60_000,
      () => camera(box, 'ducks'),
      ({ figures }) => figures.frames > 5,
    );
    expect(await push({})).toMatch(/east +done/);
    const before = await camera(box, 'ducks');
    expect(await post('promotions', { bundle: 'planes-1' })).toMatchObject({ id: 'planes', present: 1 });
    await namersSince(Date.now(), byPlanes);
    expect(await post('rollbacks', { model: 'planes' })).toMatchObject({ present: 0 });
    await namersSince(Date.now(), byOthers);
    const after = await camera(box, 'ducks');
    expect(after).toMatchObject({ state: 'watching', figures: { restarts: before.figures.restarts } });
    expect(after.figures.frames).toBeGreaterThan(before.figures.frames);
    expect(box.log.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('that give good golden outputs and fail in use are taken back by the box, which says so to everybody', async () => {
    await push({
      ...{ says: { version: 2 }, gives: [1, 1, 1, 1, 1, 1] },
      weights: (file) => writeGreyClassifier(file, 8),
    });
    await post('promotions', { bundle: 'planes-2' });
    const [line] = await within(
      60_000,
      () => asked<Line[]>('models/lines'),
      ([one]) => one?.present === 0,
    );
    const why = expect.stringMatching(/^\d+ looks failed or inference processes ended, of at most 3$/) as string;
    expect(line!.steps.at(-1)).toMatchObject({ what: 'rolled-back', version: 2, alone: true, why });
    // What came of it is written down once it is done.
    await within(
      60_000,
      () => asked<{ who: string; origin: string; subject: string; outcome?: string }[]>('audit'),
      (entries) =>
        entries.some(
          ({ who, origin, subject, outcome }) =>
            who === 'roost' && origin === 'the box itself' && subject === 'planes-2' && outcome === 'done',
        ),
    );
    const faults = await within(
      60_000,
      () => asked<{ kind: string }[]>('faults'),
      (all) => all.some(({ kind }) => kind === 'model'),
    );
    expect(JSON.stringify(faults)).toContain('planes-2');
    await within(
      60_000,
      async () => heard,
      (all) => all.some((text) => text.includes('planes-2')),
    );
    await namersSince(Date.now(), byOthers);
  });
});
