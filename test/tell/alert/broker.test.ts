import { execFileSync } from 'node:child_process';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { Mosquitto } from '../../../fixtures/mosquitto.ts';
import { brokerOutlet } from '../../../src/tell/alert/broker.ts';
import { eventually } from '../../patience.ts';

const WORDING = { language: 'en' as const, clock: () => '2026-05-03 08:00' };
const TEST = { id: 7, site: 'East', publicAddress: '', news: [] };
const never = new AbortController().signal;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('alerts over MQTT', () => {
  it('are published with words beside them, and say where a broker does not let them in', async () => {
    const keeper = new Mosquitto();
    ends.push(() => keeper.remove());
    const passwords = keeper.file('passwords');
    execFileSync('mosquitto_passwd', ['-b', '-c', passwords, 'roost', 'right'], { stdio: 'ignore' });
    const broker = new Mosquitto(['allow_anonymous false', `password_file ${passwords}`]);
    ends.push(() => broker.remove());
    await broker.start();
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const login = { user: 'roost', password: 'right' };
    const heard: string[] = [];
    const client = await connectAsync(url, { username: login.user, password: login.password });
    ends.push(() => client.endAsync(true));
    client.on('message', (_topic, payload) => heard.push(payload.toString()));
    await client.subscribeAsync('roost/alerts', { qos: 1 });

    const { send } = brokerOutlet({ url, topic: 'roost/alerts', login }, WORDING);
    expect(await send(TEST, never)).toBe('acknowledged');
    await eventually(() => expect(heard).toHaveLength(1));
    expect(JSON.parse(heard[0]!)).toMatchObject({
      ...{ message: 7, site: 'East', test: true, alerts: [] },
      ...{ subject: expect.stringContaining('East'), text: expect.any(String) },
    });

    const wrong = brokerOutlet({ url, topic: 'roost/alerts', login: { ...login, password: 'wrong' } }, WORDING);
    await expect(wrong.send(TEST, never)).rejects.toThrow(/publish alert to mqtt:\/\/127\.0\.0\.1:\d+.*authorized/i);
    await broker.kill();
    await expect(send(TEST, never)).rejects.toThrow(/ECONNREFUSED/);
  });
});
