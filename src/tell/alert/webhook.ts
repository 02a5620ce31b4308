import { createHmac } from 'node:crypto';
import { RoostError } from '../../base/errors.ts';
import { post } from '../../base/post.ts';
import { shownAddress } from '../../base/post-address.ts';
import { type Message, webhookBody } from './message.ts';

/** Where alerts are posted, and what they are signed with. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
  /** What the header `Authorization` says, where the receiver asks for one. */
  readonly authorization?: string | undefined;
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
export async function postAlert(
  { url, secret, authorization }: Webhook,
  message: Message,
  now: number,
  signal: AbortSignal,
): Promise<string> {
  const body = webhookBody(message);
  const { status } = await post({
    url,
    headers: {
      'Content-Type': 'application/json',
      'Roost-Message': String(message.id),
      'Roost-Signature': signature(secret, Math.floor(now / 1000), body),
      ...(authorization !== undefined && { Authorization: authorization }),
    },
    body,
    signal,
  });
  if (status < 200 || status > 299)
    throw new RoostError('post alert', shownAddress(url), `answered ${status}`, 'It is tried again');
  return String(status);
}
