import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CameraStatus } from '../base/domain.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { SiteClock } from '../base/site-clock.ts';
import type { Store } from '../count/store/store.ts';
import { isNear } from '../know/config/broker.ts';
import type { Config } from '../know/config/config.ts';
import type { PushConfig } from '../know/config/push-schema.ts';
import { httpsReceiver } from '../tell/push/https.ts';
import { mqttReceiver } from '../tell/push/mqtt/receiver.ts';
import { Topics } from '../tell/push/mqtt/topics.ts';
import { Pusher, type PusherOptions, type PushState, type Receiver } from '../tell/push/pusher.ts';
import type { Names } from '../tell/server/deps.ts';
import type { Log } from './log.ts';

/** What pushes the feed while the box runs. */
export interface Pushing {
  /** How each receiver stands. */
  states(): PushState[];
  stop(): Promise<void>;
}

/** Entries on their way at once: of posts, as many as fit into a body; of messages, some windows. */
const MOST = { https: 200, mqtt: 500 };

/**
 * Starts to push the feed to whom the config names.
 * @param store with the cursor of the last entry that was told before this start
 * @param cameras what each camera does now
 * @throws RoostError where a receiver has no secret, a certificate cannot be read, or a password would go in the open
 */
export function startPushing(
  { store, told }: { readonly store: Store; readonly told: number },
  config: Config,
  names: Names,
  cameras: () => readonly CameraStatus[],
  log: Log,
): Pushing {
  const { mqtt, https } = config.site.push;
  const clock = new SiteClock(config.site.site.timeZone);
  const pushers = [
    ...(mqtt ? [pusher(mqttOf(config, mqtt, names, cameras), mqtt, MOST.mqtt)] : []),
    ...(https ? [pusher(httpsOf(config, https), https, MOST.https)] : []),
  ];
  function pusher(receiver: Receiver, { from, types, pictureMegabytesADay }: Common, most: number): Pusher {
    const options: PusherOptions = {
      ...{ from, since: told, most, clock },
      ...(types.length > 0 && { types }),
      ...(pictureMegabytesADay > 0 && { pictureBytes: pictureMegabytesADay * 1e6 }),
    };
    return new Pusher(store, names, receiver, options, log);
  }
  for (const one of pushers) one.start();
  return {
    states: () => pushers.map(({ state }) => state),
    stop: async () => {
      await Promise.all(pushers.map((one) => one.stop()));
    },
  };
}

type Common = Pick<NonNullable<PushConfig['mqtt']>, 'from' | 'types' | 'pictureMegabytesADay'>;

function mqttOf(
  config: Config,
  { url, topic, box, ca, cert, key, homeAssistant, frigate }: NonNullable<PushConfig['mqtt']>,
  names: Names,
  statuses: () => readonly CameraStatus[],
): Receiver {
  const { folder, data, site, secrets } = config;
  const login = secrets.push?.mqtt;
  if (login && url.startsWith('mqtt:') && !isNear(url))
    throw new RoostError(
      'push the feed to',
      url,
      'its password would go in the open through networks of others',
      'Write mqtts:// and the port of TLS, usually 8883',
    );
  const prefix = (set: boolean | string, usual: string) => (set === true ? usual : set || undefined);
  const [found, frigateTopic] = [prefix(homeAssistant, 'homeassistant'), prefix(frigate, 'frigate')];
  return mqttReceiver(
    {
      ...{ url, data, box, login, topics: new Topics(topic, site.site.name, box) },
      ...pem(folder, { ca, cert, key }),
      cameras: () => config.cameras.map(({ id, name }) => ({ id, name })),
      cameraStates: () =>
        statuses().map(({ camera, state, since, cause }) => {
          return { camera, state, at: new Date(since).toISOString(), ...(cause && { cause }) };
        }),
      ...(found !== undefined && { homeAssistant: found }),
      ...(frigateTopic !== undefined && { frigate: frigateTopic }),
    },
    names,
  );
}

function httpsOf(
  { folder, data, site, secrets }: Config,
  { url, box, ca }: NonNullable<PushConfig['https']>,
): Receiver {
  const { secret, authorization } = secrets.push ?? {};
  if (secret === undefined)
    throw new RoostError(
      'push the feed',
      'push.https',
      'has no secret to sign with',
      'Put ROOST_PUSH_SECRET into secrets.env, and the same where the feed is received',
    );
  return httpsReceiver({ url, secret, authorization, site: site.site.name, box, data, ...pem(folder, { ca }) });
}

/** The text of certificates and keys. @throws RoostError where one cannot be read */
function pem<T extends string>(folder: string, files: Readonly<Record<T, string | undefined>>) {
  const read = Object.entries<string | undefined>(files).flatMap(([name, file]) => {
    if (file === undefined) return [];
    const path = resolve(folder, file);
    try {
      return [[name, readFileSync(path, 'utf8')] as const];
    } catch (cause) {
      throw new RoostError('read certificate', path, messageOf(cause), '', { cause });
    }
  });
  return Object.fromEntries(read) as Partial<Record<T, string>>;
}
