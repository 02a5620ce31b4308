import { existsSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import { NOON, type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

const BYTES = Buffer.from('0123456789');

describe('media', () => {
  it('gives the bytes with type, length and a tag that never changes', async () => {
    const media = await running.addMedia({ id: 'm1', file: 'a.jpg', type: 'crop' }, BYTES);
    const response = await running.get('/api/v1/media/m1');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '10',
      etag: `"${media.sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(await running.statusOf('/api/v1/media/m1', { 'if-none-match': `"${media.sha256}"` })).toBe(304);
    expect(await running.statusOf('/api/v1/media/m1', { 'if-none-match': '"other"' })).toBe(200);
    expect(await running.statusOf('/api/v1/media/m1', { 'if-match': '"other"' })).toBe(412);
  });

  it('gives ranges of a clip, and refuses one outside it', async () => {
    await running.addMedia({ id: 'c1', file: 'c.mp4', type: 'clip' }, BYTES);
    const part = await running.get('/api/v1/media/c1', { headers: { Range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    const outside = await running.get('/api/v1/media/c1', { headers: { Range: 'bytes=50-' } });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    expect(outside.headers.get('content-type')).toContain('application/problem+json');
  });

  it('never leaves the data folder, by name or by link', async () => {
    const outside = `${running.folder}-secret`;
    await writeFile(outside, 'secret');
    await symlink(outside, join(running.folder, 'link.jpg'));
    const kept = await running.addMedia({ id: 'm1', file: 'a.jpg', type: 'crop' }, BYTES);
    const wrong = ['../../etc/hostname', '/etc/hostname', `../${outside.split('/').pop()}`, 'link.jpg', '.', 'a.jpg/x'];
    for (const [i, file] of wrong.entries()) running.box.files.push({ ...kept, id: `w${i}`, file });
    for (const i of wrong.keys()) expect((await running.get(`/api/v1/media/w${i}`)).status).toBe(404);
    expect((await running.get('/api/v1/media/..%2f..%2fetc%2fhostname')).status).toBe(404);
    await rm(outside);
  });

  it('says that a file is not kept any more', async () => {
    const media = await running.addMedia({ id: 'm1', file: 'a.jpg', type: 'crop' }, BYTES);
    running.box.files.push({ ...media, id: 'm2', file: 'gone.jpg' });
    const response = await running.get('/api/v1/media/m2');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('not kept any more') });
  });

  it('says when and why a file went to make room, as its entry does, and that its hash is kept', async () => {
    const gone = { at: Date.parse('2025-05-03T00:00:00Z'), why: 'to make room, as common' };
    await running.addMedia({ id: 'm1', file: 'a.mp4', type: 'clip', gone }, BYTES);
    const response = await running.get('/api/v1/media/m1');
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({
      detail: 'The file went 2025-05-03T00:00:00.000Z to make room, as common; its hash is kept',
    });
  });
});

describe('a signed address', () => {
  const TOKEN = 'a-long-random-word';
  let now = NOON;
  beforeEach(async () => {
    await running.stop();
    now = NOON;
    running = await startFake({ token: TOKEN, now: () => now });
    for (const id of ['m1', 'm2']) await running.addMedia({ id, file: `${id}.jpg`, type: 'crop' }, BYTES);
  });

  async function sign(token = TOKEN): Promise<string> {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: '{"hours":2}' };
    const response = await running.get('/api/v1/media/m1/links', init);
    const { url, until } = (await response.json()) as { url: string; until: string };
    expect([response.status, until]).toEqual([201, '2026-05-01T06:00:00.000Z']);
    return url;
  }

  it('shows its picture without a token, also on a page from elsewhere, until it is over', async () => {
    const url = await sign();
    expect((await running.get('/api/v1/media/m1')).status).toBe(401);
    const shown = await running.get(url, { headers: { Origin: 'https://mail.example' } });
    expect([shown.status, shown.headers.get('cross-origin-resource-policy')]).toEqual([200, 'cross-origin']);
    now += 2 * 3_600_000;
    expect((await running.get(url)).status).toBe(401);
  });

  it('shows nothing else, and cannot be changed', async () => {
    const url = await sign();
    const signature = url.slice(url.indexOf('?'));
    const wrong = [
      `/api/v1/media/m2${signature}`,
      `/api/v1/visits${signature}`,
      url.replace(/until=\d/, 'until=9'),
      url.replace(/by=[^&]*/, 'by=box'),
      url.replace(/signature=.*/, 'signature='),
      `${url}&until=1`,
    ];
    for (const path of wrong) expect((await running.get(path)).status, path).toBe(401);
    await running.stop();
    running = await startFake({ token: TOKEN });
    expect((await running.get(url)).status).toBe(401);
    expect(existsSync(accessFile(running.folder))).toBe(false);
  });

  it('is worth nothing once the token of who gave it away is revoked', async () => {
    const access = new Access(accessFile(running.folder), undefined, () => now);
    const { token, facts } = await access.tokens.make({ name: 'a', role: 'reviewer' }, 'test', now);
    const url = await sign(token);
    expect((await running.get(url)).status).toBe(200);
    access.tokens.revoke(facts.id, now);
    access.close();
    expect((await running.get(url)).status).toBe(401);
  });
});
