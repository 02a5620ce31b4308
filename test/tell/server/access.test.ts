import { afterEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { isLoopback } from '../../../src/tell/server/access.ts';
import { type Running, startFake } from './fake.ts';

const TOKEN = 'a-long-random-word';
let running: Running | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

describe('on this machine', () => {
  it('answers as localhost, 127.0.0.1 and [::1], and to no other name', async () => {
    running = await startFake();
    for (const host of ['localhost:80', '127.0.0.1', '[::1]:8080']) {
      expect(await running.statusOf('/api/v1/cameras', { host })).toBe(200);
    }
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80']) {
      expect(await running.statusOf('/api/v1/cameras', { host })).toBe(403);
    }
  });

  it('knows the addresses that only this machine reaches', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].filter(isLoopback)).toHaveLength(4);
    expect(['0.0.0.0', '::', '192.168.1.2', '127.evil.example', ''].filter(isLoopback)).toEqual([]);
  });
});

describe('beyond this machine', () => {
  it('does not start without a token, and says what to set', async () => {
    const started = startFake({ host: '0.0.0.0' });
    await expect(started).rejects.toBeInstanceOf(RoostError);
    await expect(startFake({ host: '0.0.0.0', token: ' ' })).rejects.toThrow('ROOST_API_TOKEN');
  });

  it('says that a port is in use', async () => {
    running = await startFake();
    await expect(startFake({ port: Number(new URL(running.address).port) })).rejects.toThrow('the port is in use');
  });

  it('answers to the token alone, everywhere', async () => {
    running = await startFake({ host: '0.0.0.0', token: TOKEN });
    const { get } = running;
    for (const path of ['/', '/page.js', '/metrics', '/api/v1/health', '/api/v1/openapi.json', '/nothing']) {
      const refused = await get(path);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="roost"']);
    }
    expect((await get('/api/v1/health', { headers: { Authorization: `Bearer ${TOKEN}x` } })).status).toBe(401);
    expect((await get(`/api/v1/health?token=${TOKEN}`)).status).toBe(401);
    expect((await get('/api/v1/health', { headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  });

  it('trades the token for a cookie that does not hold it', async () => {
    running = await startFake({ token: TOKEN });
    const { get } = running;
    expect((await get('/?token=wrong', { redirect: 'manual' })).status).toBe(401);
    const traded = await get(`/?token=${TOKEN}`, { redirect: 'manual' });
    expect([traded.status, traded.headers.get('location')]).toEqual([303, '/']);
    const cookie = traded.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    expect((await get('/', { headers: { Cookie: cookie.split(';')[0]! } })).status).toBe(200);
  });
});

describe('a page from elsewhere', () => {
  it('may lead here, and cannot have the box work for it', async () => {
    running = await startFake();
    const asked = (site: string, destination: string) =>
      running!.statusOf('/api/v1/visits', { 'sec-fetch-site': site, 'sec-fetch-dest': destination });
    expect(await asked('cross-site', 'image')).toBe(403);
    expect(await asked('cross-site', 'iframe')).toBe(403);
    expect(await asked('cross-site', 'document')).toBe(200);
    expect(await asked('same-origin', 'empty')).toBe(200);
    expect(await asked('none', 'document')).toBe(200);
  });
});

describe('headers', () => {
  it('allow nothing from elsewhere, and no other site to read', async () => {
    running = await startFake();
    const { headers } = await running.get('/', { headers: { Origin: 'https://evil.example' } });
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
