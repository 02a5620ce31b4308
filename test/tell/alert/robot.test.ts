import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/tell/alert/message.ts';
import { type RobotKind, robotAnswer, robotOutlet, robotRequest } from '../../../src/tell/alert/robot.ts';
import { anAlert, WORDING } from './values.ts';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const NOW = 1_599_360_473_123;
const message: Message = {
  id: 7,
  site: '东滩',
  publicAddress: '',
  news: [{ delivery: 7, news: 'new', alert: anAlert() }],
};

describe('what a robot is sent', () => {
  // The signs were computed apart, by: printf '%s\n%s' 1599360473123 'SECthis is secret' | openssl dgst -sha256 -hmac 'SECthis is secret' -binary | base64
  it('is signed in the query for DingTalk, by time and secret under the secret', () => {
    const url = 'https://oapi.dingtalk.com/robot/send?access_token=abc';
    const request = robotRequest({ kind: 'dingtalk', url, secret: 'SECthis is secret' }, '白鹤', NOW);
    const asked = new URL(request.url).searchParams;
    expect([...asked.keys()]).toEqual(['access_token', 'timestamp', 'sign']);
    expect(asked.get('timestamp')).toBe('1599360473123');
    expect(asked.get('sign')).toBe('wEqIUGGrw0kN8sOt3J4qrTWKCKztZwzF4IaAtIxEmDc=');
    // Plus, slash and equals sign of Base64 mean other things in a query.
    expect(request.url).not.toMatch(/sign=.*[+/]/);
    expect(JSON.parse(request.body)).toEqual({ msgtype: 'text', text: { content: '白鹤' } });
  });

  // printf '' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '1599360473\nthis is secret' | xxd -p -c 99) -binary | base64
  it('is signed in the body for Feishu, by nothing under time and secret', () => {
    const url = 'https://open.feishu.cn/open-apis/bot/v2/hook/abc';
    const request = robotRequest({ kind: 'feishu', url, secret: 'this is secret' }, '白鹤', NOW);
    expect(request.url).toBe(url);
    expect(JSON.parse(request.body)).toEqual({
      ...{ timestamp: '1599360473', sign: '/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw=' },
      ...{ msg_type: 'text', content: { text: '白鹤' } },
    });
  });

  it('is not signed for WeCom, nor without a secret', () => {
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc';
    expect(robotRequest({ kind: 'wecom', url, secret: 'unused' }, 'a "quoted"\nline', NOW)).toEqual({
      url,
      body: '{"msgtype":"text","text":{"content":"a \\"quoted\\"\\nline"}}',
    });
    expect(robotRequest({ kind: 'dingtalk', url }, '', NOW).url).toBe(url);
    expect(robotRequest({ kind: 'feishu', url }, '', NOW).body).not.toContain('sign');
  });
});

describe('what a robot answers', () => {
  it.each<[RobotKind, string]>([
    ['wecom', '{"errcode":0,"errmsg":"ok"}'],
    ['dingtalk', '{"errcode":0,"errmsg":"ok"}'],
    ['feishu', '{"code":0,"msg":"success","data":{}}'],
    ['feishu', '{"Extra":null,"StatusCode":0,"StatusMessage":"success"}'],
  ])('of %s is good with %s', (kind, body) => expect(robotAnswer(kind, 'host', 200, body)).toMatch(/^200, code 0: /));

  it.each<[RobotKind, number, string, string]>([
    [
      'wecom',
      200,
      '{"errcode":93000,"errmsg":"invalid webhook url"}',
      'code 93000: invalid webhook url. Copy the address',
    ],
    ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'It was asked too often'],
    [
      'dingtalk',
      200,
      '{"errcode":310000,"errmsg":"sign not match"}',
      'code 310000: sign not match. Look at the security',
    ],
    [
      'feishu',
      200,
      '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}',
      'the clock of the box',
    ],
    ['feishu', 400, '{"code":9499,"msg":"Bad Request"}', 'answered 400, code 9499'],
    ['wecom', 200, '<html>log in</html>', 'without saying whether it took'],
    ['wecom', 200, 'null', 'code undefined'],
    ['wecom', 200, '', 'without saying whether it took'],
    ['dingtalk', 200, '{"errcode":"0"}', 'code 0:'],
    ['wecom', 500, '{"errcode":0}', 'answered 500'],
  ])('of %s is a failure with %i %s', (kind, status, body, why) =>
    expect(() => robotAnswer(kind, 'host', status, body)).toThrow(why),
  );
});

describe('a robot over HTTP', () => {
  async function robot(answer: string) {
    const got: { url: string; body: string }[] = [];
    const server = createServer(async (request, response) => {
      got.push({ url: request.url!, body: await text(request) });
      response.end(answer.replace('URL', request.url!));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => server.close());
    return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?key=k3y-of-robot` };
  }

  it('is told in words, with the site and Roost in the first line', async () => {
    const { got, url } = await robot('{"errcode":0,"errmsg":"ok"}');
    const { send } = robotOutlet({ kind: 'wecom', url }, { ...WORDING, language: 'zh' }, () => NOW);
    expect(await send(message, new AbortController().signal)).toBe('200, code 0: ok');
    expect(JSON.parse(got[0]!.body).text.content).toBe(
      '【东滩】Roost\ngrus-grus (二级)\n  国家重点保护物种; 待确认\n  2025-05-03T00:00, east, 2 只, 0.90',
    );
  });

  it('that refuses with a 200 fails, and its key stands nowhere', async () => {
    const { url } = await robot('{"errcode":300001,"errmsg":"no robot at URL"}');
    const { send } = robotOutlet({ kind: 'dingtalk', url, secret: 'SECret-of-robot' }, WORDING, () => NOW);
    const error: Error = await send(message, new AbortController().signal).then(
      () => new Error('taken'),
      (reason) => reason,
    );
    expect(error.message).toContain('code 300001: no robot at /send?key=***');
    expect(error.message).toContain('/***: answered');
    expect(error.message).not.toContain('k3y-of-robot');
  });

  it('of Feishu that repeats its address shows no key of it either', async () => {
    const { url } = await robot('{"code":19001,"msg":"no bot at URL"}');
    const hook = url.replace(/\/send.*/, '/open-apis/bot/v2/hook/0a1b2c3d-k3y');
    const { send } = robotOutlet({ kind: 'feishu', url: hook }, WORDING, () => NOW);
    await expect(send(message, new AbortController().signal)).rejects.toThrow('no bot at /open-apis/bot/v2/hook/***');
  });

  it('of WeCom is never sent more than 2,048 bytes', async () => {
    const news = Array.from({ length: 50 }, (_, i) => ({ delivery: i, news: 'new' as const, alert: anAlert() }));
    const { got, url } = await robot('{"errcode":0}');
    const outlet = robotOutlet({ kind: 'wecom', url }, WORDING, () => NOW);
    const fits = outlet.fits!({ ...message, news });
    expect(fits).toBeGreaterThan(5);
    await outlet.send({ ...message, news: news.slice(0, fits) }, new AbortController().signal);
    const content: string = JSON.parse(got[0]!.body).text.content;
    expect(content.endsWith('0.90')).toBe(true);
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048);
    const long = anAlert({ camera: '河口'.repeat(900) });
    await outlet.send({ ...message, news: [{ delivery: 1, news: 'new', alert: long }] }, new AbortController().signal);
    expect(Buffer.byteLength(JSON.parse(got[1]!.body).text.content)).toBeLessThanOrEqual(2_048);
  });
});
