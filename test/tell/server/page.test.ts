import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from '../../../src/tell/server/page.ts';

const HTML = `<!doctype html>${'<p>A heron'.repeat(200)}`;
const SCRIPT = 'export const heron = 1;'.repeat(100);

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-page-'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of [
    ['index.html', HTML],
    ['assets/start-1a.js', SCRIPT],
  ] as const) {
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text));
    await writeFile(join(folder, `${name}.gz`), gzipSync(text));
  }
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  server = createServer(express().use(page(folder)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** As it comes over the network: `fetch` would unpack it. */
async function read(path: string, accepted: string) {
  const { port } = server.address() as AddressInfo;
  const asked = { port, host: '127.0.0.1', path, agent: false, headers: { 'Accept-Encoding': accepted } };
  const answer = await new Promise<IncomingMessage>((done, fail) => get(asked, done).once('error', fail));
  return { ...answer.headers, status: answer.statusCode, body: await buffer(answer) };
}

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['identity', undefined, (body: Buffer) => body],
] as const)('whoever takes %s is sent that', async (accepted, encoding, unpacked) => {
  for (const [path, type, kept, text] of [
    ['/', 'text/html', 'no-cache', HTML],
    ['/assets/start-1a.js', 'text/javascript', 'public, max-age=31536000, immutable', SCRIPT],
  ] as const) {
    const answer = await read(path, accepted);
    expect(answer['content-encoding'], path).toBe(encoding);
    expect(answer['content-type'], path).toBe(`${type}; charset=utf-8`);
    expect(answer['cache-control'], path).toBe(kept);
    expect(answer.vary, path).toBe('Accept-Encoding');
    expect(unpacked(answer.body).toString(), path).toBe(text);
  }
});

it('sends what was not packed as it is, and nothing that is not there', async () => {
  const icon = await read('/icon.svg', 'br, gzip');
  expect([icon.status, icon['content-encoding'], icon.body.toString()]).toEqual([200, undefined, '<svg/>']);
  expect((await read('/assets/none.js', 'br')).status).toBe(404);
  for (const odd of ['//', '///', '//assets/..', '/%', '/*'])
    expect((await read(odd, 'br')).status, odd).toBeLessThan(500);
  expect((await read('/?to=visits', 'br'))['content-encoding']).toBe('br');
});
