import { brokerOptions } from '../../base/broker.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { type Message, webhookBody } from './message.ts';
import type { Outlet } from './outlet.ts';
import { mailText, type Wording } from './text.ts';

/** A topic of a broker at which alerts are told. */
export interface BrokerTopic {
  /** `mqtt://` or `mqtts://`, without user and password. */
  readonly url: string;
  readonly topic: string;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
}

/** A broker that says nothing is not waited for longer, ms. */
const CONNECT_WITHIN = 10_000;

/**
 * Publishes messages over MQTT 5 with QoS 1: the JSON of a webhook, and the words of a mail with it. Each has a connection of its own,
 * since alerts are rare.
 */
export function brokerOutlet(broker: BrokerTopic, wording: Wording): Outlet {
  return { send: (message, signal) => publish(broker, message, wording, signal) };
}

/** @throws RoostError (rejects) where the broker did not take it */
async function publish(
  { url, topic, login }: BrokerTopic,
  message: Message,
  wording: Wording,
  signal: AbortSignal,
): Promise<string> {
  const { host, protocol } = new URL(url);
  const options = { ...(await brokerOptions(url, login)), connectTimeout: CONNECT_WITHIN };
  // Here and not above: a box that tells no broker does without it.
  const { connectAsync } = await import('mqtt');
  const failed = (why: unknown) =>
    new RoostError('publish alert to', `${protocol}//${host}`, messageOf(why), 'It is tried again', { cause: why });
  signal.throwIfAborted();
  const client = await connectAsync(url, options, false).catch((error: unknown) => {
    throw failed(error);
  });
  try {
    const { subject, text } = mailText(message, wording);
    const body = JSON.stringify({ ...(JSON.parse(webhookBody(message)) as object), subject, text });
    const properties = { contentType: 'application/json' };
    const broken = new Promise<never>((_, reject) => {
      client.once('close', () => reject(failed(new Error('the connection broke'))));
      client.on('error', (error) => reject(failed(error)));
      signal.addEventListener('abort', () => reject(failed(new Error('it took too long'))), { once: true });
    });
    await Promise.race([client.publishAsync(topic, body, { qos: 1, properties }), broken]);
    return 'acknowledged';
  } finally {
    client.end(true);
  }
}
