import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, Review } from '../../../src/base/domain.ts';
import { Mailer } from '../../../src/tell/alert/mail.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import { Sender, type SenderOptions } from '../../../src/tell/alert/sender.ts';
import { webhookOutlet } from '../../../src/tell/alert/webhook.ts';
import { ownCertificate } from '../../certificate.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { hearing, WORDING } from './values.ts';

const SECRET = 'a secret of tests';
const HOUR = 3_600_000;
const quiet = { warn: () => undefined };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function opened(store: Store, channels: readonly Channel[] = ['webhook']) {
  return openAlerts(store, {
    timeZone: 'Asia/Shanghai',
    listed: (taxon) => taxon === 'anas-crecca',
    channels: hearing(...channels),
  });
}

/** Stores a visit of a taxon with its track. */
async function seen(store: Store, id: string, taxon: string, more: object = {}) {
  const visit = aVisit(id, { taxon, tracks: [`t-${id}`], ...more });
  await store.saveVisit(visit, 'new', visit.startAt, [
    aTrack(`t-${id}`, { startAt: visit.startAt, camera: visit.camera }),
  ]);
  return visit;
}

const facts = (store: Store) =>
  store.alerts
    .list({ limit: 99 })
    .map(({ reason, taxon, state }) => `${reason} ${taxon} ${state}`)
    .sort();

/** A real receiver over HTTP that answers as it is told, and keeps what it was sent. */
async function receiver(...answers: number[]) {
  const got: { body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ body, headers: request.headers });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts` };
}

function senderTo(store: Store, url: string, clock: { now: number }, more: Partial<SenderOptions> = {}) {
  const webhook = url === '' ? [] : [['webhook', webhookOutlet({ url, secret: SECRET }, WORDING, () => clock.now)]];
  const options = {
    site: 'East island',
    timeZone: 'Asia/Shanghai',
    publicAddress: 'https://roost.example.org',
    pictureAddress: (media: string, now: number) => ({ url: `https://roost.example.org/${media}`, until: now + HOUR }),
    channels: Object.fromEntries(webhook),
    perSpeciesPerHour: 1,
  };
  return new Sender(store, { ...options, now: () => clock.now, ...more }, quiet);
}

describe('alerts', () => {
  it('open once for a cause, in the transaction of the visit, with an entry in the feed', async () => {
    const store = await tempStore();
    opened(store);
    const visit = await seen(store, 'v1', 'grus-grus');
    await store.saveVisit({ ...visit, individuals: 3 }, 'update', T + 1);
    await seen(store, 'v2', 'grus-grus', { startAt: T + HOUR });
    // A common crane is protected at level 2; it is new to the site, so that it is not told of as new in the year as well.
    expect(facts(store)).toEqual(['first-for-site grus-grus unconfirmed', 'protected grus-grus unconfirmed']);
    expect(store.events.after(0).filter(({ type }) => type === 'alert.new')).toHaveLength(2);
    await seen(store, 'v3', 'grus-grus', { startAt: T + 24 * HOUR });
    expect(facts(store).filter((line) => line.startsWith('protected'))).toHaveLength(2);
    await seen(store, 'v4', 'anas-crecca', { startAt: T + 2 * HOUR });
    expect(facts(store)).toContain('first-of-year anas-crecca unconfirmed');
  });

  it('are confirmed and withdrawn with their visit', async () => {
    const store = await tempStore();
    opened(store);
    const visit = await seen(store, 'v1', 'grus-grus');
    const review = (id: string, more: Partial<Review>): Review => {
      return { id, visit: 'v1', track: 't-v1', at: T + Number(id), by: 'Lin', action: 'confirm', ...more };
    };
    await store.write(({ reviews }) => reviews.put(review('1', {})));
    expect(facts(store)).toEqual(['first-for-site grus-grus confirmed', 'protected grus-grus confirmed']);
    await store.write(({ reviews }) => reviews.put(review('2', { action: 'correct', taxon: 'ardea-cinerea' })));
    expect(facts(store)).toContain('protected grus-grus withdrawn');
    expect(facts(store)).toContain('first-for-site ardea-cinerea confirmed');
    await store.write(({ visits }) => visits.withdraw(store.visits.get('v1') ?? visit, T + 9));
    expect(facts(store).filter((line) => !line.endsWith('withdrawn'))).toEqual([]);
    const updates = store.events.after(0).filter(({ type }) => type === 'alert.update');
    expect(updates.length).toBeGreaterThanOrEqual(4);
  });

  it('are posted signed, and again until the receiver takes them; each try is in the log', async () => {
    const store = await tempStore();
    opened(store);
    await seen(store, 'v1', 'anas-crecca');
    const { got, url } = await receiver(500, 503, 204);
    const clock = { now: T + 60_000 };
    const sender = senderTo(store, url, clock);
    const [alert] = store.alerts.list({ limit: 1 });
    const log = () => store.deliveries.ofAlert(alert!.id);
    await sender.round();
    expect(log()).toMatchObject([{ state: 'waiting', attempts: 1, answer: expect.stringContaining('answered 500') }]);
    await sender.round();
    expect(got).toHaveLength(1);
    for (const wait of [20_000, 70_000]) {
      clock.now += wait;
      await sender.round();
    }
    expect(log()).toMatchObject([{ state: 'delivered', attempts: 3, answer: '204', news: 'new' }]);
    const { body, headers } = got[2]!;
    const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['roost-signature'])) ?? [];
    expect(createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex')).toBe(hex);
    expect(new Set(got.map((each) => each.headers['roost-message']))).toHaveProperty('size', 1);
    expect(JSON.parse(body)).toMatchObject({
      site: 'East island',
      alerts: [
        {
          reason: 'first-of-year',
          state: 'unconfirmed',
          chinese: '绿翅鸭',
          visitUrl: 'https://roost.example.org/api/v1/visits/v1',
        },
      ],
    });
  });

  it('name the best picture that shows nobody, where it is to be had and until when', async () => {
    const store = await tempStore();
    opened(store);
    await seen(store, 'v1', 'anas-crecca');
    const media = { camera: 'east', track: 't-v1', type: 'crop', at: T, bytes: 1, sha256: 'ab' } as const;
    await store.addMedia({ ...media, id: 'm1', file: 'a.jpg', blurred: false, score: 0.7 });
    await store.addMedia({ ...media, id: 'm2', file: 'b.jpg', blurred: true, score: 0.9 });
    const { got, url } = await receiver();
    await senderTo(store, url, { now: T + 60_000 }).round();
    expect(JSON.parse(got[0]!.body)).toMatchObject({
      alerts: [
        {
          cropUrl: 'https://roost.example.org/m1',
          cropUntil: new Date(T + 60_000 + HOUR).toISOString(),
          cropSha256: 'ab',
        },
      ],
    });
  });

  it('give up after about a day, and say so', async () => {
    const store = await tempStore();
    opened(store);
    await seen(store, 'v1', 'anas-crecca');
    const clock = { now: T + 60_000 };
    const sender = senderTo(store, 'http://127.0.0.1:9/nobody', clock);
    for (let tries = 0; tries < 12; tries++, clock.now += 13 * HOUR) await sender.round();
    const [alert] = store.alerts.list({ limit: 1 });
    expect(store.deliveries.ofAlert(alert!.id)).toMatchObject([{ state: 'failed', attempts: 8 }]);
  });

  it('are held to so many of a species an hour, and then go together: nothing is dropped', async () => {
    const store = await tempStore();
    opened(store);
    const { got, url } = await receiver();
    const clock = { now: T };
    const sender = senderTo(store, url, clock);
    const at = async (minutes: number, camera: string) => {
      await seen(store, `v${minutes}`, 'grus-grus', { startAt: T + minutes * 60_000, camera });
      clock.now = T + minutes * 60_000 + 5_000;
      await sender.round();
    };
    await at(0, 'east');
    for (const [minutes, camera] of [
      [10, 'reeds'],
      [20, 'pool'],
      [30, 'dike'],
    ] as const)
      await at(minutes, camera);
    expect(got).toHaveLength(1);
    const states = () =>
      store.alerts
        .list({ limit: 9 })
        .flatMap(({ id }) => store.deliveries.ofAlert(id))
        .map(({ state }) => state)
        .sort();
    expect(states()).toEqual(['delivered', 'delivered', 'held', 'held', 'held']);
    clock.now = T + HOUR + 20_000;
    await sender.round();
    expect(got).toHaveLength(2);
    expect(JSON.parse(got[1]!.body).alerts).toHaveLength(3);
    expect(new Set(states())).toEqual(new Set(['delivered']));
  });

  it('that a stopped box did not send go when it starts again', async () => {
    const file = await tempFile();
    const first = await tempStore(file);
    opened(first);
    await seen(first, 'v1', 'anas-crecca');
    await first.close();
    const store = await tempStore(file);
    const { got, url } = await receiver();
    await senderTo(store, url, { now: T + HOUR }).round();
    expect(got).toHaveLength(1);
  });

  it('go by mail with the picture, over a real SMTP server', async () => {
    const data = await mkdtemp(join(tmpdir(), 'roost-mail-'));
    ends.push(() => rm(data, { recursive: true }));
    const mails: string[] = [];
    const { key, cert } = ownCertificate();
    const server = new SMTPServer({
      ...{ key, cert },
      onAuth: ({ username, password }, _, done) =>
        done(password === 'right' ? null : new Error('no'), { user: username }),
      onData: (stream, _, done) => {
        let mail = '';
        stream.on('data', (part) => {
          mail += part;
        });
        stream.on('end', () => {
          mails.push(mail);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { port } = server.server.address() as AddressInfo;

    const store = await tempStore();
    opened(store, ['email']);
    await seen(store, 'v1', 'anas-crecca');
    const crop = { file: 'media/east/crop.jpg', sha256: 'ab', bytes: 3, blurred: false, score: 0.8 };
    await mkdir(dirname(join(data, crop.file)), { recursive: true });
    await writeFile(join(data, crop.file), 'jpg');
    await store.addMedia({ id: 'm1', camera: 'east', track: 't-v1', type: 'crop', at: T, ...crop });
    const mail = {
      host: '127.0.0.1',
      port,
      secure: false,
      from: 'roost@example.org',
      to: ['lin@example.org', 'wu@example.org'],
      user: 'box',
      ca: cert,
    };
    const people = { ...crop, file: 'media/east/people.jpg', blurred: true, score: 0.99 };
    await writeFile(join(data, people.file), 'people');
    await store.addMedia({ id: 'm2', camera: 'east', track: 't-v1', type: 'crop', at: T + 1, ...people });
    for (const password of ['wrong', 'right']) {
      const mailer = new Mailer({ ...mail, password }, data, WORDING);
      const now = password === 'wrong' ? T + 60_000 : T + HOUR;
      await senderTo(
        store,
        '',
        { now },
        { channels: { email: { send: (message, signal) => mailer.send(message, signal) } } },
      ).round();
    }
    const [alert] = store.alerts.list({ limit: 1 });
    expect(store.deliveries.ofAlert(alert!.id)).toMatchObject([{ channel: 'email', state: 'delivered', attempts: 2 }]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('To: lin@example.org, wu@example.org');
    expect(mails[0]).toContain('anas-crecca-v1.jpg');
    expect(mails[0]).toContain(Buffer.from('jpg').toString('base64'));
    expect(mails[0]).not.toContain(Buffer.from('people').toString('base64'));
  });
});
