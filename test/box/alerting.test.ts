import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startAlerts } from '../../src/box/alerting.ts';
import type { Config } from '../../src/know/config/config.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { tempStore } from '../count/store/temp.ts';
import { aVisit } from '../count/store/values.ts';
import { NO_SECRETS } from '../no-secrets.ts';

const quiet = { warn: () => undefined };

function config(url: string, secret: string | undefined): Config {
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  return {
    ...{ folder: '/nowhere', data: '/nowhere', checklist: NO_PRIOR, cameras: [] },
    site: siteSchema.parse({ site, alerts: { webhook: { url } } }),
    secrets: {
      apiToken: undefined,
      all: [],
      channel: () => ({ ...NO_SECRETS, secret }),
      camera: () => undefined,
    },
  };
}

it('a box posts what its config says, and not without a secret', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const store = await tempStore();
  await expect(startAlerts(store, config(url, undefined), () => false, quiet)).rejects.toThrow(
    /has no secret.*ROOST_WEBHOOK_SECRET/,
  );
  const stop = await startAlerts(store, config(url, 'secret'), () => false, quiet);
  const startAt = Date.now() - 60_000;
  await store.saveVisit(aVisit('v1', { taxon: 'grus-grus', startAt }), 'new', startAt);
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, { end(): void }];
  response.end();
  expect(JSON.parse(await text(request))).toMatchObject({
    site: 'East',
    alerts: [{ reason: 'first-for-site' }, { reason: 'protected' }],
  });
  expect(request.headers['roost-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  await stop();
  server.close();
});

it.each([
  [{ webhook: { url: 'ftp://example.org' } }, 'starts with ftp: where http'],
  [{ email: { host: 'smtp.example.org', from: 'roost@example.org', to: [] } }, 'to'],
  [{ perSpeciesPerHour: 0 }, 'perSpeciesPerHour'],
])('a config with %j is refused', (alerts, message) => {
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  expect(() => siteSchema.parse({ site, alerts })).toThrow(message);
});
