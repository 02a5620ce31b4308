import { createHmac } from 'node:crypto';
import { RoostError } from '../../base/errors.ts';
import { post } from '../../base/post.ts';
import { shownAddress } from '../../base/post-address.ts';
import type { Resolve } from '../../base/reachable.ts';
import { redact } from '../../base/redact.ts';
import type { Outlet, Pace } from './outlet.ts';
import { chatText, cut, fitting, type Wording } from './text.ts';

/** The robots of groups that are known: 企业微信, 钉钉, 飞书. */
export type RobotKind = 'wecom' | 'dingtalk' | 'feishu';

/** A robot of a group chat. */
export interface Robot {
  readonly kind: RobotKind;
  /** As the chat shows it, with its key. */
  readonly url: string;
  /** What its messages are signed with (加签, 签名校验); WeCom's are not. */
  readonly secret?: string | undefined;
  readonly resolve?: Resolve;
}

const MINUTE = 60_000;
/** Messages that a robot may send, as its makers publish it. */
const PACES: Readonly<Record<RobotKind, readonly Pace[]>> = {
  wecom: [{ messages: 20, ms: MINUTE }],
  // One message more in a minute silences the robot for ten.
  dingtalk: [{ messages: 20, ms: MINUTE }],
  feishu: [
    { messages: 100, ms: MINUTE },
    { messages: 5, ms: 1_000 },
  ],
};
/** Bytes of text that each takes: WeCom 2,048; DingTalk and Feishu 20 KB of the whole, JSON around it included. */
const BYTES: Readonly<Record<RobotKind, number>> = { wecom: 2_048, dingtalk: 15_000, feishu: 15_000 };

/** What to try where a robot refuses, by its own number. */
const HINTS: Readonly<Record<string, string>> = {
  93000: 'Copy the address of the robot again, as the group shows it',
  45009: 'It was asked too often; it is tried again',
  300001: 'Copy the address of the robot again, as the group shows it',
  310000:
    'Look at the security settings of the robot: sign (加签) with the secret, or give it the key word Roost, and look at the clock of the box',
  130101: 'It was asked too often; it is tried again',
  19001: 'Copy the address of the robot again, as the group shows it',
  19021: 'Look at the secret of the robot (签名校验) and at the clock of the box',
  19022: 'Take the addresses that may send off the settings of the robot, or put that of the box there',
  19024: 'Give the robot the key word Roost, or take key words off its settings',
  11232: 'It was asked too often; it is tried again',
};

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

/**
 * What a robot is sent.
 *
 * - DingTalk: `timestamp` (ms) and `sign` in the query, the sign Base64 of the HMAC-SHA-256 of `timestamp\nsecret` under the secret;
 * - Feishu: `timestamp` (s) and `sign` in the body, the sign Base64 of the HMAC-SHA-256 of nothing under `timestamp\nsecret`;
 * - WeCom: nothing but the key in its address.
 * @param now ms since the epoch
 */
export function robotRequest({ kind, url, secret }: Robot, text: string, now: number): { url: string; body: string } {
  if (kind === 'feishu') {
    const timestamp = String(Math.floor(now / 1000));
    const signed = secret === undefined ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') };
    return { url, body: JSON.stringify({ ...signed, msg_type: 'text', content: { text } }) };
  }
  const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
  if (kind === 'wecom' || secret === undefined) return { url, body };
  const target = new URL(url);
  target.searchParams.set('timestamp', String(now));
  target.searchParams.set('sign', hmac(secret, `${now}\n${secret}`));
  return { url: target.href, body };
}

/**
 * What a robot answered, in words. All of them answer 200 and say in the body whether they took it: `errcode`, of Feishu
 * `code`, or `StatusCode` of its older ones; 0 is good.
 * @throws RoostError where it did not take the message
 */
export function robotAnswer(kind: RobotKind, host: string, status: number, body: string): string {
  const failed = (why: string, hint = '') => new RoostError(`tell ${kind} robot`, host, why, hint);
  let said: Record<string, unknown>;
  try {
    said = Object(JSON.parse(body));
  } catch {
    throw failed(`answered ${status} without saying whether it took the message`, 'Is this the address of the robot?');
  }
  const code = kind === 'feishu' ? (said.code ?? said.StatusCode) : said.errcode;
  const words = [said.errmsg, said.msg, said.StatusMessage].find((text) => typeof text === 'string') ?? '';
  if (status !== 200 || code !== 0)
    throw failed(`answered ${status}, code ${String(code)}: ${cut(String(words), 300)}`, HINTS[String(code)]);
  return `${status}, code 0: ${cut(String(words), 100)}`;
}

/** What is secret of a robot: its secret, and the key in the query or at the end of the path of its address. */
function keysOf({ url, secret = '' }: Robot): string[] {
  const { searchParams, pathname } = new URL(url);
  return [secret, ...searchParams.values(), pathname.split('/').at(-1)!].filter((key) => key.length > 5);
}

/** Tells a group by its robot. @param now ms since the epoch */
export function robotOutlet(robot: Robot, wording: Wording, now: () => number): Outlet {
  const { kind, resolve } = robot;
  return {
    paces: PACES[kind],
    fits: (message) => fitting(message, wording, BYTES[kind]),
    send: async (message, signal) => {
      const { url, body } = robotRequest(robot, cut(chatText(message, wording), BYTES[kind]), now());
      const headers = { 'Content-Type': 'application/json; charset=utf-8' };
      const answer = await post({ url, headers, body, signal, read: 4_096, ...(resolve && { resolve }) });
      // What a robot says of its message may repeat its key.
      return robotAnswer(kind, shownAddress(url), answer.status, redact(answer.body, keysOf(robot)));
    },
  };
}
