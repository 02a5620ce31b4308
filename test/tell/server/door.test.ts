import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { Role, Scope } from '../../../src/tell/access/roles.ts';
import type { ServerOptions } from '../../../src/tell/server/server.ts';
import { eventually, patient } from '../../patience.ts';
import { FakeBox, NOON, type Running, startFake } from './fake.ts';
import { readEvents } from './sse.ts';

const TOKEN = 'a-long-random-word';
let running: Running | undefined;
let opened: Access[] = [];
afterEach(async () => {
  for (const access of opened) access.close();
  opened = [];
  await running?.stop();
  running = undefined;
});

async function start(options: Partial<ServerOptions> = {}): Promise<Running> {
  const started = await startFake(options);
  running = started;
  return started;
}

/** The tokens of the box, as another process has them open. */
function access(): Access {
  const made = new Access(accessFile(running!.folder), undefined, () => NOON);
  opened.push(made);
  return made;
}

async function tokenOf(role: Role, scopes?: readonly Scope[]): Promise<{ token: string; id: string }> {
  const wanted = { name: `${role} ${scopes?.join() ?? ''}`, role, ...(scopes && { scopes }) };
  const { token, facts } = await access().tokens.make(wanted, 'test', NOON);
  return { token, id: facts.id };
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } };
  return running!.get(path, { ...init, body: JSON.stringify(body) });
}

describe('without a token', () => {
  it('answers as localhost, 127.0.0.1 and [::1], and to no other name', async () => {
    const { statusOf } = await start();
    for (const host of ['localhost:80', '127.0.0.1', '[::1]:8080'])
      expect(await statusOf('/api/v1/cameras', { host })).toBe(200);
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'])
      expect(await statusOf('/api/v1/cameras', { host })).toBe(403);
  });

  it('answers nobody who comes through a proxy', async () => {
    const { statusOf } = await start();
    for (const header of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'])
      expect(await statusOf('/api/v1/cameras', { [header]: '127.0.0.1' }), header).toBe(403);
  });

  it('does not start where others are to reach it, and says what to do', async () => {
    await expect(startFake({ host: '0.0.0.0' })).rejects.toBeInstanceOf(RoostError);
    await expect(startFake({ host: '0.0.0.0' })).rejects.toThrow('roost token add NAME --role admin');
    await expect(startFake({ trustedProxies: ['127.0.0.1'] })).rejects.toThrow('needs a token');
    await expect(startFake({ basePath: '/roost' })).rejects.toThrow('needs a token');
  });

  it('answers nobody where the box has a public address', async () => {
    const { get } = await start({ publicAddress: 'https://roost.example.org' });
    expect((await get('/api/v1/cameras')).status).toBe(401);
  });

  it('makes no first token with which nobody could make another', async () => {
    await start();
    const whole = { name: 'first', role: 'admin' };
    for (const less of [{ role: 'viewer' }, { role: 'keeper' }, { scopes: ['records'] }]) {
      const refused = await post('/api/v1/tokens', { ...whole, ...less });
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain('roost token add');
    }
    const { token } = (await (await post('/api/v1/tokens', whole)).json()) as { token: string };
    expect((await post('/api/v1/tokens', { name: 'next', role: 'viewer' }, bearer(token))).status).toBe(201);
  });

  it('is closed as soon as a token is made, and stays so when that is revoked', async () => {
    const { get } = await start();
    expect((await get('/api/v1/cameras')).status).toBe(200);
    const { id } = await tokenOf('admin');
    expect((await get('/api/v1/cameras')).status).toBe(401);
    access().tokens.revoke(id, NOON);
    expect((await get('/api/v1/cameras')).status).toBe(401);
  });
});

describe('a token', () => {
  it('in the environment must be long: an empty or a cut one opens nothing', async () => {
    for (const token of ['', ' ', 'tok', '               x'])
      await expect(startFake({ token }), JSON.stringify(token)).rejects.toThrow(/ROOST_API_TOKEN.*shorter than 16/);
  });

  it('is asked for by everything that tells of the box', async () => {
    const { get } = await start({ host: '0.0.0.0', token: TOKEN });
    for (const path of ['/metrics', '/api/v1/health', '/api/v1/openapi.json', '/api/v1/tokens']) {
      const refused = await get(path);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="roost"']);
    }
    expect((await get('/api/v1/health', { headers: bearer(`${TOKEN}x`) })).status).toBe(401);
    expect((await get(`/api/v1/health?token=${TOKEN}`)).status).toBe(401);
    expect((await get('/api/v1/health', { headers: bearer(TOKEN) })).status).toBe(200);
  });

  it('may do what its role and its scopes say', async () => {
    const { get } = await start();
    const viewer = await tokenOf('viewer');
    const reader = await tokenOf('viewer', ['feed']);
    const keeper = await tokenOf('keeper');
    const statusOf = async (path: string, token: string) => (await get(path, { headers: bearer(token) })).status;
    expect(await statusOf('/api/v1/visits', viewer.token)).toBe(200);
    expect(await statusOf('/api/v1/tokens', viewer.token)).toBe(403);
    expect(await statusOf('/api/v1/tokens', keeper.token)).toBe(403);
    expect(await statusOf('/api/v1/feed', reader.token)).toBe(200);
    expect(await statusOf('/api/v1/visits', reader.token)).toBe(403);
    const review = { by: 'Lin Yue', action: 'confirm' };
    expect((await post('/api/v1/visits/v/reviews', review, bearer(viewer.token))).status).toBe(403);
    expect((await post('/api/v1/visits/v/reviews', review, bearer(keeper.token))).status).toBe(428);
  });

  it('is worth nothing once it is revoked or over', async () => {
    let now = NOON;
    const { get } = await start({ now: () => now });
    const { token, id } = await tokenOf('viewer');
    const made = await access().tokens.make({ name: 'short', role: 'viewer', expiresAt: NOON + 1000 }, 'test', NOON);
    const statusOf = async (token: string) => (await get('/api/v1/health', { headers: bearer(token) })).status;
    expect([await statusOf(token), await statusOf(made.token)]).toEqual([200, 200]);
    now += 1000;
    expect([await statusOf(token), await statusOf(made.token)]).toEqual([200, 401]);
    access().tokens.revoke(id, NOON);
    expect(await statusOf(token)).toBe(401);
  });

  it('ends its event streams when it is revoked', async () => {
    await start();
    const { token, id } = await tokenOf('viewer');
    const response = await running!.get('/api/v1/events', { headers: bearer(token) });
    const events = readEvents(response, 1000);
    access().tokens.revoke(id, NOON);
    expect((await events).length).toBeLessThan(1000);
    expect((await running!.get('/api/v1/events', { headers: bearer(token) })).status).toBe(401);
  });

  it('cannot hold all event streams', async () => {
    await start({ token: TOKEN, streams: { streams: 3, each: 2 } });
    const open = () => running!.get('/api/v1/events', { headers: bearer(TOKEN) });
    const held = [await open(), await open()];
    const refused = await open();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    const other = await tokenOf('viewer');
    const taken = await running!.get('/api/v1/feed/stream', { headers: bearer(other.token) });
    expect(taken.status).toBe(200);
    for (const response of [...held, taken]) await response.body?.cancel();
  });
});

describe('tokens that cannot be read', () => {
  it('let nobody in but who has the one in the environment, and the box runs', async () => {
    const { folder, get, logged } = await start({ host: '0.0.0.0', token: TOKEN });
    writeFileSync(accessFile(folder), 'no database at all, but more than a hundred bytes of something else '.repeat(9));
    expect((await get('/api/v1/health', { headers: bearer(TOKEN) })).status).toBe(200);
    const kept = `roost_${'0'.repeat(12)}_${'0'.repeat(48)}`;
    const refused = await get('/api/v1/health', { headers: bearer(kept) });
    expect([refused.status, await refused.text()]).toEqual([503, expect.not.stringContaining(folder)]);
    expect(JSON.stringify(logged)).toMatch(/open tokens .*access\.db/);
    expect((await post('/api/v1/tokens', { name: 'x', role: 'viewer' }, bearer(TOKEN))).status).toBe(503);
    const logIn = await post('/api/v1/session', { token: TOKEN });
    const Cookie = logIn.headers.get('set-cookie')!.split(';')[0]!;
    expect([logIn.status, (await get('/api/v1/visits', { headers: { Cookie } })).status]).toEqual([201, 200]);
    expect((await get('/api/v1/audit', { headers: bearer(TOKEN) })).status).toBe(503);
  });
});

describe('who guesses', () => {
  it('waits longer and longer, while others and the owners of tokens do not', async () => {
    let now = NOON;
    const { get } = await start({ token: TOKEN, now: () => now });
    const { token } = await tokenOf('viewer');
    const statusOf = async (token: string) => (await get('/api/v1/health', { headers: bearer(token) })).status;
    for (let guess = 0; guess < 5; guess++) expect(await statusOf(`guess-number-${guess}`)).toBe(401);
    expect(await statusOf('one-guess-more')).toBe(429);
    expect(await statusOf(TOKEN)).toBe(429);
    expect(await statusOf(token)).toBe(200);
    now += 1000;
    expect(await statusOf('one-guess-more')).toBe(401);
    now += 1000;
    const held = await get('/api/v1/health', { headers: bearer('one-guess-more') });
    expect([held.status, held.headers.get('retry-after')]).toEqual([429, '1']);
    now += 1000;
    expect(await statusOf(TOKEN)).toBe(200);
  });
});

describe('a page from elsewhere', () => {
  it('can neither read, load, nor send; a person may follow its link', async () => {
    const { statusOf, address } = await start();
    const asked = (headers: Record<string, string>) => statusOf('/api/v1/visits', headers);
    const fetched = (site: string, more: object = {}) => asked({ 'sec-fetch-site': site, ...more });
    for (const site of ['cross-site', 'same-site']) {
      expect(await fetched(site)).toBe(403);
      expect(await fetched(site, { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' })).toBe(403);
      expect(await fetched(site, { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toBe(403);
      expect(await fetched(site, { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).toBe(403);
    }
    const followed = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' };
    expect(await fetched('cross-site', followed)).toBe(200);
    expect(await fetched('same-origin')).toBe(200);
    expect(await fetched('none')).toBe(200);
    expect(await asked({ origin: 'https://evil.example' })).toBe(403);
    expect(await asked({ origin: 'null' })).toBe(403);
    expect(await asked({ origin: address })).toBe(200);
  });

  it('cannot send a form', async () => {
    await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const init = { method: 'POST', headers: { 'Content-Type': type }, body: '{"name":"x","role":"admin"}' };
      expect((await running!.get('/api/v1/tokens', init)).status).toBe(415);
    }
    expect((await post('/api/v1/tokens', { name: 'x', role: 'admin' }, { Origin: 'http://evil' })).status).toBe(403);
  });
});

describe('behind a proxy', () => {
  const behind = { token: TOKEN, trustedProxies: ['127.0.0.1'] } as const;
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'roost.example.org' };

  it('takes its word on where requests are from, where it is trusted', async () => {
    const { statusOf } = await start(behind);
    const asked = (origin: string) =>
      statusOf('/api/v1/health', { ...forwarded, origin, authorization: `Bearer ${TOKEN}` });
    expect(await asked('https://roost.example.org')).toBe(200);
    expect(await asked('http://roost.example.org')).toBe(403);
    await running?.stop();
    await start({ token: TOKEN });
    expect(await running!.statusOf('/api/v1/health', { ...forwarded, origin: 'https://roost.example.org' })).toBe(403);
  });

  it('slows down who guesses by where they are, not by the proxy', async () => {
    const { statusOf } = await start(behind);
    const guess = (from: string) =>
      statusOf('/api/v1/health', { 'x-forwarded-for': from, authorization: 'Bearer wrong-wrong-wrong' });
    for (let count = 0; count < 5; count++) await guess('192.0.2.1');
    expect([await guess('192.0.2.1'), await guess('192.0.2.2')]).toEqual([429, 401]);
    for (let count = 0; count < 5; count++) await guess(`2001:db8::${count}`);
    expect([await guess('2001:db8::99'), await guess('2001:db8:0:1::1')]).toEqual([429, 401]);
  });
});

describe('limits', () => {
  it('bound the requests of a client', async () => {
    const { get } = await start({ token: TOKEN, limits: { requestsAMinute: 3 } });
    const ask = () => get('/api/v1/health', { headers: bearer(TOKEN) });
    for (let count = 0; count < 3; count++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('bound what is answered at once for a client, event streams aside', async () => {
    const box = new FakeBox();
    let letGo = () => {};
    const wait = new Promise<void>((done) => {
      letGo = done;
    });
    box.records = async () => {
      await wait;
      return [];
    };
    running = await startFake({ token: TOKEN, limits: { requestsAtOnce: 2 } }, box);
    const other = await tokenOf('viewer');
    const statusOf = async (path: string, token = TOKEN) =>
      (await running!.get(path, { headers: bearer(token) })).status;
    const stream = await running.get('/api/v1/events', { headers: bearer(TOKEN) });
    const held = [statusOf('/api/v1/records'), statusOf('/api/v1/records')];
    await eventually(async () => expect(await statusOf('/api/v1/health')).toBe(429));
    expect(await statusOf('/api/v1/health', other.token)).toBe(200);
    letGo();
    expect(await Promise.all(held)).toEqual([200, 200]);
    expect(await statusOf('/api/v1/health')).toBe(200);
    await stream.body?.cancel();
  });

  it('bound addresses and bodies', async () => {
    const { get } = await start();
    expect((await get(`/api/v1/taxa?q=${'a'.repeat(9000)}`)).status).toBe(414);
    expect((await post('/api/v1/tokens', { name: 'a'.repeat(70_000), role: 'viewer' })).status).toBe(413);
  });

  it('end connections that say nothing, so that 200 of them stop nobody', async () => {
    const { address, get } = await start({ limits: { silentMs: patient(1_000) } });
    const { hostname, port } = new URL(address);
    const { connect } = await import('node:net');
    let ended = 0;
    const silent = Array.from({ length: 200 }, () =>
      connect(Number(port), hostname)
        .on('close', () => {
          ended += 1;
        })
        .on('error', () => undefined)
        .resume(),
    );
    expect((await get('/api/v1/health')).status).toBe(200);
    await eventually(() => expect(ended).toBe(200));
    for (const socket of silent) socket.destroy();
  });
});

describe('headers', () => {
  it('allow nothing from elsewhere, and no other site to read', async () => {
    await start();
    const { headers } = await running!.get('/');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('are there as well where something is refused', async () => {
    const { address } = await start({ token: TOKEN });
    const headers = await new Promise<NodeJS.Dict<string | string[]>>((done) =>
      request(`${address}/api/v1/health`, (response) => done(response.resume().headers)).end(),
    );
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });
});
