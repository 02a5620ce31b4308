import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import type { LiveView } from '../../../src/base/domain.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { Scope } from '../../../src/tell/access/roles.ts';
import { eventually } from '../../patience.ts';
import { NOON, type Running, startFake } from './fake.ts';
import { aMark } from './fake-live.ts';

let running: Running;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  running = await startFake({ viewers: { heartbeatMs: 60_000 } });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await running.stop();
});

interface Told {
  readonly type: string;
  readonly tracks?: readonly object[];
  readonly detail?: string;
}

/** One who looks on, with all that it was told and the pictures. */
function viewer(headers: Record<string, string> = {}, options: ClientOptions = {}) {
  const socket = new WebSocket(`${running.address.replace('http', 'ws')}/api/v1/live`, { ...options, headers });
  sockets.push(socket);
  const told: Told[] = [];
  const pictures: Buffer[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    const head = isBinary ? data.readUInt32BE() : 0;
    told.push(JSON.parse(String(isBinary ? data.subarray(4, 4 + head) : data)) as Told);
    if (isBinary) pictures.push(data.subarray(4 + head));
  });
  const opened = new Promise<number>((done) => {
    socket.once('open', () => done(101));
    socket.once('unexpected-response', (_request, response) => done(response.statusCode!));
    socket.once('error', () => undefined);
  });
  const closed = new Promise<number>((done) => socket.once('close', (code) => done(code)));
  const ask = (camera: string, width: number) => socket.send(JSON.stringify({ camera, width }));
  return { socket, told, pictures, opened, closed, ask };
}

async function token(name: string, scopes?: Scope[]) {
  const access = new Access(accessFile(running.folder), undefined, () => NOON);
  const made = await access.tokens.make({ name, role: 'viewer', ...(scopes && { scopes }) }, 'test', NOON);
  access.close();
  return { id: made.facts.id, headers: { Authorization: `Bearer ${made.token}` } };
}

describe('the live view', () => {
  it('gives a frame for each asking: the picture and the boxes of its moment in one message', async () => {
    const { opened, ask, told, pictures } = viewer();
    expect(await opened).toBe(101);
    ask('east', 320);
    await eventually(() => expect(running.box.live.looks).toEqual(['320 east']));
    running.box.live.give(await running.box.live.frame('east', 320, NOON));
    await eventually(() => expect(pictures).toHaveLength(1));
    expect(told[0]).toEqual({
      ...{ type: 'picture', camera: 'east', at: '2026-05-01T04:00:00.000Z', asked: 320, width: 320, height: 180 },
      tracks: [
        {
          ...{ track: 'v8-t1', kind: 'bird', box: { x: 0.1, y: 0.4, w: 0.2, h: 0.3 }, seen: true, score: 0.9 },
          taxon: expect.objectContaining({ id: 'anas-platyrhynchos', chinese: '绿头鸭', english: 'Mallard' }),
          taxonScore: 0.93,
        },
      ],
    });
    expect(await sharp(pictures[0]).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
    await sleep(30);
    expect(running.box.live.looks).toHaveLength(1);
  });

  it('tells the tracks alone where no picture is asked for, and that one is withheld', async () => {
    const { opened, ask, told } = viewer();
    await opened;
    ask('east', 0);
    await eventually(() => expect(running.box.live.looks).toEqual(['0 east']));
    running.box.live.give({ camera: 'east', width: 0, at: NOON, marks: [aMark(0.2)] });
    ask('east', 640);
    await eventually(() => expect(running.box.live.looks).toHaveLength(2));
    running.box.live.give({ camera: 'east', width: 640, at: NOON, marks: [], withheld: true });
    await eventually(() => expect(told.map(({ type }) => type)).toEqual(['tracks', 'withheld']));
    expect(told[0]!.tracks).toHaveLength(1);
  });

  it('makes one picture for all who look on', async () => {
    const all = [viewer(), viewer(), viewer()];
    for (const { opened } of all) await opened;
    for (const { ask } of all) ask('east', 640);
    await eventually(() => expect(running.box.live.waiting).toBe(3));
    running.box.live.give(await running.box.live.frame('east', 640, NOON));
    for (const { pictures } of all) await eventually(() => expect(pictures).toHaveLength(1));
    expect(running.box.live.looks).toEqual(['640 east']);
  });

  it('asks for nothing where nobody looks on, or who did is gone', async () => {
    running.box.live.everyMs = 5;
    const { opened, ask, socket, told } = viewer();
    await opened;
    ask('east', 320);
    await eventually(() => expect(told).toHaveLength(1));
    running.box.live.everyMs = undefined;
    ask('east', 320);
    await eventually(() => expect(running.box.live.looks).toHaveLength(2));
    expect(running.box.live.waiting).toBe(1);
    socket.terminate();
    await eventually(() => expect(running.box.live.waiting).toBe(0));
    expect(running.box.live.looks).toHaveLength(2);
  });

  it('lets in who may see pictures, and no other page, token or guest', async () => {
    const good = await token('good');
    const status = await token('status', ['status']);
    expect(await viewer().opened).toBe(401);
    expect(await viewer(status.headers).opened).toBe(403);
    expect(await viewer({ ...good.headers, Origin: 'https://elsewhere.example' }).opened).toBe(403);
    expect(await viewer({ ...good.headers, Origin: running.address }).opened).toBe(101);
    const { opened, closed } = viewer(good.headers);
    expect(await opened).toBe(101);
    const access = new Access(accessFile(running.folder), undefined, () => NOON);
    access.tokens.revoke(good.id, NOON);
    access.close();
    expect([1001, 1006]).toContain(await closed);
  });

  it('lets in so many and no more, each token so many', async () => {
    await running.stop();
    running = await startFake({ viewers: { viewers: 3, each: 2 } });
    const [a, b] = [await token('a'), await token('b')];
    expect(await viewer(a.headers).opened).toBe(101);
    expect(await viewer(a.headers).opened).toBe(101);
    expect(await viewer(a.headers).opened).toBe(503);
    expect(await viewer(b.headers).opened).toBe(101);
    expect(await viewer(b.headers).opened).toBe(503);
    const text = await (await running.get('/metrics', { headers: a.headers })).text();
    expect(text).toContain('roost_live_viewers 3');
  });

  it.each([
    ['no JSON', 'hello'],
    ['another width', '{"camera":"east","width":641}'],
    ['a word more', '{"camera":"east","width":640,"fps":25}'],
  ])('refuses %s, in words', async (_, text) => {
    const { opened, socket, told, closed } = viewer();
    await opened;
    socket.send(text);
    expect(await closed).toBe(1008);
    expect(told).toEqual([{ type: 'problem', detail: expect.stringContaining('320, 640 or 1280') }]);
  });

  it('says that there is no such camera, and goes on; ends who sends too much', async () => {
    const { opened, ask, told, socket, closed } = viewer();
    await opened;
    ask('nowhere', 320);
    await eventually(() => expect(told).toMatchObject([{ type: 'problem', camera: 'nowhere' }]));
    running.box.live.everyMs = 1;
    ask('east', 320);
    await eventually(() => expect(told).toHaveLength(2));
    socket.send('x'.repeat(2_000));
    expect(await closed).toBe(1009);
  });

  it.each(['message', 'ping'] as const)('cuts off who sends one %s too many in a second', async (what) => {
    await running.stop();
    running = await startFake({ viewers: { messages: 50 } });
    const { opened, ask, socket, closed } = viewer();
    await opened;
    const send = () => (what === 'ping' ? socket.ping() : ask('nowhere', 0));
    for (let n = 0; n < 50; n++) send();
    const before = await Promise.race([closed, sleep(100)]);
    expect(before).toBeUndefined();
    for (let n = 0; n < 500; n++) send();
    expect([1006, 1008]).toContain(await closed);
  });

  it('makes no more for a socket that takes nothing than what it asked for, and cuts it off', async () => {
    await running.stop();
    running = await startFake({ viewers: { stalledMs: 300 } });
    // Pictures of noise, too large for what the system holds for a socket.
    const jpeg = randomBytes(4_000_000);
    const large: LiveView = {
      camera: 'east',
      width: 1280,
      at: NOON,
      marks: [],
      picture: { width: 9, height: 9, jpeg },
    };
    const deaf = connect(Number(new URL(running.address).port), '127.0.0.1');
    deaf.on('error', () => undefined);
    const host = new URL(running.address).host;
    const key = randomBytes(16).toString('base64');
    deaf.write(
      `GET /api/v1/live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    const answer = await new Promise<string>((done) => deaf.once('data', (data) => done(String(data))));
    expect(answer).toContain(createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'));
    deaf.pause();
    for (let i = 0; i < 20; i++) deaf.write(masked('{"camera":"east","width":1280}'));
    await eventually(() => expect(running.box.live.looks).toEqual(['1280 east']));
    const { live } = running.box;
    for (let i = 0; i < 10; i++) {
      live.give(large);
      await sleep(5);
    }
    // The first fills the socket. Nothing more is asked of the box, however much the viewer has asked for.
    expect(live.looks.length).toBeLessThanOrEqual(3);
    const other = viewer();
    await other.opened;
    other.ask('reeds', 320);
    await eventually(() => expect(live.looks).toContain('320 reeds'));
    live.give(await live.frame('reeds', 320, NOON));
    await eventually(() => expect(other.pictures).toHaveLength(1));
    await eventually(async () => {
      expect(await (await running.get('/metrics')).text()).toContain('roost_live_viewers 1');
    });
    deaf.destroy();
  });

  it('ends with the server, and answers a plain request and an odd one as any other', async () => {
    const { opened, closed } = viewer();
    await opened;
    const plain = await running.get('/api/v1/live');
    expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect(await running.statusOf('/api/v1/health', { Connection: 'Upgrade', Upgrade: 'h2c' })).toBe(200);
    expect(await running.statusOf('/api/v1/live', { Connection: 'Upgrade', Upgrade: 'h2c' })).toBe(426);
    expect(await running.statusOf('/api/v1/live', { Connection: 'Upgrade', Upgrade: 'websocket' })).toBe(400);
    await running.server.stop();
    expect([1001, 1006]).toContain(await closed);
  });
});

describe('one picture', () => {
  it('is the next frame that is looked at', async () => {
    running.box.live.everyMs = 5;
    const response = await running.get('/api/v1/cameras/east/picture?width=320');
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(Date.parse(response.headers.get('x-roost-at')!)).toBeGreaterThan(NOON);
    expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width: 320 });
    expect((await running.get('/api/v1/cameras/none/picture')).status).toBe(404);
    expect((await running.get('/api/v1/cameras/east/picture?width=5000')).status).toBe(400);
  });

  it('is withheld with people in it where none is to be made', async () => {
    const answer = running.get('/api/v1/cameras/east/picture');
    await eventually(() => expect(running.box.live.looks).toEqual(['640 east']));
    running.box.live.give({ camera: 'east', width: 640, at: NOON, marks: [], withheld: true });
    expect((await answer).status).toBe(409);
  });
});

/** A text frame as a client sends it (RFC 6455). */
function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length]), mask, body.map((byte, i) => byte ^ mask[i % 4]!)]);
}
