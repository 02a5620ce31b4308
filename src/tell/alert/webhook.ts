import { RoostError } from '../../base/errors.ts';
import { post } from '../../base/post.ts';
import { shownAddress } from '../../base/post-address.ts';
import type { Resolve } from '../../base/reachable.ts';
import { signature } from '../../base/signature.ts';
import { type Message, webhookBody } from './message.ts';
import type { Outlet } from './outlet.ts';
import { filled, valuesOf } from './template.ts';
import type { Wording } from './text.ts';

/** Where alerts are posted, and what they are signed with. */
export interface Webhook {
  readonly url: string;
  /** Without it they are not signed. */
  readonly secret?: string | undefined;
  /** What the header `Authorization` says, where the receiver asks for one. */
  readonly authorization?: string | undefined;
  /** What is posted in place of Roost's own JSON: a text, or any value whose texts hold placeholders. */
  readonly template?: unknown;
  readonly resolve?: Resolve;
}

/** Posts messages to a program. A template tells of one piece of news, so that each goes alone. @param now ms since the epoch */
export function webhookOutlet(webhook: Webhook, wording: Wording, now: () => number): Outlet {
  const send = (message: Message, signal: AbortSignal) => postMessage(webhook, message, { wording, now, signal });
  return webhook.template === undefined ? { send } : { send, fits: () => 1, paces: [{ messages: 60, ms: 60_000 }] };
}

/**
 * Posts a message; resolves with the receiver's status where that is a success.
 * @throws RoostError where it is none, or nobody answers
 */
async function postMessage(
  { url, secret, authorization, template, resolve }: Webhook,
  message: Message,
  { wording, now, signal }: { wording: Wording; now: () => number; signal: AbortSignal },
): Promise<string> {
  const value = template === undefined ? undefined : filled(template, valuesOf(message, wording));
  const isText = typeof template === 'string';
  const body = value === undefined ? webhookBody(message) : isText ? String(value) : JSON.stringify(value);
  const { status } = await post({
    url,
    headers: {
      'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json',
      'Roost-Message': String(message.id),
      ...(secret !== undefined && { 'Roost-Signature': signature(secret, Math.floor(now() / 1000), body) }),
      ...(authorization !== undefined && { Authorization: authorization }),
    },
    body,
    signal,
    ...(resolve && { resolve }),
  });
  if (status < 200 || status > 299)
    throw new RoostError('post alert', shownAddress(url), `answered ${status}`, 'It is tried again');
  return String(status);
}
