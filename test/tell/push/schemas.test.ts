import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { connectAsync } from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import { Mosquitto } from '../../../fixtures/mosquitto.ts';
import { SiteClock } from '../../../src/base/site-clock.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { httpsReceiver } from '../../../src/tell/push/https.ts';
import { mqttReceiver } from '../../../src/tell/push/mqtt/receiver.ts';
import { Topics } from '../../../src/tell/push/mqtt/topics.ts';
import { Pusher, type Receiver } from '../../../src/tell/push/pusher.ts';
import { PUSHED, pushedSchema } from '../../../src/tell/server/shapes/pushed.ts';
import { tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { eventually } from '../../patience.ts';
import { oneOfEach } from './each.ts';
import { NAMES } from './names.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What stands in the way of a payload by its documented schema; null where nothing does. */
const checks = new Map(
  PUSHED.map((name) => {
    const valid = addFormats.default(new Ajv2020({ strict: true, allowUnionTypes: true })).compile(pushedSchema(name));
    return [name as string, (value: unknown) => (valid(value) ? null : JSON.stringify(valid.errors))];
  }),
);

/** A store with an entry of each type, of which the first was forgotten, and one that is too large for a small broker. */
async function storeOfEach(receiver: string): Promise<Store> {
  const store = await tempStore();
  await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T - 9, state: 'starting' }));
  await oneOfEach(store);
  const file = fileURLToPath(import.meta.url).slice(1);
  const media = { camera: 'east', type: 'crop' as const, at: T, sha256: 'c'.repeat(64), bytes: 60, blurred: false };
  const frame = { region: { x: 0, y: 0, w: 1, h: 1 }, box: { x: 0, y: 0, w: 1, h: 1 } };
  await store.write((tables) => {
    tables.tracks.put(aTrack('t-seen'));
    tables.media.put({ ...media, ...frame, id: 'm', track: 't-seen', file, score: 0.9 });
    tables.visits.put(aVisit('v-seen', { tracks: ['t-seen'], taxon: 'anas-crecca', zone: 'roost' }), 'end', T);
    tables.events.putChecklist({ id: 'long', taxa: Array.from({ length: 2000 }, (_, n) => `taxon-${n}`) }, T);
    tables.events.prune(T - 1, 1);
    tables.pushed.put(receiver, { cursor: 0, at: T - 9, day: 0, pictureBytes: 0 });
  });
  return store;
}

/** Pushes all of a store. */
async function push(store: Store, receiver: Receiver): Promise<void> {
  const world = { now: () => performance.now(), random: () => 1, sleep: async () => undefined };
  const options = { from: 'beginning', most: 500, pictureBytes: 1e6, clock: new SiteClock('UTC'), world } as const;
  const log = { info: () => undefined, warn: () => undefined };
  const pusher = new Pusher(store, NAMES, receiver, options, log);
  pusher.start();
  await eventually(() => expect(pusher.state).toMatchObject({ state: 'connected', behind: 0 }));
  await pusher.stop();
}

it('each message over MQTT is as its schema says', async () => {
  const broker = new Mosquitto(['allow_anonymous true', 'max_packet_size 5000']);
  ends.push(() => broker.remove());
  await broker.start();
  const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
  ends.push(() => client.endAsync(true));
  const told: { readonly topic: string; readonly text: string }[] = [];
  client.on('message', (topic, payload) => told.push({ topic, text: payload.toString() }));
  await client.subscribeAsync('#', { qos: 1 });
  const store = await storeOfEach('mqtt');
  const at = new Date(T).toISOString();
  const receiver = mqttReceiver(
    {
      ...{ url: `mqtt://127.0.0.1:${broker.port}`, topics: new Topics('roost', 'East', 'box'), box: 'box', data: '/' },
      ...{ homeAssistant: 'homeassistant', frigate: 'frigate', cameras: () => [{ id: 'east', name: 'East' }] },
      cameraStates: () => [{ camera: 'east', state: 'down', at, cause: { code: 'refused', message: 'no' } }],
    },
    NAMES,
  );
  await push(store, receiver);
  await eventually(() => expect(told.at(-1)).toMatchObject({ topic: 'roost/East/box/status', text: 'offline' }));
  const seen = new Set<string>();
  for (const { topic, text } of told) {
    const name = nameOf(topic);
    if (name === undefined) continue;
    seen.add(name);
    expect(checks.get(name)!(name === 'status' ? text : JSON.parse(text)), `${topic}: ${text}`).toBeNull();
  }
  // Batches are posted.
  expect([...PUSHED].filter((name) => !seen.has(name))).toEqual(['batch']);
});

it('each batch that is posted is as its schema says', async () => {
  const MOST = 20_000;
  const bodies: Body[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    if (text.length < MOST) bodies.push(JSON.parse(text));
    response.writeHead(text.length < MOST ? 204 : 413).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const store = await storeOfEach('https');
  await push(store, httpsReceiver({ url, secret: 'a secret of the feed', site: 'East', box: 'box', data: '/' }));
  for (const one of bodies) expect(checks.get('batch')!(one)).toBeNull();
  const has = (part: keyof Body) => bodies.find((body) => part in body)!;
  expect(has('gap').gap).toMatchObject({ why: 'forgotten' });
  expect(has('pictures').pictures).toMatchObject([{ visit: 'v-seen' }]);
  expect(has('tooLarge').tooLarge).toMatchObject({ type: 'checklist.change' });
  const body = has('gap');
  for (const wrong of [
    { gap: { ...body.gap, why: 'other' } },
    { more: 1 },
    { entries: [{ ...body.entries[0], key: '' }] },
    { tooLarge: {} },
  ])
    expect(checks.get('batch')!({ ...body, ...wrong })).not.toBeNull();
});

interface Body {
  readonly entries: readonly object[];
  readonly gap?: object;
  readonly tooLarge?: object;
  readonly pictures?: readonly object[];
}

/** The schema of what is told at a topic; undefined for pictures, which are JPEG. */
function nameOf(topic: string): string | undefined {
  const [first, , , part, last, visit] = topic.split('/');
  if (first === 'homeassistant') return 'home-assistant';
  if (first === 'frigate') return 'frigate';
  if (part === 'status') return 'status';
  if (part === 'cameras') return visit === undefined ? 'camera' : 'visit';
  if (part === 'pictures') return undefined;
  if (last === 'feed.gap') return 'gap';
  return last === 'feed.too-large' ? 'too-large' : last;
}
