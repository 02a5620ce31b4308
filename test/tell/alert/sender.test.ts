import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../../src/base/domain.ts';
import { Mailer } from '../../../src/tell/alert/mail.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import type { Send } from '../../../src/tell/alert/outlet.ts';
import { Sender } from '../../../src/tell/alert/sender.ts';
import { webhookOutlet } from '../../../src/tell/alert/webhook.ts';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { eventually, patient } from '../../patience.ts';
import { hearing, WORDING } from './values.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const quiet = { warn: () => undefined };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).reverse()) await end();
});

async function storeWith(channels: readonly Channel[], ...taxa: string[]): Promise<Store> {
  const store = await tempStore();
  openAlerts(store, { timeZone: 'Asia/Shanghai', listed: () => false, channels: hearing(...channels) });
  for (const taxon of taxa) await seen(store, taxon, 0);
  return store;
}

async function seen(store: Store, taxon: string, ms: number, camera = 'east'): Promise<void> {
  const id = `${taxon}-${camera}-${ms}`;
  const visit = aVisit(id, { taxon, camera, startAt: T + ms, tracks: [`t-${id}`] });
  await store.saveVisit(visit, 'new', visit.startAt, [aTrack(`t-${id}`, { startAt: visit.startAt, camera })]);
}

function senderOf(store: Store, sends: Readonly<Record<string, Send>>, now: () => number, more: object = {}) {
  const channels = Object.fromEntries(Object.entries(sends).map(([name, send]) => [name, { send }]));
  const place = { site: 'East island', timeZone: 'Asia/Shanghai', publicAddress: '' };
  const options = { ...place, channels, perSpeciesPerHour: 2, now };
  return new Sender(store, { ...options, ...more }, quiet);
}

const states = (store: Store) =>
  store.alerts
    .list({ limit: 99 })
    .flatMap(({ id }) => store.deliveries.ofAlert(id))
    .map(({ state }) => state);

describe('while nothing can be written', () => {
  it('an alert is sent once, and noted when there is room again', async () => {
    const store = await storeWith(['webhook'], 'anas-platyrhynchos');
    let now = T + HOUR;
    const send = vi.fn<Send>(async () => '204');
    const sender = senderOf(store, { webhook: send }, () => now);
    const full = vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
    for (let i = 0; i < 30; i++, now += SECOND) await sender.round();
    expect(send).toHaveBeenCalledTimes(1);
    expect(states(store)).toEqual(['waiting']);
    full.mockRestore();
    await sender.round();
    expect(states(store)).toEqual(['delivered']);
    now += 2 * HOUR;
    await sender.round();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('one that was refused is tried again no sooner than otherwise', async () => {
    const store = await storeWith(['webhook'], 'anas-platyrhynchos');
    let now = T + HOUR;
    const send = vi.fn<Send>(() => Promise.reject(new Error('answered 500')));
    const sender = senderOf(store, { webhook: send }, () => now);
    vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
    // Due again 10 s after the first try, and a minute after the second.
    for (let i = 0; i < 60; i++, now += SECOND) await sender.round();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('no more than the limit of a species goes out in an hour', async () => {
    const store = await storeWith(['webhook']);
    let now = T;
    const send = vi.fn<Send>(async () => '204');
    const sender = senderOf(store, { webhook: send }, () => now);
    let full: { mockRestore(): void } | undefined;
    for (let i = 0; i < 6; i++) {
      full?.mockRestore();
      await seen(store, 'grus-grus', i * 60 * SECOND, `camera-${i}`);
      full = vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
      now = T + i * 60 * SECOND + 5 * SECOND;
      await sender.round();
    }
    expect(send).toHaveBeenCalledTimes(2);
    now = T + HOUR + 20 * SECOND;
    await sender.round();
    expect(send).toHaveBeenCalledTimes(3);
    full?.mockRestore();
    await sender.round();
    expect(new Set(states(store))).toEqual(new Set(['delivered']));
  });
});

describe('a clock that was ahead', () => {
  it('holds no alert up once it is right', async () => {
    const store = await storeWith(['webhook'], 'anas-platyrhynchos', 'grus-grus');
    let now = T + 365 * 24 * HOUR;
    const send = vi.fn<Send>(() => Promise.reject(new Error('answered 500')));
    const sender = senderOf(store, { webhook: send }, () => now);
    await sender.round();
    expect(send).toHaveBeenCalledTimes(2);
    now = T + HOUR;
    send.mockResolvedValue('204');
    await sender.round();
    await sender.round();
    expect(new Set(states(store))).toEqual(new Set(['delivered']));
  });
});

/** A server that takes connections and does as told with them; how many of them are open. */
async function silent(each: (socket: Socket) => void = () => undefined) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    // Nobody reads an end of stream who reads nothing.
    socket.resume();
    each(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { open, port: typeof address === 'object' && address ? address.port : 0 };
}

// Loaded by the first mail otherwise, within the short time that a receiver has here.
beforeAll(async () => {
  await import('nodemailer');
});

/** Sends a byte every 20 ms for as long as the connection stands, so that no time of silence ever passes. */
function trickling(first: string) {
  return (socket: Socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write('x'), 20);
    socket.on('close', () => clearInterval(timer));
  };
}

const TELLS: readonly (readonly [string, 'email' | 'webhook', (socket: Socket) => void])[] = [
  ['a mail server that says nothing', 'email', () => undefined],
  ['a mail server whose greeting never ends', 'email', trickling('220-')],
  ['a webhook that says nothing', 'webhook', () => undefined],
  ['a webhook whose headers never end', 'webhook', trickling('HTTP/1.1 200 OK\r\nA: ')],
];

describe('a receiver that hangs', () => {
  const channel = (kind: 'email' | 'webhook', port: number): Send => {
    if (kind === 'webhook')
      return webhookOutlet({ url: `http://127.0.0.1:${port}/`, secret: 's' }, WORDING, () => T).send;
    const addresses = { from: 'roost@example.org', to: ['lin@example.org'] };
    const mailer = new Mailer({ host: '127.0.0.1', port, secure: false, ...addresses }, '/nowhere', WORDING);
    return (message, signal) => mailer.send(message, signal);
  };

  it.each(TELLS)('%s: is given up, its connection is closed, and it is tried again', async (_, kind, each) => {
    const { open, port } = await silent(each);
    const store = await storeWith([kind], 'anas-platyrhynchos');
    let most = 0;
    // Long enough for a busy machine to connect.
    const within = patient(500);
    const send = channel(kind, port);
    const counted: Send = (message, signal) => {
      signal.addEventListener('abort', () => {
        most = open.size;
      });
      return send(message, signal);
    };
    const sender = senderOf(store, { [kind]: counted }, () => T + HOUR, { sendWithinMs: within });
    await sender.round();
    expect(most).toBe(1);
    await eventually(() => expect(open.size).toBe(0));
    const [alert] = store.alerts.list({ limit: 1 });
    expect(store.deliveries.ofAlert(alert!.id)).toMatchObject([
      { state: 'waiting', attempts: 1, answer: expect.stringContaining(`longer than ${within / 1000} s`) },
    ]);
  });

  it.each(TELLS)('%s: does not keep the box from stopping', async (_, kind, each) => {
    const { open, port } = await silent(each);
    const store = await storeWith([kind], 'anas-platyrhynchos');
    const sender = senderOf(store, { [kind]: channel(kind, port) }, () => T + HOUR);
    const round = sender.round();
    await eventually(() => expect(open.size).toBe(1));
    await sender.stop();
    await round;
    await eventually(() => expect(open.size).toBe(0));
    expect(states(store)).toEqual(['waiting']);
  });

  it('a webhook whose answer never ends has answered: what it says after its status is not waited for', async () => {
    const { open, port } = await silent(trickling('HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n'));
    const store = await storeWith(['webhook'], 'anas-platyrhynchos');
    await senderOf(store, { webhook: channel('webhook', port) }, () => T + HOUR).round();
    expect(states(store)).toEqual(['delivered']);
    await eventually(() => expect(open.size).toBe(0));
  });

  it('holds up no other channel', async () => {
    const { port } = await silent();
    const store = await storeWith(['email', 'webhook'], 'anas-platyrhynchos');
    const told: string[] = [];
    const webhook: Send = async () => {
      told.push('webhook');
      return '204';
    };
    let now = T + HOUR;
    const sender = senderOf(store, { email: channel('email', port), webhook }, () => now);
    const first = sender.round();
    await eventually(() => expect(states(store)).toContain('delivered'));
    await seen(store, 'grus-grus', SECOND);
    now += SECOND;
    const second = sender.round();
    await eventually(() => expect(told).toHaveLength(2));
    await sender.stop();
    await Promise.all([first, second]);
  });
});
