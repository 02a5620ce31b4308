import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SiteClock } from '../../../src/base/site-clock.ts';
import type { SupervisionWorld } from '../../../src/base/supervise.ts';
import { httpsReceiver } from '../../../src/tell/push/https.ts';
import { Pusher } from '../../../src/tell/push/pusher.ts';
import { ownCertificate } from '../../certificate.ts';
import { tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { eventually } from '../../patience.ts';
import { NAMES } from './names.ts';

const SECRET = 'a secret of the feed';
const CLOCK = new SiteClock('UTC');
const quiet = { info: () => undefined, warn: () => undefined };
/** Waits are as long as they would be, but pass at once. */
const HASTY: SupervisionWorld = { now: () => performance.now(), random: () => 1, sleep: async () => undefined };

const ends: (() => Promise<unknown>)[] = [];
/** Connections to receivers of one test. */
let connections = 0;
afterEach(async () => {
  connections = 0;
  for (const end of ends.splice(0).reverse()) await end();
});

interface Post {
  readonly key: string;
  readonly body: {
    readonly site: string;
    readonly box: string;
    readonly entries: readonly {
      readonly key: string;
      readonly cursor: number;
      readonly type: string;
      readonly body: { readonly id: string };
    }[];
    readonly gap?: object;
    readonly tooLarge?: object;
    readonly pictures?: readonly object[];
  };
}

/** A receiver with a certificate of its own. @param answer is told of each post that is signed as it should be */
async function receiver(answer: (post: Post, response: ServerResponse, nth: number) => void) {
  const { key, cert } = ownCertificate();
  let posts = 0;
  const server = createServer({ key, cert }, (request, response) => void take(request, response));
  server.on('secureConnection', () => connections++);
  async function take(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['roost-signature'])) ?? [];
    const right = createHmac('sha256', SECRET).update(`${seconds}.${text}`).digest('hex') === hex;
    if (!right) return void response.writeHead(401).end('not signed');
    answer({ key: String(request.headers['idempotency-key']), body: JSON.parse(text) }, response, posts++);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/feed?key=hidden`;
  return httpsReceiver({ url, secret: SECRET, ca: cert, site: 'East', box: 'box-1', data: '.' });
}

async function storeWith(visits: number) {
  const store = await tempStore();
  for (let n = 0; n < visits; n++)
    await store.write((tables) => {
      tables.tracks.put(aTrack(`t-${n}`));
      tables.visits.put(aVisit(`v-${n}`, { tracks: [`t-${n}`] }), 'end', T + n);
    });
  return store;
}

describe('the feed over HTTPS', () => {
  it('reaches a table that equals the store, though the receiver fails, stalls, refuses and forgets to answer', async () => {
    const table = new Map<string, object>();
    const keys: string[] = [];
    const to = await receiver(({ key, body }, response, nth) => {
      if (nth % 5 === 1) return void response.writeHead(500).end('not now');
      for (const entry of body.entries) table.set(entry.key, entry);
      keys.push(key);
      // It has the batch, and nobody hears of it.
      if (nth % 5 === 2) return void response.destroy();
      if (nth % 5 === 3) return void response.writeHead(429).end();
      response.writeHead(204).end();
    });
    const store = await storeWith(60);
    const pusher = new Pusher(store, NAMES, to, { from: 'beginning', most: 7, clock: CLOCK, world: HASTY }, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ state: 'connected', behind: 0 }));
    expect(table.size).toBe(60);
    expect(new Set([...table.values()].map((entry) => (entry as { body: { id: string } }).body.id)).size).toBe(60);
    // A batch that comes again has the key that it had before.
    expect(keys.length).toBeGreaterThan(new Set(keys).size);
    expect(keys[0]).toBe(`"${store.pushed.identity()}:1-7"`);
    await pusher.stop();
    expect(store.pushed.get('https')).toMatchObject({ cursor: 60 });
  });

  it('tells why it was not taken, without what is secret in the address, and goes on where it stopped', async () => {
    let open = false;
    const seen: number[] = [];
    const to = await receiver(({ body }, response) => {
      seen.push(...body.entries.map(({ cursor }) => cursor));
      response.writeHead(open ? 200 : 403).end('this box is not known\r\nhere');
    });
    const store = await storeWith(3);
    const pusher = new Pusher(store, NAMES, to, { from: 'beginning', most: 9, clock: CLOCK, world: HASTY }, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state.problem).toMatch(/answered 403: this box is not known here/));
    expect(pusher.state).toMatchObject({ behind: 3 });
    expect(JSON.stringify(pusher.state)).not.toContain('hidden');
    open = true;
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 3 }));
    expect(pusher.state.problem).toBeUndefined();
    expect(seen.slice(-3)).toEqual([1, 2, 3]);
  });

  it('cuts a batch that is more than the receiver, or a proxy before it, lets through', async () => {
    const had = new Set<number>();
    const sizes: number[] = [];
    const to = await receiver(({ body }, response) => {
      sizes.push(body.entries.length);
      if (body.entries.length > 3) return void response.writeHead(413).end();
      for (const { cursor } of body.entries) had.add(cursor);
      response.writeHead(204).end();
    });
    const store = await storeWith(20);
    const pusher = new Pusher(store, NAMES, to, { from: 'beginning', most: 16, clock: CLOCK, world: HASTY }, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 20 }));
    expect(had.size).toBe(20);
    // One for each that was refused, and one for all that followed.
    expect(connections).toBe(4);
    // What is too much is not sent again as it was, nor tried again as soon as a smaller one was taken.
    expect(sizes).toEqual([16, 8, 4, 2, ...Array(10).fill(2)].slice(0, sizes.length));
    expect(sizes).toHaveLength(13);
  });

  it('sends the same batch under the same key at first where the receiver fails: most failures are of the link', async () => {
    const sizes: number[] = [];
    const to = await receiver(({ body }, response, nth) => {
      sizes.push(body.entries.length);
      response.writeHead(nth < 4 ? 502 : 204).end();
    });
    const store = await storeWith(20);
    const pusher = new Pusher(store, NAMES, to, { from: 'beginning', most: 16, clock: CLOCK, world: HASTY }, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 20 }));
    expect(sizes).toEqual([16, 16, 16, 8, 4, 4, 4, 4, 4]);
  });

  it('lets no picture and no entry that is too large hold up what follows, and says which it is', async () => {
    const had: Post['body'][] = [];
    const to = await receiver(({ body }, response) => {
      const large = body.pictures !== undefined || body.entries.some(({ type }) => type === 'checklist.change');
      if (!large) had.push(body);
      response.writeHead(large ? 413 : 204).end();
    });
    const store = await storeWith(2);
    const media = { camera: 'east', type: 'crop' as const, at: T, sha256: 'c'.repeat(64), bytes: 60, blurred: false };
    await store.write(({ media: kept, events, cameras }) => {
      kept.put({ ...media, id: 'm', track: 't-0', file: 'package.json', score: 0.9 });
      events.putChecklist({ id: 'long', taxa: ['aves'] }, T);
      cameras.put({ camera: 'east', at: T, state: 'watching' });
    });
    const options = {
      from: 'beginning',
      most: 8,
      clock: CLOCK,
      world: HASTY,
      pictureBytes: 1e6,
      now: () => T,
    } as const;
    const pusher = new Pusher(store, NAMES, to, options, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 4 }));
    const key = `${store.pushed.identity()}:3`;
    expect(had.flatMap(({ entries }) => entries.map(({ cursor }) => cursor))).toEqual([1, 2, 4]);
    expect(had.filter(({ tooLarge }) => tooLarge)).toMatchObject([
      { entries: [], tooLarge: { key, type: 'checklist.change', bytes: expect.any(Number) } },
    ]);
  });

  it('leaves the receiver alone for as long as it asks', async () => {
    const waits: number[] = [];
    const world = { ...HASTY, sleep: async (ms: number) => void waits.push(ms) };
    const to = await receiver((_post, response, nth) => {
      if (nth === 0) return void response.writeHead(429, { 'Retry-After': '120' }).end();
      if (nth === 1) return void response.writeHead(503, { 'Retry-After': 'soon' }).end();
      response.writeHead(204).end();
    });
    const pusher = new Pusher(
      await storeWith(1),
      NAMES,
      to,
      { from: 'beginning', most: 9, clock: CLOCK, world },
      quiet,
    );
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 1 }));
    expect(waits).toEqual([120_000, 2_000]);
  });

  it('begins where it was first asked to begin, also where the receiver is reached only after another start', async () => {
    let open = false;
    const had: number[] = [];
    const to = await receiver(({ body }, response) => {
      if (open) had.push(...body.entries.map(({ cursor }) => cursor));
      response.writeHead(open ? 204 : 503).end();
    });
    const store = await storeWith(2);
    const options = { from: 'now', most: 9, clock: CLOCK, world: HASTY } as const;
    const first = new Pusher(store, NAMES, to, options, quiet);
    first.start();
    await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T, state: 'watching' }));
    await eventually(() => expect(first.state.problem).toMatch(/503/));
    await first.stop();
    open = true;
    const second = new Pusher(store, NAMES, to, options, quiet);
    ends.push(() => second.stop());
    second.start();
    await eventually(() => expect(second.state).toMatchObject({ state: 'connected', behind: 0 }));
    // What was on its way when the first one stopped may come as well: at least once.
    expect([...new Set(had)]).toEqual([3]);
  });

  it('begins with what the start told that first had it on', async () => {
    const had: number[] = [];
    const to = await receiver(({ body }, response) => {
      had.push(...body.entries.map(({ cursor }) => cursor));
      response.writeHead(204).end();
    });
    const store = await storeWith(3);
    const pusher = new Pusher(store, NAMES, to, { from: 'now', since: 1, most: 9, clock: CLOCK }, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 3 }));
    expect(had).toEqual([2, 3]);
  });

  it('tells of what was forgotten while the receiver was away, and of another database', async () => {
    const bodies: Post['body'][] = [];
    const to = await receiver(({ body }, response) => {
      bodies.push(body);
      response.writeHead(200).end();
    });
    const store = await storeWith(6);
    await store.write(({ events, pushed }) => {
      events.prune(T + 4, 10);
      pushed.put('https', { cursor: 1, at: T, day: 0, pictureBytes: 0 });
    });
    const options = { from: 'now', most: 9, clock: CLOCK } as const;
    const first = new Pusher(store, NAMES, to, options, quiet);
    first.start();
    await eventually(() => expect(first.state.behind).toBe(0));
    await first.stop();
    expect(bodies[0]).toMatchObject({ site: 'East', box: 'box-1', gap: { after: 1, until: 4, why: 'forgotten' } });
    expect(bodies[0]!.entries.map(({ cursor }) => cursor)).toEqual([5, 6]);
    await store.write(({ pushed }) => pushed.put('https', { cursor: 900, at: T, day: 0, pictureBytes: 0 }));
    const second = new Pusher(store, NAMES, to, options, quiet);
    ends.push(() => second.stop());
    second.start();
    await eventually(() => expect(bodies[1]).toMatchObject({ gap: { after: 900, why: 'other-database' } }));
  });

  it('begins now or at the beginning, and tells of the types that are asked for', async () => {
    const types: string[] = [];
    const to = await receiver(({ body }, response) => {
      types.push(...body.entries.map(({ type }) => type));
      response.writeHead(200).end();
    });
    const store = await storeWith(2);
    const options = { from: 'now', most: 9, clock: CLOCK, types: ['camera.state'] } as const;
    const pusher = new Pusher(store, NAMES, to, options, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T, state: 'watching' }));
    await store.write(({ visits }) => visits.put(aVisit('v-0', { tracks: ['t-0'], individuals: 2 }), 'update', T + 9));
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, state: 'connected', acknowledged: 4 }));
    expect(types).toEqual(['camera.state']);
  });
});
