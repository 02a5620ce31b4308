import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { hasBrowser } from '../dashboard/browser.ts';
import { eventually, patient } from '../patience.ts';
import { weights } from '../shared.ts';
import { detail, visits } from './answers.ts';
import { Box } from './box.ts';
import { Cuts } from './scene.ts';

const LOGIN = { user: 'admin', password: 'hunter2 #1' };
/** Two birds stand at 0.37, 0.76 and at 0.36, 0.92 of the picture; this hides the first. */
const MASK = [0.25, 0.66, 0.5, 0.84] as const;

describe.skipIf(!weights() || !hasBrowser)('a new box', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-first-'));
  let cuts: Cuts;
  let server: RtspServer;
  let browser: Browser;
  let box: Box;
  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer({ auth: { scheme: 'digest', ...LOGIN } });
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 4)));
    await server.start();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
    const env = { ROOST_MODEL_MIRROR: weights()! };
    box = Box.run(['setup', '-c', join(folder, 'roost.yaml'), '--port', '0'], env);
  });
  afterAll(async () => {
    await browser?.close();
    await box?.end('SIGKILL');
    await server?.stop();
    await cuts?.remove();
    rmSync(folder, { recursive: true });
  });

  it('is led from its site to its first camera by the page, and obeys a mask that is drawn there', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(patient(60_000));
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    box.address = await eventually(() => {
      const at = box.log.find((line) => line.page)?.page;
      expect(at).toBeDefined();
      return at!;
    });
    expect((await fetch(`${box.address}/api/v1/setup`, { headers: { 'X-Forwarded-For': '10.0.0.1' } })).status).toBe(
      403,
    );
    await page.goto(box.address);
    await page.getByLabel('Name of the site').fill('<b>Isle</b>');
    await page.getByLabel('Latitude').fill('31.5');
    await page.getByLabel('Longitude').fill('121.9');
    await page.getByLabel('Time zone').fill('Asia/Shanghai');
    await page.getByRole('button', { name: 'Write its files' }).click();
    await page.getByLabel('Host or address').fill(server.url('/cam'));
    await page.getByLabel('User of the camera').fill(LOGIN.user);
    await page.getByLabel('Password').fill(LOGIN.password);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('img.still').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Mast');
    await page.getByRole('button', { name: 'Save and watch' }).click();
    await page.locator('.camera-state.watching').waitFor();
    const inMask = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) => {
      const [left, top, right, bottom] = MASK;
      return x + w / 2 > left && x + w / 2 < right && y + h / 2 > top && y + h / 2 < bottom;
    };
    /** Which of the two birds were followed since a time: the hidden one, the other. */
    const followed = async (since: number) => {
      const all = await visits(box, 'mast');
      const details = await Promise.all(all.map(({ id }) => detail(box, id)));
      const tracks = details.flatMap((visit) => visit.tracks).filter(({ startAt }) => Date.parse(startAt) >= since);
      return [true, false].map((hidden) =>
        tracks.some(({ path = [] }) => path.some(({ box }) => inMask(box) === hidden)),
      );
    };
    await eventually(async () => expect(await followed(0)).toEqual([true, true]));
    await page.getByRole('button', { name: 'New mask' }).click();
    const corners = [
      [MASK[0], MASK[1]],
      [MASK[2], MASK[1]],
      [MASK[2], MASK[3]],
      [MASK[0], MASK[3]],
    ] as const;
    for (const [n, [x, y]] of corners.entries()) {
      const corner = page.getByRole('button', { name: new RegExp(`^Corner ${n + 1} of`) });
      await corner.scrollIntoViewIfNeeded();
      const at = (await corner.boundingBox())!;
      const frame = (await page.locator('.areas-corners').boundingBox())!;
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.down();
      await page.mouse.move(frame.x + frame.width * x, frame.y + frame.height * y);
      await page.mouse.up();
    }
    await page.getByRole('button', { name: 'Test on the next seconds' }).click();
    await page.locator('.test-words', { hasText: 'Masks took away' }).waitFor();
    await page.getByRole('button', { name: 'Save zones and masks' }).click();
    const since = await eventually(async () => {
      const { data } = await box.get<{ data: { state: string; figures: { frames: number } }[] }>('/api/v1/cameras');
      const { masks } = await box.get<{ masks: unknown[] }>('/api/v1/cameras/mast/settings');
      expect([masks.length, data[0]?.state]).toEqual([1, 'watching']);
      return Date.now();
    });
    await eventually(async () => expect((await followed(since))[1]).toBe(true));
    expect((await followed(since))[0]).toBe(false);
    expect(faults).toEqual([]);
    expect(box.printed).not.toContain(LOGIN.password);
    expect((await box.end('SIGTERM')).how).toBe(0);
  });
});
