import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { pictureAddresses } from '../../src/box/picture-addresses.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { NOON, startFake } from '../tell/server/fake.ts';

const HOUR = 3_600_000;
const ROOT = 'https://roost.example.org';
const quiet = { warn: () => undefined };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function addresses(data: string, more: object, log: Parameters<typeof pictureAddresses>[1] = quiet) {
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  const made = pictureAddresses({ data, site: siteSchema.parse({ site, ...more }) }, log);
  ends.push(() => made.close());
  return made;
}

it('leads to a picture below the public address without a token, until it is over, and to nothing else', async () => {
  let now = NOON;
  const running = await startFake({ token: 'a-long-random-word', basePath: '/roost', now: () => now });
  ends.push(() => running.stop());
  for (const id of ['m1', 'm2']) await running.addMedia({ id, file: `${id}.jpg`, type: 'crop' }, Buffer.from('jpg'));
  const pictures = addresses(running.folder, { publicAddress: `${ROOT}/roost/`, basePath: '/roost' });
  const { url, until } = pictures.of('m1', now)!;
  expect([url.startsWith(`${ROOT}/roost/api/v1/media/m1?`), until]).toEqual([true, NOON + 168 * HOUR]);
  const path = url.slice(ROOT.length);
  const status = async (at: string) => (await running.get(at)).status;
  expect(await status(path)).toBe(200);
  const later = `until=${until / 1000 + 9}`;
  for (const wrong of [path.replace('m1', 'm2'), path.replace(/until=\d+/, later), path.replace('media/m1', 'visits')])
    expect(await status(wrong), wrong).toBe(401);
  now = until;
  const over = await running.get(path);
  expect([over.status, ((await over.json()) as { detail: string }).detail]).toEqual([
    401,
    'This address is over, or is not as it was given',
  ]);
});

it('is none where nobody elsewhere reaches the box, and none where none are to be given away', () => {
  const data = mkdtempSync(join(tmpdir(), 'roost-pictures-'));
  ends.push(() => rmSync(data, { recursive: true }));
  expect(addresses(data, {}).of('m1', NOON)).toBeUndefined();
  const none = { publicAddress: ROOT, alerts: { pictureHours: 0 } };
  expect(addresses(data, none).of('m1', NOON)).toBeUndefined();
  expect(existsSync(accessFile(data))).toBe(false);
});

it('is left out, and told of, where nothing can be signed: news is worth more', () => {
  const data = mkdtempSync(join(tmpdir(), 'roost-pictures-'));
  ends.push(() => rmSync(data, { recursive: true }));
  writeFileSync(accessFile(data), 'no database');
  chmodSync(accessFile(data), 0o600);
  const said: string[] = [];
  const log = { warn: (_facts: object, message: string) => said.push(message) };
  expect(addresses(data, { publicAddress: ROOT }, log).of('m1', NOON)).toBeUndefined();
  expect(said).toEqual(['messages go without addresses of pictures: nothing can be signed']);
});
