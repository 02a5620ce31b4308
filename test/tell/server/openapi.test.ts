import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import { ROLES, SCOPES } from '../../../src/tell/access/roles.ts';
import { createApp } from '../../../src/tell/server/app.ts';
import { Door } from '../../../src/tell/server/door.ts';
import { LIMITS } from '../../../src/tell/server/limits.ts';
import { createMetrics } from '../../../src/tell/server/metrics.ts';
import { readingHere } from '../../../src/tell/server/reading.ts';
import { createResources } from '../../../src/tell/server/resources.ts';
import { Streams } from '../../../src/tell/server/streams.ts';
import { NOON, type Running, startFake } from './fake.ts';
import { fillDay } from './scene.ts';

let running: Running;
let document: { openapi: string; paths: Record<string, object> };
beforeAll(async () => {
  running = await startFake();
  await fillDay(running);
  document = (await (await running.get('/api/v1/openapi.json')).json()) as typeof document;
});
afterAll(() => running.stop());

/** The parts of a server over the same box, to look inside. */
function parts() {
  const { box, folder } = running;
  const now = () => NOON;
  const access = new Access(accessFile(folder), undefined, now);
  const door = new Door(access, true, now);
  const streams = new Streams(box, { streams: 1, each: 1, heartbeatMs: 1000, stalledMs: 1000 }, access);
  const metrics = createMetrics(box, { streams: () => 0, viewers: () => 0 });
  const reading = readingHere(box, now);
  const surroundings = {
    dataFolder: folder,
    now,
    streams,
    viewers: undefined as never,
    metrics,
    reading,
    access,
    door,
    basePath: '',
  };
  const resources = createResources(box, surroundings);
  const log = { info: () => {}, error: () => {} };
  const reached = { trustedProxies: [], basePath: '', origins: [] };
  const more = { access, door, reached, limits: LIMITS, observe: metrics.observe, log, now };
  return { resources, app: createApp({ resources, ...more }) };
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every route of the app, and no other', () => {
    const layers = parts().app.router.stack as { route?: { path: string | string[] } }[];
    const routes = layers.flatMap(({ route }) =>
      typeof route?.path === 'string' ? [route.path.replaceAll(/:(\w+)/g, '{$1}')] : [],
    );
    expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
  });

  it('tells the role and the scope that each route declares, and no route has none', () => {
    for (const { method, path, role, scope } of parts().resources) {
      expect([...ROLES, 'anyone'], path).toContain(role);
      expect(SCOPES, path).toContain(scope);
      const told = (document.paths[path] as Record<string, object>)[method];
      expect(told, path).toMatchObject({ 'x-roost-role': role, 'x-roost-scope': scope });
    }
  });

  it('says what each query key may hold', () => {
    for (const { query, path } of parts().resources) {
      for (const [key, schema] of Object.entries(query.shape)) {
        expect((schema as { meta(): { description?: string } }).meta()?.description, `${path} ${key}`).toBeTruthy();
      }
    }
  });
});

describe('answers', () => {
  it.each([
    '/api/v1/health',
    '/api/v1/cameras',
    '/api/v1/cameras/channel',
    '/api/v1/visits',
    '/api/v1/visits/v9',
    '/api/v1/visits/v7?path=true',
    '/api/v1/visits/v8',
    '/api/v1/taxa?q=a',
    '/api/v1/taxa/emberiza-aureola',
    '/api/v1/tallies',
    '/api/v1/presence',
    '/api/v1/records',
    '/api/v1/review/queues',
    '/api/v1/review/queues/random',
    '/api/v1/exports',
    '/api/v1/deployments',
    '/api/v1/cameras/east/gaps',
    '/api/v1/feed',
    '/api/v1/tallies?by=camera&period=week',
    '/api/v1/openapi.json',
  ])('%s has the shape that the document gives, and nothing more', async (path) => {
    const { pathname } = new URL(path, running.address);
    const resource = parts().resources.find((candidate) =>
      new RegExp(`^${candidate.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    )!;
    const body: unknown = await (await running.get(path)).json();
    // Objects lose keys that their shape does not know, so equality means that there are none.
    expect(resource.reply.schema.parse(body)).toEqual(body);
  });
});
