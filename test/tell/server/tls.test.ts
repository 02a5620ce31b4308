import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeCertificate } from '../../../fixtures/certificate.ts';
import { askBox } from '../../../src/commands/ask-box.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { eventually } from '../../patience.ts';
import { type Running, startFake } from './fake.ts';

let folder: string;
let running: Running | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-tls-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true });
});

/** Status and name of the certificate, as a client sees them. */
function ask(address: string): Promise<{ status: number | undefined; name: string }> {
  return new Promise((done, fail) =>
    request(`${address}/api/v1/health`, { rejectUnauthorized: false, agent: false }, (response) => {
      const name = (response.socket as TLSSocket).getPeerCertificate().subject.CN;
      done({ status: response.resume().statusCode, name: String(name) });
    })
      .on('error', fail)
      .end(),
  );
}

it('speaks TLS with a certificate of its own, and takes a new one that is good', async () => {
  const tls = makeCertificate(folder, 'first');
  running = await startFake({ tls: { ...tls, lookEveryMs: 50 } });
  const { address } = running;
  expect(address).toMatch(/^https:/);
  expect(await ask(address)).toEqual({ status: 200, name: 'first' });
  mkdirSync(join(folder, 'new'));
  const renewed = makeCertificate(join(folder, 'new'), 'second');
  writeFileSync(tls.cert, 'cut off');
  await eventually(() => expect(JSON.stringify(running!.logged)).toContain('the old one stays'));
  expect((await ask(address)).name).toBe('first');
  copyFileSync(renewed.key, tls.key);
  copyFileSync(renewed.cert, tls.cert);
  await eventually(async () => expect((await ask(address)).name).toBe('second'));
});

it('is asked by commands on its machine, whatever name the certificate has, and no other server is', async () => {
  const tls = makeCertificate(folder, 'roost.example.org');
  running = await startFake({ tls });
  const port = Number(new URL(running.address).port);
  const where = { name: 'x', latitude: 0, longitude: 0, timeZone: 'UTC' };
  const site = siteSchema.parse({ site: where, api: { port, tls: { cert: 'fullchain.pem', key: 'privkey.pem' } } });
  const box = { site, data: running.folder, folder };
  const made = await askBox(box, '/api/v1/tokens', { name: 'by a command', role: 'admin' });
  expect(made).toMatchObject({ ok: true, status: 201, body: { role: 'admin' } });
  makeCertificate(folder, 'another');
  await expect(askBox(box, '/api/v1/tokens', { name: 'x', role: 'viewer' })).rejects.toThrow('something else');
});

it('does not start with files that are no good, and says which', async () => {
  const tls = makeCertificate(folder);
  await expect(startFake({ tls: { ...tls, key: join(folder, 'none.pem') } })).rejects.toThrow(
    /none\.pem.*api\.tls\.key/,
  );
  chmodSync(tls.cert, 0o600);
  await expect(startFake({ tls: { ...tls, key: tls.cert } })).rejects.toThrow('no certificate and its key');
  chmodSync(tls.key, 0o644);
  await expect(startFake({ tls })).rejects.toThrow('everybody can read it');
});
