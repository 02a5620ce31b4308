import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { channelsOf, testChannel } from '../../src/box/channels.ts';
import { testChannels } from '../../src/commands/alert.ts';
import { parseYaml } from '../../src/know/config/read.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { NO_SECRETS } from '../no-secrets.ts';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function box(alerts: object, secrets: Partial<typeof NO_SECRETS> | Record<string, string> = {}) {
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  return {
    data: '/nowhere',
    site: siteSchema.parse({ site, alerts }),
    secrets: { apiToken: undefined, all: [], camera: () => undefined, channel: () => ({ ...NO_SECRETS, ...secrets }) },
  };
}

async function receiver(answer: string) {
  const got: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    response.end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=s3cret-key` };
}

const signal = new AbortController().signal;

describe('channels of a box', () => {
  it('are tested with a marked message, and the real answer is told', async () => {
    const { got, url } = await receiver('{"errcode":0,"errmsg":"ok"}');
    const lines: string[] = [];
    const config = box({ channels: { rangers: { kind: 'wecom' } } }, { url });
    expect(await testChannels(config, undefined, signal, (line) => lines.push(line))).toBe(true);
    expect(lines).toEqual(['rangers (wecom): delivered: 200, code 0: ok']);
    expect(JSON.parse(got[0]!.body).text.content).toContain('【East】Roost: 测试消息');
    await expect(testChannels(config, 'other', signal, () => undefined)).rejects.toThrow('There are rangers');
    await expect(testChannels(box({}), undefined, signal, () => undefined)).rejects.toThrow('it has none');
    expect(await testChannel(config, 'other')).toBeUndefined();
  });

  it('that do not work say why, and never their key', async () => {
    const { url } = await receiver('{"errcode":93000,"errmsg":"invalid webhook url"}');
    const came = await testChannel(box({ channels: { rangers: { kind: 'wecom', url } } }), 'rangers');
    expect(came).toMatchObject({ delivered: false, answer: expect.stringContaining('code 93000') });
    const nobody = box({ channels: { a: { kind: 'dingtalk', url: 'http://127.0.0.1:9/?access_token=s3cret' } } });
    const lines: string[] = [];
    expect(await testChannels(nobody, 'a', signal, (line) => lines.push(line))).toBe(false);
    expect(lines[0]).toMatch(/^a \(dingtalk\): NOT delivered: post to http:\/\/127\.0\.0\.1:9\/\*\*\*: no answer/);
    expect(lines[0] + JSON.stringify(came)).not.toContain('s3cret');
  });

  it('post a template, with what the receiver asks for', async () => {
    const { got, url } = await receiver('');
    const template = { text: '{site} {species}', test: '{what}' };
    const config = box({ channels: { program: { kind: 'webhook', url, template } } }, { authorization: 'Bearer abc' });
    expect(await testChannel(config, 'program')).toMatchObject({ delivered: true, answer: '200' });
    expect(JSON.parse(got[0]!.body)).toEqual({ text: 'East ', test: 'test' });
    expect(got[0]!.headers.authorization).toBe('Bearer abc');
    expect(got[0]!.headers['roost-signature']).toBeUndefined();
  });

  it.each([
    [{ channels: { a: { kind: 'wecom' } } }, {}, 'use channel a: has no address. Put ROOST_ALERT_A_URL'],
    [{ channels: { 'a-b': { kind: 'webhook', url: 'http://a.example' } } }, {}, 'Put ROOST_ALERT_A_B_SECRET'],
    [{ webhook: { url: 'http://a.example' } }, {}, 'Put ROOST_WEBHOOK_SECRET'],
    [{ channels: { a: { kind: 'feishu' } } }, { url: 'http://u:pa55@a.example/' }, 'holds a user or password'],
    [{ channels: { a: { kind: 'wecom' } } }, { url: 'file:///etc/passwd' }, 'starts with file:'],
    [
      { channels: { a: { kind: 'webhook', url: 'http://a.example', template: { x: '{specie}' } } } },
      {},
      'its template holds {specie}',
    ],
  ])('%j is refused before anything is sent', (alerts, secrets, why) => {
    expect(() => channelsOf(box(alerts, secrets))).toThrow(why);
    expect(() => channelsOf(box(alerts, secrets))).not.toThrow('pa55');
  });

  it.each([
    ['kind: pigeon', 'alerts.channels.a.kind in roost.yaml:9'],
    ['kind: wecom\n      url: https://u:p@a.example/', 'holds a user or password'],
    ['kind: wecom\n      species: [Grus gruss]', 'Grus gruss'],
    ['kind: wecom\n      tells: [level-3]', 'alerts.channels.a.tells.0 in roost.yaml:10'],
    ['kind: wecom\n      quietHours: { from: "22:00", to: "25:00" }', 'must be a time of the day'],
    ['kind: wecom\n      quietHours: { from: "22:00", to: "22:00" }', 'must be another time than from'],
    ['kind: wecom\n      template: x', 'unknown key template'],
  ])('with %j in roost.yaml are refused with line and key', (channel, why) => {
    const yaml = `site:\n  name: E\n  latitude: 1\n  longitude: 1\n  timeZone: UTC\nalerts:\n  channels:\n    a:\n      ${channel}\n`;
    expect(() => parseYaml(yaml, 'roost.yaml', siteSchema)).toThrow(why);
  });

  it.each([
    ['channels: { Rangers: { kind: wecom } }', 'alerts.channels.Rangers in roost.yaml:7: must be lower-case letters'],
    ['leaveOut: [Larus gullus]', 'alerts.leaveOut.0.taxon in roost.yaml:7'],
    ['faults: { downMinutes: -1 }', 'alerts.faults.downMinutes in roost.yaml:7'],
    ['faults: { downMinuts: 1 }', 'did you mean downMinutes?'],
  ])('%s is refused with line and key', (key, why) => {
    const yaml = `site:\n  name: E\n  latitude: 1\n  longitude: 1\n  timeZone: UTC\nalerts:\n  ${key}\n`;
    expect(() => parseYaml(yaml, 'roost.yaml', siteSchema)).toThrow(why);
  });

  it('leave out a species by its name alone, or with what was before', () => {
    const { leaveOut } = box({ leaveOut: ['Larus', { taxon: 'Anas crecca', before: true }] }).site.alerts;
    expect(leaveOut).toEqual([
      { taxon: 'larus', before: false },
      { taxon: 'anas-crecca', before: true },
    ]);
  });

  it('may not have the name of a key of before', () => {
    const mailbox = { host: 'smtp.example.org', from: 'a@example.org', to: ['b@example.org'] };
    expect(() => box({ email: mailbox, channels: { email: { kind: 'email', ...mailbox } } })).toThrow(
      'is set by alerts.email',
    );
  });
});
