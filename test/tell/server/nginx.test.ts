import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { otherPicture } from '../../dashboard/canvas.ts';
import { eventually, patient } from '../../patience.ts';
import { aVisit, NOON, type Running, startFake } from './fake.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { fillDay } from './scene.ts';

const TOKEN = 'a-long-random-word';
const CHROMIUM = '/usr/bin/chromium';
let folder: string;
let running: Running;
let proxy: Nginx | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-nginx-'));
  running = await startFake({ token: TOKEN, basePath: '/roost', trustedProxies: ['127.0.0.1'] });
  running.box.basePath = '/roost';
  await fillDay(running);
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
  await running.stop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

function ask(path: string, headers: Record<string, string> = {}, body?: object): Promise<Answer> {
  return new Promise((done, fail) => {
    const type = body && { 'Content-Type': 'application/json' };
    const options = { method: body ? 'POST' : 'GET', headers: { ...type, ...headers }, rejectUnauthorized: false };
    request(proxy!.address + path, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        // A stream goes on for ever: its first event will do.
        if (text.includes('event: visit.new')) response.destroy();
      });
      response.on('close', () => done({ status: response.statusCode, headers: response.headers, text }));
    })
      .on('error', fail)
      .end(body && JSON.stringify(body));
  });
}

/** What comes first over the live view, asked for as a page does. */
function livePicture(headers: Record<string, string>): Promise<string> {
  const { address } = proxy!;
  const url = `${address.replace('https', 'wss')}/roost/api/v1/live`;
  const socket = new WebSocket(url, { headers: { ...headers, Origin: address }, rejectUnauthorized: false });
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.once('open', () => socket.send('{"camera":"east","width":320}'));
    socket.once('message', (data: Buffer, isBinary) => {
      const { camera } = JSON.parse(String(data.subarray(4, 4 + data.readUInt32BE()))) as { camera: string };
      socket.terminate();
      done(`${isBinary ? 'image' : 'text'} at ${camera}`);
    });
  });
}

describe.each([
  ['leaves the path on', ''],
  ['takes the path off', '/'],
])('below a path, behind nginx that %s', (_, slash) => {
  beforeEach(async () => {
    proxy = await startNginx(folder, running.address + slash);
  });

  it('serves page, API, pictures and streams, and its addresses lead there', async () => {
    expect((await ask('/roost/')).text).toContain('id="app"');
    expect((await ask('/roost')).headers.location).toMatch(/\/roost\/$/);
    const logIn = await ask('/roost/api/v1/session', { Origin: proxy!.address }, { token: TOKEN });
    expect(logIn.headers['set-cookie']?.[0]).toMatch(/Path=\/roost\/; .*HttpOnly; Secure; SameSite=Strict/);
    const session = { Cookie: logIn.headers['set-cookie']![0]!.split(';')[0]! };
    const visit = JSON.parse((await ask('/roost/api/v1/visits/v8', session)).text) as { media: { url: string }[] };
    expect(visit.media[0]!.url).toMatch(/^\/roost\/api\/v1\/media\//);
    expect((await ask(visit.media[0]!.url, session)).headers['content-type']).toBe('image/jpeg');
    const openapi = JSON.parse((await ask('/roost/api/v1/openapi.json', session)).text) as object;
    expect(openapi).toMatchObject({ servers: [{ url: '/roost' }] });
    const heard = ask('/roost/api/v1/events?after=0', session);
    expect((await heard).text).toContain('event: visit.new');
    expect(await livePicture(session)).toBe('image at east');
    const { proof } = JSON.parse(logIn.text) as { proof: string };
    const own = { ...session, 'X-Roost-Page': proof, Origin: proxy!.address };
    const made = await ask('/roost/api/v1/tokens', own, { name: 'x', role: 'viewer' });
    expect(made.status).toBe(201);
    expect((await ask('/roost/api/v1/tokens', { ...own, Origin: 'https://evil' }, { name: 'y' })).status).toBe(403);
  });
});

// A machine without Debian's chromium has no browser to look with.
describe.skipIf(!existsSync(CHROMIUM))('a browser behind nginx', () => {
  it('logs in, shows pictures and what happens, and logs out', async () => {
    proxy = await startNginx(folder, running.address);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await (await browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true })).newPage();
      page.setDefaultTimeout(patient(30_000));
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(`${proxy!.address}/roost/api/v1/taxa?q=mallard`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      await page.fill('#token', 'not-the-right-word');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText('This token is not right').waitFor();
      await page.fill('#token', TOKEN);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText('Anas platyrhynchos').waitFor();
      await page.goto(`${proxy!.address}/roost/`);
      await page.locator('.link.live').waitFor();
      const picture = page.locator('.now-side a[href="#/visits/v8"] img');
      await picture.scrollIntoViewIfNeeded();
      const width = () => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      await eventually(async () => expect(await width()).toBe(240));
      running.box.record('visit.new', aVisit('now', { startAt: NOON - 2000 }));
      await page.locator('a[href="#/visits/now"]').first().waitFor();
      const refused: string[] = [];
      page.on('response', (response) => response.status() >= 400 && refused.push(response.url()));
      for (const name of ['Visits', 'Review', 'Species', 'Effort', 'Tallies', 'Cameras', 'Models', 'System']) {
        await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await page.locator('.failed').count()).toBe(0);
      }
      await page.goto(`${proxy!.address}/roost/#/live/east`);
      await otherPicture(page, [await otherPicture(page, [])]);
      expect(refused).toEqual([]);
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.locator('#token').waitFor();
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
