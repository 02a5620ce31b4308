import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IClientOptions, IConnackPacket, MqttClient } from 'mqtt';
import { brokerOptions } from '../../../base/broker.ts';
import { RoostError } from '../../../base/errors.ts';
import type { Names } from '../../server/deps.ts';
import type { RetainedCamera, TooLarge } from '../../server/shapes/pushed.ts';
import type { Batch, PushedEntry } from '../batch.ts';
import type { Receiver, Session } from '../pusher.ts';
import { FrigateShape } from './frigate.ts';
import { type Discovery, discoveryOf } from './home-assistant.ts';
import type { Topics } from './topics.ts';

/** Which broker, and what is told there. */
export interface MqttReceiver {
  /** `mqtt://` or `mqtts://`, without user and password. */
  readonly url: string;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  /** PEM: who signed the broker's certificate, and the box's own certificate with its key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly topics: Topics;
  readonly box: string;
  /** Those that there are now. */
  readonly cameras: () => readonly { readonly id: string; readonly name: string }[];
  /** What each camera does now, as the API tells it; retained with each connection. */
  readonly cameraStates: () => readonly RetainedCamera[];
  /** Where Home Assistant listens for what there is; not told without it. */
  readonly homeAssistant?: string;
  /** Under which topic events are told in Frigate's shape; not told without it. */
  readonly frigate?: string;
  /** The data folder, for pictures. */
  readonly data: string;
}

/** A broker that says nothing is not waited for longer: to the connection, and to each acknowledgement, ms. */
const CONNECT_WITHIN = 15_000;
const ACKNOWLEDGED_WITHIN = 30_000;
/** A connection that breaks so soon (ms) may have been thrown out: brokers of MQTT seldom say why. */
const SOON = 60_000;
/** The broker takes a box for gone after one and a half of this without a sign of life, seconds. */
const KEEP_ALIVE = 30;
/** What lengths, packet id and flags take of a packet beside topic, content type and payload, bytes, at most. */
const HEADER_BYTES = 32;
/** Messages on their way at once. */
const WINDOW = 50;

/** Reasons of MQTT 5 (OASIS standard, 2.4) for which a person has to do something. */
const REASONS: Readonly<Record<number, string>> = {
  132: 'it does not speak MQTT 5',
  133: 'it does not take the client id',
  134: 'it rejects the user or password: see ROOST_MQTT_USER and ROOST_MQTT_PASSWORD in secrets.env',
  135: 'it does not let this user in, or not write to one of the topics: see ROOST_MQTT_USER and ROOST_MQTT_PASSWORD in secrets.env, and the rules of the broker (docs/push.md)',
  138: 'this box is banned there',
  142: 'another client came with the same id: does another box have the same push.mqtt.box?',
  149: 'the message is larger than it takes',
  151: 'its quota for this box is used up',
};

/** Publishes the feed over MQTT 5, QoS 1: an entry counts as had once the broker has acknowledged it. */
export function mqttReceiver(options: MqttReceiver, names: Names): Receiver {
  const { host, protocol } = new URL(options.url);
  const frigate = options.frigate === undefined ? undefined : new FrigateShape(names);
  return {
    name: 'mqtt',
    shown: `${protocol}//${host}`,
    open: async (signal) => {
      const { client, largest } = await connected(options, signal);
      return sessionOf(client, largest, options, frigate);
    },
  };
}

interface Connected {
  readonly client: MqttClient;
  /** The largest packet that the broker takes, bytes. */
  readonly largest: number;
}

async function connected(options: MqttReceiver, signal: AbortSignal): Promise<Connected> {
  const { url, login, ca, cert, key, topics } = options;
  const settings: IClientOptions = {
    ...(await brokerOptions(url, login)),
    clientId: topics.root.replace(/[^\w-]+/gu, '-').slice(0, 200),
    clean: true,
    keepalive: KEEP_ALIVE,
    connectTimeout: CONNECT_WITHIN,
    will: { topic: topics.status, payload: Buffer.from('offline'), qos: 1, retain: true },
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  // Here and not above: a box that pushes to no broker does without it.
  const { connect } = await import('mqtt');
  signal.throwIfAborted();
  const client = connect(url, settings);
  try {
    const { properties } = await letIn(client);
    return { client, largest: properties?.maximumPacketSize ?? Number.POSITIVE_INFINITY };
  } catch (error) {
    client.end(true);
    throw failure('connect to', url, error);
  }
}

/** What the broker says when it lets a client in. @throws Error (rejects) where it does not */
function letIn(client: MqttClient): Promise<IConnackPacket> {
  return new Promise((resolve, reject) => {
    client.once('connect', resolve);
    // Stays: an error that nobody listens to would end the box.
    client.on('error', reject);
    client.once('close', () => reject(new Error('the connection broke')));
  });
}

async function sessionOf(
  client: MqttClient,
  largest: number,
  options: MqttReceiver,
  frigate: FrigateShape | undefined,
): Promise<Session> {
  const { topics, url } = options;
  const listeners = new Set<(why: Error) => void>();
  const madeAt = performance.now();
  let why: unknown;
  let broken: Error | undefined;
  client.on('error', (error) => {
    why ??= error;
  });
  client.on('disconnect', ({ reasonCode }) => {
    why ??= { code: reasonCode };
  });
  client.once('close', () => {
    const soon =
      performance.now() - madeAt < SOON
        ? '; if it does so again and again, another box may have the same push.mqtt.box'
        : '';
    broken = failure('push the feed to', url, why ?? new Error(`the connection broke${soon}`));
    for (const listener of listeners) listener(broken);
  });
  const onBroken = (listener: (why: Error) => void) => {
    if (broken) listener(broken);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const say: Say = async (topic, payload, retain = false, type = 'application/json') => {
    const bytes = Buffer.byteLength(payload);
    // It would break the connection for it, at each try, and nothing behind it would ever get through.
    const packet = bytes + Buffer.byteLength(topic) + Buffer.byteLength(type) + HEADER_BYTES;
    if (packet > largest && topic !== topics.tooLarge)
      return say(topics.tooLarge, JSON.stringify({ topic, bytes, largest } satisfies TooLarge));
    await client.publishAsync(topic, payload, { qos: 1, retain, properties: { contentType: type } });
  };
  const discover = discovering(options, say);
  const acknowledged = (work: Promise<unknown>) => within(work, onBroken, url);
  const close = async () => {
    if (client.connected) await acknowledged(say(topics.status, 'offline', true, 'text/plain')).catch(() => undefined);
    await client.endAsync(true);
  };
  try {
    await acknowledged(say(topics.status, 'online', true, 'text/plain'));
    await acknowledged(Promise.all([greet(options, say), discover()]));
  } catch (error) {
    await client.endAsync(true);
    throw failure('push the feed to', url, error);
  }
  return {
    onBroken,
    close,
    send: async (batch) => {
      try {
        await acknowledged(discover());
        await acknowledged(publish(batch, options, frigate, say));
      } catch (error) {
        throw failure('push the feed to', url, error);
      }
    },
  };
}

type Say = (topic: string, payload: string | Buffer, retain?: boolean, type?: string) => Promise<void>;

/** The state of each camera, which is retained. */
async function greet({ topics, cameraStates }: MqttReceiver, say: Say): Promise<void> {
  await Promise.all(cameraStates().map((state) => say(topics.camera(state.camera), JSON.stringify(state), true)));
}

/** Has Home Assistant find the entities of each camera, once a connection, and lose those of one that was taken away: cameras come and go. */
function discovering({ topics, homeAssistant, box, cameras }: MqttReceiver, say: Say): () => Promise<void> {
  const told = new Map<string, Discovery[]>();
  return async () => {
    if (homeAssistant === undefined) return;
    const now = cameras();
    const gone = [...told].filter(([camera]) => !now.some(({ id }) => id === camera));
    const fresh = now
      .filter(({ id }) => !told.has(id))
      .map((one) => [one.id, discoveryOf(homeAssistant, topics, box, [one])] as const);
    await Promise.all([
      ...fresh.flatMap(([, found]) => found.map(({ topic, payload }) => say(topic, JSON.stringify(payload), true))),
      ...gone.flatMap(([, found]) => found.map(({ topic }) => say(topic, '', true))),
    ]);
    for (const [camera, found] of fresh) told.set(camera, found);
    for (const [camera] of gone) told.delete(camera);
  };
}

async function publish(
  { entries, gap, pictures }: Batch,
  options: MqttReceiver,
  frigate: FrigateShape | undefined,
  say: Say,
): Promise<void> {
  const { topics, data } = options;
  if (gap) await say(topics.feed('feed.gap'), JSON.stringify(gap));
  for (let i = 0; i < entries.length; i += WINDOW)
    await Promise.all(entries.slice(i, i + WINDOW).flatMap((entry) => messagesOf(entry, options, frigate, say)));
  for (const { visit, media, sha256, file } of pictures) {
    // One that is gone meanwhile was let go of: the entries tell of it all the same.
    const jpeg = await readFile(join(data, file)).catch(() => undefined);
    if (jpeg) await say(topics.picture(visit), jpeg, false, `image/jpeg; media=${media}; sha256=${sha256}`);
  }
}

/** The messages of one entry, in the order in which the broker gets them. */
function messagesOf(
  entry: PushedEntry,
  { topics, frigate: prefix }: MqttReceiver,
  frigate: FrigateShape | undefined,
  say: Say,
): Promise<void>[] {
  const messages = [say(topics.feed(entry.type), JSON.stringify(entry))];
  if (entry.type === 'camera.state') {
    const state = { ...(entry.body as Omit<RetainedCamera, 'at'>), at: entry.at } satisfies RetainedCamera;
    messages.push(say(topics.camera(state.camera), JSON.stringify(state), true));
  }
  const visit = entry.body as { readonly camera?: string; readonly status?: string };
  if (entry.type.startsWith('visit.') && entry.type !== 'visit.withdrawn' && visit.camera && visit.status === 'counted')
    messages.push(say(topics.visit(visit.camera), JSON.stringify(visit), true));
  const event = frigate?.eventOf(entry);
  if (event) messages.push(say(`${prefix}/events`, JSON.stringify(event)));
  return messages;
}

/**
 * Waits for acknowledgements, no longer than a broker may take and no longer than its connection lasts: one that takes messages and says
 * nothing would be waited for for ever.
 */
function within(work: Promise<unknown>, onBroken: Session['onBroken'], url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(failure('push the feed to', url, new Error('nothing was acknowledged')));
    const timer = setTimeout(late, ACKNOWLEDGED_WITHIN);
    const off = onBroken(reject);
    work
      .then(() => resolve(), reject)
      .finally(() => {
        clearTimeout(timer);
        off();
      });
  });
}

function failure(operation: string, url: string, error: unknown): RoostError {
  if (error instanceof RoostError) return error;
  const { host, protocol } = new URL(url);
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  const known = typeof code === 'number' ? REASONS[code] : undefined;
  return new RoostError(
    operation,
    `${protocol}//${host}`,
    known ?? (message || String(code ?? error)),
    'It is tried again',
    {
      cause: error,
    },
  );
}
