import { afterAll, beforeAll, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import { ROLES, type Role, SCOPES, type Scope } from '../../../src/tell/access/roles.ts';
import { NOON, type Running, startFake } from './fake.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly role: Role | 'anyone';
  readonly scope: Scope;
}

let running: Running;
let routes: Route[];
const tokens = new Map<string, string>();
beforeAll(async () => {
  running = await startFake();
  interface Told {
    readonly 'x-roost-role': Route['role'];
    readonly 'x-roost-scope': Scope;
  }
  const { paths } = (await (await running.get('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Told>>;
  };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => {
      return { method: method.toUpperCase(), path, role: told['x-roost-role'], scope: told['x-roost-scope'] };
    }),
  );
  const access = new Access(accessFile(running.folder), undefined, () => NOON);
  const make = async (name: string, role: Role, scopes?: Scope[]) => {
    const made = await access.tokens.make({ name, role, ...(scopes && { scopes }) }, 'test', NOON);
    tokens.set(name, made.token);
  };
  for (const role of ROLES) await make(role, role);
  for (const scope of SCOPES)
    await make(
      `not ${scope}`,
      'admin',
      SCOPES.filter((other) => other !== scope),
    );
  access.close();
});
afterAll(() => running.stop());

/** Status of a route for whoever has a token; of a stream, its beginning. Bodies are of the wrong type, so that nothing is changed. */
async function statusOf({ method, path }: Route, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await running.get(path.replaceAll(/\{\w+\}/g, 'none'), { method, headers });
  await response.body?.cancel();
  return response.status;
}

it('every route lets in who has its role and its scope, and nobody else', async () => {
  expect(routes.length).toBeGreaterThan(30);
  for (const route of routes) {
    const why = `${route.method} ${route.path}`;
    const anyone = route.role === 'anyone';
    if (!anyone) expect(await statusOf(route), why).toBe(401);
    for (const role of ROLES) {
      const may = anyone || ROLES.indexOf(role) >= ROLES.indexOf(route.role as Role);
      expect((await statusOf(route, tokens.get(role))) !== 403, `${why} as ${role}`).toBe(may);
    }
    expect((await statusOf(route, tokens.get(`not ${route.scope}`))) !== 403, `${why} without its scope`).toBe(anyone);
  }
});
