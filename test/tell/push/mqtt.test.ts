import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../fixtures/certificate.ts';
import { Mosquitto } from '../../../fixtures/mosquitto.ts';
import { random } from '../../../fixtures/scenes/random.ts';
import { SiteClock } from '../../../src/base/site-clock.ts';
import { openStore } from '../../../src/count/store/open.ts';
import { type MqttReceiver, mqttReceiver } from '../../../src/tell/push/mqtt/receiver.ts';
import { Topics } from '../../../src/tell/push/mqtt/topics.ts';
import { Pusher } from '../../../src/tell/push/pusher.ts';
import { tempFile, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { eventually } from '../../patience.ts';
import { NAMES } from './names.ts';

const BOX = fileURLToPath(new URL('./pushing-box.ts', import.meta.url));
const ROOT = 'roost/东滩-East/box-1';
const OPTIONS = { from: 'beginning', most: 100, clock: new SiteClock('UTC') } as const;
const quiet = { info: () => undefined, warn: () => undefined };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function broker(more?: readonly string[], prepare?: (broker: Mosquitto) => void): Promise<Mosquitto> {
  const one = new Mosquitto(more);
  prepare?.(one);
  ends.push(() => one.remove());
  await one.start();
  return one;
}

interface Told {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retained: boolean;
}

/** Listens to all; comes back to its session when the broker does. */
async function listener(port: number): Promise<{ client: MqttClient; told: Told[] }> {
  const told: Told[] = [];
  const session = { protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 3600 } } as const;
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    ...{ ...session, clientId: 'listener', reconnectPeriod: 20 },
  });
  client.on('error', () => undefined);
  client.on('message', (topic, payload, { retain }) => told.push({ topic, payload, retained: retain }));
  await client.subscribeAsync('#', { qos: 1 });
  ends.push(() => client.endAsync(true));
  return { client, told };
}

const receiverAt = (port: number, more: Partial<MqttReceiver> = {}) =>
  mqttReceiver(
    {
      ...{
        url: `mqtt://127.0.0.1:${port}`,
        topics: new Topics('roost', '东滩/East', 'box 1'),
        box: 'box 1',
        data: '/',
      },
      cameras: () => [{ id: 'east', name: 'East mudflat' }],
      cameraStates: () => [{ camera: 'east', state: 'starting', at: new Date(T).toISOString() }],
      ...more,
    },
    NAMES,
  );

describe('the feed over MQTT', () => {
  it('reaches a table that equals the store, whoever is killed', async () => {
    const one = await broker();
    const { client, told } = await listener(one.port);
    const file = await tempFile();
    const next = random(7);
    let finished = false;
    let box = spawn(process.execPath, ['--import', 'tsx', BOX, file, `mqtt://127.0.0.1:${one.port}`, '250'], {
      stdio: 'ignore',
    });
    const run = () => {
      const child = box;
      child.once('exit', (code) => {
        if (code === 0) {
          finished = true;
          return;
        }
        box = spawn(child.spawnargs[0]!, child.spawnargs.slice(1), { stdio: 'ignore' });
        run();
      });
    };
    run();
    for (let n = 0; n < 6 && !finished; n++) {
      await eventually(() => expect(client.connected).toBe(true));
      await sleep(200 + 900 * next());
      if (n % 3 === 2) box.kill('SIGKILL');
      else {
        await one.kill();
        await sleep(200 * next());
        await one.start();
      }
    }
    await eventually(() => expect(finished).toBe(true));
    const store = openStore(file);
    ends.push(() => store.close());
    const newest = store.events.last();
    const entries = () =>
      told
        .filter(({ topic }) => topic.startsWith(`${ROOT}/feed/`))
        .map(
          ({ payload }) =>
            JSON.parse(payload.toString()) as { cursor: number; type: string; body: object; key: string },
        );
    await eventually(() => expect(entries().at(-1)?.cursor).toBe(newest));
    // At least once, and what comes again is the same.
    const byCursor = new Map(entries().map((entry) => [entry.cursor, entry]));
    expect([...byCursor.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: newest }, (_, n) => n + 1));
    const table = new Map(
      [...byCursor.values()]
        .sort((a, b) => a.cursor - b.cursor)
        .filter(({ type }) => type.startsWith('visit.'))
        .map(({ body }) => body as { id: string; individuals: number; taxon: { id: string } })
        .map(({ id, individuals, taxon }) => [id, { individuals, taxon: taxon.id }]),
    );
    expect(table.size).toBe(250);
    for (const [id, { individuals, taxon }] of table)
      expect(store.visits.get(id)).toMatchObject({ individuals, taxon });
    expect(byCursor.get(1)!.key).toBe(`${store.pushed.identity()}:1`);
  });

  it('says that it is there, what each camera does, and by its will that it is gone', async () => {
    const one = await broker();
    const { told } = await listener(one.port);
    const store = await tempStore();
    const pusher = new Pusher(store, NAMES, receiverAt(one.port), OPTIONS, quiet);
    pusher.start();
    await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T, state: 'watching' }));
    await eventually(() => expect(pusher.state).toMatchObject({ state: 'connected', behind: 0 }));
    await pusher.stop();
    const saying = (topic: string) =>
      told.filter((one) => one.topic === `${ROOT}/${topic}`).map(({ payload }) => payload.toString());
    await eventually(() => expect(saying('status')).toEqual(['online', 'offline']));
    expect(saying('cameras/east').map((text) => (JSON.parse(text) as { state: string }).state)).toEqual([
      'starting',
      'watching',
    ]);
    // Who comes later hears what is retained.
    const late = await connectAsync(`mqtt://127.0.0.1:${one.port}`);
    ends.push(() => late.endAsync(true));
    const heard: string[] = [];
    late.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
    await late.subscribeAsync('#', { qos: 1 });
    await eventually(() => expect(heard).toContain(`${ROOT}/status offline`));
    expect(heard.some((line) => line.startsWith(`${ROOT}/cameras/east {`))).toBe(true);
  });

  it('tells Home Assistant and Frigate in their shapes, and sends the best picture while the bytes of the day last', async () => {
    const one = await broker();
    const { told } = await listener(one.port);
    const store = await tempStore();
    const options = { ...OPTIONS, pictureBytes: 100, now: () => T };
    let cameras = [{ id: 'east', name: 'East mudflat' }];
    const prefixes = { homeAssistant: 'homeassistant', frigate: 'frigate' };
    const receiver = receiverAt(one.port, { ...prefixes, data: '/', cameras: () => cameras });
    const media = { camera: 'east', type: 'crop' as const, at: T, sha256: 'c'.repeat(64), bytes: 60, blurred: false };
    const frame = { region: { x: 0, y: 0, w: 1, h: 1 }, box: { x: 0, y: 0, w: 1, h: 1 } };
    for (const id of ['v1', 'v2'])
      await store.write((tables) => {
        tables.tracks.put(aTrack(`t-${id}`));
        const file = fileURLToPath(import.meta.url).slice(1);
        tables.media.put({ ...media, ...frame, id: `m-${id}`, track: `t-${id}`, file, score: 0.9 });
        tables.visits.put(aVisit(id, { tracks: [`t-${id}`], taxon: 'anas-platyrhynchos', zone: 'roost' }), 'end', T);
      });
    const pusher = new Pusher(store, NAMES, receiver, options, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ state: 'connected', behind: 0 }));
    const at = (topic: string) => told.filter((one) => one.topic.startsWith(topic));
    await eventually(() => expect(at('frigate/events')).toHaveLength(2));
    const { type, after } = JSON.parse(at('frigate/events')[0]!.payload.toString());
    expect(type).toBe('end');
    expect(after).toMatchObject({
      ...{ id: 'v1', camera: 'east', label: 'bird', sub_label: ['Mallard', 0.75], false_positive: false },
      ...{ start_time: T / 1000, end_time: T / 1000 + 1, entered_zones: ['roost'], current_zones: [] },
    });
    const found = at('homeassistant/').map(({ payload }) => JSON.parse(payload.toString()));
    expect(found.map((one) => one.state_topic)).toEqual([`${ROOT}/cameras/east`, `${ROOT}/cameras/east/visit`]);
    expect(found[0]).toMatchObject({ availability_topic: `${ROOT}/status`, device: { name: 'Roost box 1' } });
    expect(at(`${ROOT}/pictures/`).map(({ topic }) => topic)).toEqual([`${ROOT}/pictures/v1`]);
    expect(store.pushed.get('mqtt')).toMatchObject({ pictureBytes: 60 });
    // Another camera takes its place on the page of the box.
    cameras = [{ id: 'reeds', name: 'Reed bed' }];
    await store.write((tables) => {
      tables.visits.put(aVisit('v3', { taxon: 'anas-platyrhynchos' }), 'end', T);
    });
    const entities = () => at('homeassistant/').slice(2);
    await eventually(() => expect(entities()).toHaveLength(4));
    const [kept, lost] = [true, false].map((holds) => entities().filter(({ payload }) => payload.length > 0 === holds));
    expect(kept!.map(({ topic }) => topic).every((topic) => topic.includes('/reeds_'))).toBe(true);
    expect(lost!.map(({ topic }) => topic).every((topic) => topic.includes('/east_'))).toBe(true);
    expect([kept!.length, lost!.length]).toEqual([2, 2]);
  });

  it('says what a broker has against it, and goes on once that is mended', async () => {
    const closed = new Mosquitto(['allow_anonymous false']);
    const passwords = closed.file('passwords');
    execFileSync('mosquitto_passwd', ['-b', '-c', passwords, 'roost', 'right']);
    const guarded = new Mosquitto(['allow_anonymous false', `password_file ${passwords}`]);
    ends.push(
      () => closed.remove(),
      () => guarded.remove(),
    );
    await guarded.start();
    const store = await tempStore();
    const wrong = new Pusher(
      store,
      NAMES,
      receiverAt(guarded.port, { login: { user: 'roost', password: 'wrong' } }),
      OPTIONS,
      quiet,
    );
    wrong.start();
    await eventually(() => expect(wrong.state.problem).toMatch(/does not let this user in/));
    await wrong.stop();
    const right = new Pusher(
      store,
      NAMES,
      receiverAt(guarded.port, { login: { user: 'roost', password: 'right' } }),
      OPTIONS,
      quiet,
    );
    ends.push(() => right.stop());
    right.start();
    await eventually(() => expect(right.state).toMatchObject({ state: 'connected' }));
    // A second box of the same name: the first is thrown out, and knows why.
    const twin = new Pusher(
      await tempStore(),
      NAMES,
      receiverAt(guarded.port, { login: { user: 'roost', password: 'right' } }),
      OPTIONS,
      quiet,
    );
    ends.push(() => twin.stop());
    twin.start();
    await eventually(() => expect(right.state.problem ?? twin.state.problem).toMatch(/same push\.mqtt\.box/));
  });

  it('talks TLS to a broker that asks for a certificate of the box, and to no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roost-broker-tls-'));
    ends.push(async () => rmSync(folder, { recursive: true }));
    const [server, box] = ['server', 'box'].map((name) => {
      mkdirSync(join(folder, name));
      return makeCertificate(join(folder, name), name);
    });
    const tls = [`cafile ${box!.cert}`, `certfile ${server!.cert}`, `keyfile ${server!.key}`];
    const one = await broker(['allow_anonymous true', ...tls, 'require_certificate true']);
    const store = await tempStore();
    await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T, state: 'watching' }));
    const read = (file: string) => readFileSync(file, 'utf8');
    const own = { cert: read(box!.cert), key: read(box!.key) };
    const pushed = (host: string, more: Partial<MqttReceiver>) => {
      const receiver = receiverAt(one.port, { url: `mqtts://${host}:${one.port}`, ...more });
      const pusher = new Pusher(store, NAMES, receiver, OPTIONS, quiet);
      ends.push(() => pusher.stop());
      pusher.start();
      return pusher;
    };
    const unknown = pushed('localhost', own);
    await eventually(() => expect(unknown.state.problem).toMatch(/self-signed certificate/));
    await unknown.stop();
    const nameless = pushed('localhost', { ca: read(server!.cert) });
    await eventually(() => expect(nameless.state.problem).toMatch(/certificate|broke/));
    await nameless.stop();
    for (const host of ['localhost', '127.0.0.1']) {
      const right = pushed(host, { ca: read(server!.cert), ...own });
      await eventually(() => expect(right.state).toMatchObject({ state: 'connected', behind: 0 }));
      await right.stop();
    }
  });

  it('tells in place of an entry that is too large for the broker that it is, and goes on', async () => {
    const small = new Mosquitto(['allow_anonymous true', 'max_packet_size 700']);
    ends.push(() => small.remove());
    await small.start();
    const { told } = await listener(small.port);
    const store = await tempStore();
    const taxa = Array.from({ length: 500 }, (_, n) => `taxon-${n}`);
    await store.write(({ events }) => events.putChecklist({ id: 'long', taxa }, T));
    await store.write(({ cameras }) => cameras.put({ camera: 'east', at: T, state: 'watching' }));
    const pusher = new Pusher(store, NAMES, receiverAt(small.port), OPTIONS, quiet);
    ends.push(() => pusher.stop());
    pusher.start();
    await eventually(() => expect(pusher.state).toMatchObject({ behind: 0, acknowledged: 2 }));
    const at = (topic: string) => told.filter((one) => one.topic === `${ROOT}/feed/${topic}`);
    await eventually(() => expect(at('camera.state')).toHaveLength(1));
    const notices = at('feed.too-large').map(({ payload }) => JSON.parse(payload.toString()) as object);
    expect(notices).toMatchObject([{ topic: `${ROOT}/feed/checklist.change`, largest: 700 }]);
  });
});
