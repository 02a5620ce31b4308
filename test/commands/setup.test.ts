import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setup } from '../../src/commands/setup.ts';
import { readConfig } from '../../src/know/config/config.ts';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { eventually } from '../patience.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ANSWERS = { name: 'Isle: "西沙"', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai', region: 'china' };

it('asks on a page of this machine alone, and writes what roost init writes', async () => {
  const file = join(folder, 'box', 'roost.yaml');
  const told: { page?: string }[] = [];
  const log = { info: (facts: object) => told.push(facts), warn: () => undefined, error: () => undefined };
  const end = new AbortController();
  const done = setup(file, 0, log, end.signal);
  const page = await eventually(() => {
    const at = told.find((one) => one.page)?.page;
    expect(at).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    return at!;
  });
  const post = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${page}/api/v1/setup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  expect(await (await fetch(`${page}/api/v1/session`)).json()).toMatchObject({ setup: true, needed: false });
  expect(await (await fetch(`${page}/api/v1/setup`)).json()).toMatchObject({
    needed: true,
    regions: [{ name: 'china', taxa: expect.any(Number) }, { name: 'world' }],
  });
  expect((await fetch(`${page}/api/v1/health`)).status).toBe(404);
  expect((await post(ANSWERS, { 'X-Forwarded-For': '10.0.0.9' })).status).toBe(403);
  expect((await post(ANSWERS, { Origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await post({ ...ANSWERS, timeZone: 'Mars/Base' })).status).toBe(422);
  expect((await post({ ...ANSWERS, region: '../../etc' })).status).toBe(422);
  expect((await post({ ...ANSWERS, latitude: 131.5 })).status).toBe(400);
  expect((await post({ ...ANSWERS, taxa: [{ taxon: 'no-bird' }] })).status).toBe(422);
  const read = await fetch(`${page}/api/v1/checklist/previews`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: '绿头鸭\n苍鹭\n',
  });
  expect(await read.json()).toMatchObject({ names: [{ taxa: [{ chinese: '绿头鸭' }] }, {}] });
  expect(existsSync(file)).toBe(false);
  const taxa = [{ taxon: 'anas-platyrhynchos', months: [1, 12] }, { taxon: 'ardea-cinerea' }];
  expect((await post({ ...ANSWERS, taxa })).status).toBe(201);
  expect(await done).toBe(true);
  const config = readConfig(file, {});
  expect(config.site.site).toMatchObject({ name: ANSWERS.name, latitude: 31.5, timeZone: 'Asia/Shanghai' });
  expect(config.checklist.taxa).toEqual(taxa);
  expect(config.checklist.facts!.region!.taxa.length).toBeGreaterThan(1000);
  expect([config.cameras, config.site.api.port]).toEqual([[], Number(new URL(page).port)]);
  const access = new Access(accessFile(join(folder, 'box', 'data')), undefined, Date.now);
  expect(
    access.audit
      .list(Number.MAX_SAFE_INTEGER, 9)
      .some(({ what, outcome }) => what === 'POST /api/v1/setup' && outcome === 'done'),
  ).toBe(true);
  access.close();
  await expect(setup(file, 0, log, end.signal)).rejects.toThrow('is there already');
});

it('writes no file where it is stopped before', async () => {
  const end = new AbortController();
  const log = { info: () => end.abort(), warn: () => undefined, error: () => undefined };
  expect(await setup(join(folder, 'roost.yaml'), 0, log, end.signal)).toBe(false);
  expect(readdirSync(folder)).toEqual(['data']);
});
