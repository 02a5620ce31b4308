import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { Role } from '../../../src/tell/access/roles.ts';
import { aVisit, NOON, type Running, startFake } from './fake.ts';

const TOKEN = 'a-long-random-word';
let running: Running;
let access: Access;
beforeEach(async () => {
  running = await startFake({ token: TOKEN });
  access = new Access(accessFile(running.folder), undefined, () => NOON);
});
afterEach(async () => {
  access.close();
  await running.stop();
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await running.get(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.get('set-cookie') ?? '';
  return { status: response.status, cookie, body: (await response.json()) as Record<string, string> };
}

const bearer = (token = TOKEN) => ({ Authorization: `Bearer ${token}` });
const logIn = (token = TOKEN, headers = {}) => post('/api/v1/session', { token }, headers);
const tokenOf = (role: Role, name: string = role) => access.tokens.make({ name, role }, 'test', NOON);

describe('a log-in', () => {
  it('gives a cookie that holds nothing of the token, and that no script and no other site can use', async () => {
    const { status, cookie, body } = await logIn();
    expect([status, body.name, body.role]).toEqual([201, 'ROOST_API_TOKEN', 'admin']);
    expect(cookie).toMatch(/^roost_session=[\w-]{43}; Max-Age=2592000; Path=\/; .*HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    expect(cookie).not.toContain('Secure');
    const Cookie = cookie.split(';')[0]!;
    expect((await running.get('/', { headers: { Cookie }, redirect: 'manual' })).status).toBe(200);
    expect((await running.get('/api/v1/visits', { headers: { Cookie } })).status).toBe(200);
  });

  it('is refused with a wrong token, and slowed', async () => {
    for (let guess = 0; guess < 5; guess++) expect((await logIn(`wrong-wrong-${guess}`)).status).toBe(401);
    expect((await logIn('wrong-wrong-wrong')).status).toBe(429);
  });

  it('is marked as secure where people come by https', async () => {
    await running.stop();
    running = await startFake({ token: TOKEN, trustedProxies: ['127.0.0.1'], basePath: '/roost' });
    const { cookie } = await logIn(TOKEN, { 'X-Forwarded-Proto': 'https' });
    expect(cookie).toMatch(/; Path=\/roost\/; .*HttpOnly; Secure; SameSite=Strict$/);
  });

  it('is worth nothing once its token is revoked, or it is ended', async () => {
    const { facts, token } = await tokenOf('viewer');
    const { cookie, body } = await logIn(token);
    const Cookie = cookie.split(';')[0]!;
    const other = (await logIn(token)).cookie.split(';')[0]!;
    const statusOf = async (Cookie: string) => (await running.get('/api/v1/visits', { headers: { Cookie } })).status;
    expect(await statusOf(Cookie)).toBe(200);
    expect((await post('/api/v1/session/end', {}, { Cookie, 'X-Roost-Page': body.proof! })).status).toBe(200);
    expect([await statusOf(Cookie), await statusOf(other)]).toEqual([401, 200]);
    access.tokens.revoke(facts.id, NOON);
    expect(await statusOf(other)).toBe(401);
  });

  it('changes something only with what its page knows', async () => {
    running.box.kept.push(aVisit('v'));
    const { cookie, body } = await logIn((await tokenOf('reviewer')).token);
    const headers = { Cookie: cookie.split(';')[0]!, 'If-Match': '"1"' };
    const review = { by: 'Lin Yue', action: 'confirm' };
    expect((await post('/api/v1/visits/v/reviews', review, headers)).status).toBe(403);
    const wrong = { ...headers, 'X-Roost-Page': 'made-up' };
    expect((await post('/api/v1/visits/v/reviews', review, wrong)).status).toBe(403);
    const right = { ...headers, 'X-Roost-Page': body.proof! };
    expect((await post('/api/v1/visits/v/reviews', review, right)).status).toBe(201);
  });
});

describe('who is not logged in', () => {
  it('is led to the log-in, and from there to what they wanted', async () => {
    const led = (path: string, headers = {}) =>
      new Promise((done) =>
        request(running.address + path, { headers }, (response) =>
          done([response.resume().statusCode, response.headers.location]),
        ).end(),
      );
    const navigates = { 'Sec-Fetch-Mode': 'navigate' };
    expect(await led('/api/v1/visits?limit=3', navigates)).toEqual([303, '../../?to=api%2Fv1%2Fvisits%3Flimit%3D3']);
    expect((await running.get('/?to=api%2Fv1%2Fvisits')).status).toBe(200);
  });

  it('is told so, and nothing else', async () => {
    const told = await (await running.get('/api/v1/session')).json();
    expect(told).toEqual({ needed: true });
  });
});

describe('tokens by the API', () => {
  it('are made, told once, listed and revoked by an admin', async () => {
    const wanted = { name: 'Lin Yue', role: 'reviewer', scopes: ['review', 'records'], expiresInDays: 90 };
    const made = await post('/api/v1/tokens', wanted, bearer());
    expect([made.status, made.body.expiresAt]).toEqual([201, '2026-07-30T04:00:00.000Z']);
    const token = made.body.token!;
    expect((await running.get('/api/v1/visits', { headers: bearer(token) })).status).toBe(200);
    const list = async () => (await (await running.get('/api/v1/tokens', { headers: bearer() })).json()) as object;
    expect(await list()).toMatchObject({ data: [{ name: 'Lin Yue', role: 'reviewer', madeBy: 'ROOST_API_TOKEN' }] });
    expect(JSON.stringify(await list())).not.toContain(token.slice(-48));
    expect((await post('/api/v1/tokens', wanted, bearer())).status).toBe(409);
    expect((await post(`/api/v1/tokens/${made.body.id}/revocations`, {}, bearer())).status).toBe(200);
    expect((await post(`/api/v1/tokens/${made.body.id}/revocations`, {}, bearer())).status).toBe(409);
    expect((await running.get('/api/v1/visits', { headers: bearer(token) })).status).toBe(401);
  });

  it('give away no more than their maker has', async () => {
    const { token } = await access.tokens.make({ name: 'a', role: 'admin', scopes: ['access', 'feed'] }, 'test', NOON);
    const make = (scopes?: string[]) =>
      post('/api/v1/tokens', { name: `b ${scopes?.join()}`, role: 'viewer', ...(scopes && { scopes }) }, bearer(token));
    expect((await make()).status).toBe(403);
    expect((await make(['media'])).status).toBe(403);
    expect((await make(['feed'])).status).toBe(201);
  });

  it('have names without control characters', async () => {
    for (const name of ['', 'a\nb', 'a\u0000', '\u202eevil', 'a'.repeat(101)])
      expect((await post('/api/v1/tokens', { name, role: 'viewer' }, bearer())).status, name).toBe(400);
  });
});

describe('the log of changes', () => {
  it('has who asked for what, from where, and what came of it', async () => {
    running.box.kept.push(aVisit('v'));
    const { token } = await tokenOf('reviewer', 'Wu Tong');
    const review = (version: string) =>
      post('/api/v1/visits/v/reviews', { by: 'Wu', action: 'confirm' }, { ...bearer(token), 'If-Match': version });
    expect((await review('"1"')).status).toBe(201);
    expect((await review('"9"')).status).toBe(409);
    expect((await post('/api/v1/tokens', { name: 'x', role: 'viewer' }, bearer())).status).toBe(201);
    const read = async (query = '') =>
      (await (await running.get(`/api/v1/audit${query}`, { headers: bearer() })).json()) as never;
    const said = { who: 'Wu Tong', origin: '127.0.0.1', what: 'POST /api/v1/visits/{id}/reviews', subject: 'v' };
    expect(await read()).toMatchObject({
      data: [
        { who: 'ROOST_API_TOKEN', body: { name: 'x', role: 'viewer' }, outcome: 'done', result: { after: {} } },
        { ...said, outcome: expect.stringMatching(/^refused: The visit changed/) },
        { ...said, body: { action: 'confirm' }, outcome: 'done', result: { before: { version: 1 } } },
      ],
    });
    expect(await read('?limit=1')).toMatchObject({ data: [{ entry: 3 }], next: 3 });
    expect(await read('?limit=1&before=2')).toMatchObject({ data: [{ entry: 1 }] });
  });

  it('is for admins', async () => {
    const { token } = await tokenOf('keeper');
    expect((await running.get('/api/v1/audit', { headers: bearer(token) })).status).toBe(403);
  });
});
