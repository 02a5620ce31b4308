import { createHmac } from 'node:crypto';
import { RoostError } from '../../base/errors.ts';
import { type Message, webhookBody } from './message.ts';

/** Where alerts are posted, and what they are signed with. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/**
 * The signature of a body: `t=<seconds>,v1=<hex>`, the hex an HMAC-SHA-256 over `<seconds>.<body>`. The receiver computes
 * the same, compares both in constant time, and refuses what is older than a few minutes.
 */
function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * Posts a message; resolves with the receiver's status where that is a success.
 * @throws RoostError where it is none, or nobody answers
 */
export async function post(
  { url, secret }: Webhook,
  message: Message,
  now: number,
  signal: AbortSignal,
): Promise<string> {
  const body = webhookBody(message);
  const failed = (why: string, cause?: unknown) =>
    new RoostError('post alert', new URL(url).host, why, 'It is tried again', { cause });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Roost-Message': String(message.id),
      'Roost-Signature': signature(secret, Math.floor(now / 1000), body),
    },
    body,
    redirect: 'error',
    signal,
  }).catch((cause: Error) => {
    throw failed(`no answer: ${(cause.cause as Error | undefined)?.message ?? cause.message}`, cause);
  });
  await response.body?.cancel();
  if (!response.ok) throw failed(`answered ${response.status}`);
  return String(response.status);
}
