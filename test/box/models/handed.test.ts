import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Uploads } from '../../../src/box/models/uploads.ts';
import { packBundle } from '../../../src/know/models/bundle/write.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import { makeBundle, type Wanted } from '../../know/models/bundle/make.ts';
import type { Running } from '../../tell/server/fake.ts';
import { startTaking, tokenFor } from './taking.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const PIECE = 3000;

let running: Running;
beforeEach(async () => {
  running = await startTaking();
});
afterEach(() => running.stop());

async function tarOf(wanted: Wanted = {}): Promise<Buffer> {
  const file = join(await mkdtemp(join(tmpdir(), 'roost-tar-')), 'bundle.tar');
  await packBundle(await makeBundle(wanted), file);
  return readFile(file);
}

async function post(path: string, body: object | Uint8Array, headers: Record<string, string> = {}) {
  const bytes = body instanceof Uint8Array;
  const response = await running.get(`/api/v1/models/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': bytes ? 'application/octet-stream' : 'application/json', ...headers },
    body: bytes ? Buffer.from(body) : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const begin = (tar: Uint8Array) => post('uploads', { sha256: sha256(tar), bytes: tar.length });
const send = (tar: Uint8Array, offset: number, end = offset + PIECE) => {
  const piece = tar.subarray(offset, end);
  return post(`uploads/${sha256(tar)}/pieces?offset=${offset}&sha256=${sha256(piece)}`, piece);
};
const stage = (tar: Uint8Array) => post('staged', { upload: sha256(tar) });

async function sendAll(tar: Uint8Array): Promise<void> {
  await begin(tar);
  for (let at = 0; at < tar.length; at += PIECE) expect((await send(tar, at)).status).toBe(200);
}

const models = async () => (await (await running.get('/api/v1/models')).json()) as Record<string, object[]>;

describe('a bundle that is uploaded', () => {
  it('comes piece by piece, goes on where it was cut off, and is taken', async () => {
    const tar = await tarOf();
    expect((await begin(tar)).body).toMatchObject({ offset: 0, bytes: tar.length });
    expect((await send(tar, 0)).body).toMatchObject({ offset: PIECE });
    // Its answer was lost.
    expect((await send(tar, 0)).body).toMatchObject({ offset: PIECE });
    expect(await send(tar, 2 * PIECE)).toMatchObject({ status: 409, body: { current: { offset: PIECE } } });
    expect((await begin(tar)).body).toMatchObject({ offset: PIECE });
    expect((await models()).uploads).toMatchObject([{ sha256: sha256(tar), offset: PIECE }]);
    expect((await stage(tar)).body).toMatchObject({ status: 422, reason: 'hash' });
    await sendRest(tar, PIECE);
    expect(await stage(tar)).toMatchObject({ status: 201, body: { name: 'planes-1', kind: 'classifier' } });
    expect(await models()).toMatchObject({
      running: ['yolox-nano@e8af0749'],
      staged: [{ name: 'planes-1', model: expect.stringMatching(/^planes-1@[0-9a-f]{8}$/) as string }],
      keys: [{ name: 'keeper' }],
      uploads: [],
    });
    const log = new Access(accessFile(running.folder), undefined, Date.now);
    const entries = log.audit.list(99, 9);
    log.close();
    expect(JSON.stringify(entries)).toContain('POST /api/v1/models/staged');
  });
});

async function sendRest(tar: Uint8Array, from: number): Promise<void> {
  for (let at = from; at < tar.length; at += PIECE) expect((await send(tar, at)).status).toBe(200);
}

it('a bundle that is refused says why in a word and a sentence, stays uploaded, and leaves nothing staged', async () => {
  const tar = await tarOf({ gives: [1, 1, 1, 1, 1, 1] });
  await sendAll(tar);
  const { status, body } = await stage(tar);
  expect([status, body.reason]).toEqual([422, 'golden']);
  expect(body.detail).toMatch(/does not give the outputs that it must give/);
  expect(await models()).toMatchObject({ staged: [], uploads: [{ offset: tar.length }] });
});

it('an upload is refused that is too large, and a piece that is damaged, too large or of nothing', async () => {
  const tar = await tarOf();
  const large = await post('uploads', { sha256: sha256(tar), bytes: 1_000_001 });
  expect(large).toMatchObject({ status: 422, body: { reason: 'too-large' } });
  expect((await send(tar, 0)).status).toBe(404);
  expect((await stage(tar)).status).toBe(404);
  await begin(tar);
  const piece = tar.subarray(0, 9);
  const path = `uploads/${sha256(tar)}/pieces?offset=0&sha256=`;
  expect((await post(path + sha256(tar), piece)).status).toBe(400);
  expect((await post(path + sha256(piece), { a: 1 })).status).toBe(415);
  expect((await post(`uploads/../../x/pieces?offset=0&sha256=${sha256(piece)}`, piece)).status).toBe(405);
  const much = Buffer.alloc(1_048_577);
  const answer = await post(path + sha256(much), much);
  expect(answer).toMatchObject({ status: 413, body: { detail: expect.stringContaining('1048576') as string } });
});

it('what came whole and is not what was announced is removed', async () => {
  const tar = await tarOf();
  const other = Buffer.from(tar);
  other[5000]! ^= 1;
  await begin(tar);
  for (let at = 0; at < tar.length; at += PIECE) {
    const piece = other.subarray(at, at + PIECE);
    await post(`uploads/${sha256(tar)}/pieces?offset=${at}&sha256=${sha256(piece)}`, piece);
  }
  expect((await stage(tar)).body).toMatchObject({ reason: 'hash' });
  expect((await models()).uploads).toEqual([]);
});

it('nobody but a keeper hands models over', async () => {
  const [reviewer, keeper] = [await tokenFor(running, 'reviewer'), await tokenFor(running, 'keeper')];
  const ask = { sha256: 'a'.repeat(64), bytes: 10 };
  const as = (token: string) => ({ Authorization: `Bearer ${token}` });
  expect((await post('uploads', ask)).status).toBe(401);
  expect((await post('uploads', ask, as(reviewer))).status).toBe(403);
  expect((await post('uploads', ask, as(keeper))).status).toBe(201);
});

describe('uploads', () => {
  const bounds = { most: 1000, spare: async () => 5000 };
  const hash = (digit: string) => digit.repeat(64);

  it('are few, bounded by the room that the disk has, and forgotten after a week', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-uploads-'));
    const uploads = new Uploads(folder, bounds);
    const now = Date.now();
    for (const digit of ['1', '2', '3', '4']) await uploads.begin(hash(digit), 10, now);
    await expect(uploads.begin(hash('5'), 10, now)).rejects.toMatchObject({ reason: 'room' });
    // One that is whole was refused: it gives way.
    await uploads.append(hash('3'), 0, Buffer.from('0123456789'));
    await uploads.begin(hash('5'), 10, now);
    expect(await uploads.find(hash('3'))).toBeUndefined();
    await uploads.begin(hash('6'), 10, now + 3_700_000);
    expect(await uploads.all()).toHaveLength(4);
    await uploads.begin(hash('7'), 10, now + 8 * 86_400_000);
    expect(await readdir(join(folder, 'uploads'))).toEqual([`${hash('7')}-10`]);
    const full = new Uploads(folder, { ...bounds, spare: async () => 1999 });
    await expect(full.begin(hash('6'), 1000, now)).rejects.toMatchObject({ reason: 'room' });
  });

  it('take each piece once, also where two come at the same time', async () => {
    const uploads = new Uploads(await mkdtemp(join(tmpdir(), 'roost-uploads-')), bounds);
    await uploads.begin(hash('a'), 6, 0);
    const both = await Promise.all(['abc', 'abc'].map((text) => uploads.append(hash('a'), 0, Buffer.from(text))));
    expect(both.map((upload) => upload?.offset)).toEqual([3, 3]);
    expect((await uploads.append(hash('a'), 3, Buffer.from('defg')))?.offset).toBe(3);
    expect(await uploads.append(hash('b'), 0, Buffer.from('x'))).toBeUndefined();
  });
});
