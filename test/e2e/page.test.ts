import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { expectText, hasBrowser, keepPicture } from '../dashboard/browser.ts';
import { otherPicture } from '../dashboard/canvas.ts';
import { eventually, patient } from '../patience.ts';
import { weights } from '../shared.ts';
import { camera, type DetailAnswer, type VisitAnswer, visits } from './answers.ts';
import { Box } from './box.ts';
import { Cuts } from './scene.ts';

const LOG_IN = { user: 'admin', password: 'hunter2 #1' };
/** What would do something where a name was read as a part of the page. */
const HARM = '<img src=x onerror="window.harmed=1">';
const SITE = `Isle ${HARM}`;
const CAMERA = `Mast ${HARM}`;
const REVIEWER = `Lin ${HARM}`;
const NOTE = `wet ${HARM}`;
/** How long the film is that the camera shows again and again. */
const SECONDS = 8;
/** Two mallards walk from the west to the east of the picture, all the time; this hides the west: left, top, right, bottom. */
const MASK = [0.02, 0.55, 0.45, 0.98] as const;

describe.skipIf(!weights() || !hasBrowser)('the page of a new box', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-page-'));
  const server = new RtspServer({ auth: { scheme: 'digest', ...LOG_IN } });
  const faults: string[] = [];
  let cuts: Cuts;
  let browser: Browser;
  let box: Box;
  let page: Page;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server.mount('/cam', await loadSource(await cuts.cut('demo-mudflat', 40, SECONDS, '1280x720')));
    await server.start();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
    page = await opened({ width: 1280, height: 900 });
    box = Box.run(['setup', '-c', join(folder, 'roost.yaml'), '--port', '0'], { ROOST_MODEL_MIRROR: weights()! });
    box.address = await eventually(() => {
      const at = box.log.find((line) => line.page)?.page;
      expect(at).toBeDefined();
      return at!;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await box?.end('SIGKILL');
    await server.stop();
    await cuts?.remove();
    rmSync(folder, { recursive: true });
  });

  async function opened(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const one = await (await browser.newContext({ locale: 'en-GB', viewport })).newPage();
    one.setDefaultTimeout(patient(60_000));
    one.on('pageerror', (error) => faults.push(error.message));
    return one;
  }

  /** Opens a part of the page, without reading it anew. */
  const goTo = (at: string) => page.evaluate(`location.hash = ${JSON.stringify(at)}`);

  /** How many pictures are drawn. */
  const pictures = () => page.evaluate<number>('[...document.images].filter((one) => one.naturalWidth > 0).length');

  /** Whether animals were followed since a time where the mask is to be, and elsewhere. */
  async function followed(since: number): Promise<{ inMask: boolean; elsewhere: boolean }> {
    const details = await Promise.all(
      (await visits(box, 'mast')).map(({ id }) => box.get<DetailAnswer>(`/api/v1/visits/${id}?path=true`)),
    );
    const steps = details.flatMap(({ tracks }) => tracks.flatMap(({ path = [] }) => path));
    const hidden = steps
      .filter(({ at }) => Date.parse(at) >= since)
      .map(({ box: { x, y, w, h } }) => {
        const [left, top, right, bottom] = MASK;
        return x + w / 2 > left && x + w / 2 < right && y + h / 2 > top && y + h / 2 < bottom;
      });
    return { inMask: hidden.includes(true), elsewhere: hidden.includes(false) };
  }

  /** Draws the mask by pulling its corners, as a person does; begins anew where the page moved under the mouse. */
  function drawMask(): Promise<void> {
    const [left, top, right, bottom] = MASK;
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as const;
    const remove = page.getByRole('button', { name: 'Remove', exact: true });
    return eventually(async () => {
      if (await remove.isVisible()) await remove.click();
      await page.getByRole('button', { name: 'New mask' }).click();
      for (const [n, [x, y]] of corners.entries()) {
        const corner = page.getByRole('button', { name: new RegExp(`^Corner ${n + 1} of`) });
        await corner.scrollIntoViewIfNeeded();
        const at = (await corner.boundingBox())!;
        const frame = (await page.locator('.areas-corners').boundingBox())!;
        await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
        await page.mouse.down();
        await page.mouse.move(frame.x + frame.width * x, frame.y + frame.height * y, { steps: 4 });
        await page.mouse.up();
      }
      const drawn = await page
        .locator('.areas-corners .corner')
        .evaluateAll((all) => all.map((one) => (one as unknown as { ariaLabel: string }).ariaLabel));
      const percent = (part: number) => Math.round(part * 100);
      expect(drawn).toEqual(
        corners.map(
          ([x, y], n) => `Corner ${n + 1} of Mask 1: ${percent(x)} % from the left, ${percent(y)} % from the top`,
        ),
      );
    });
  }

  it('leads from the site to the first camera and its first look', async () => {
    await page.goto(box.address);
    await page.getByLabel('Name of the site').fill(SITE);
    await page.getByLabel('Latitude').fill('31.5');
    await page.getByLabel('Longitude').fill('121.9');
    await page.getByLabel('Time zone').fill('Asia/Shanghai');
    await page.getByLabel('Which species may be there').selectOption('china');
    await keepPicture(page, 'box-1-site');
    await page.getByRole('button', { name: 'Write its files' }).click();
    await page.getByLabel('Host or address').fill(server.url('/cam'));
    await page.getByLabel('User of the camera').fill(LOG_IN.user);
    await page.getByLabel('Password').fill(LOG_IN.password);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('img.look-still').waitFor();
    await page.getByLabel('Name', { exact: true }).fill(CAMERA);
    await page.getByLabel('Short id').fill('mast');
    await keepPicture(page, 'box-2-camera');
    await page.getByRole('button', { name: 'Save and watch' }).click();
    await page.locator('.camera-state.watching').waitFor();
    await page.getByRole('heading', { level: 1, name: CAMERA }).waitFor();
    await keepPicture(page, 'box-3-watching');
    await goTo('/');
    await page.locator('.now-side .visit-row').first().waitFor();
    await keepPicture(page, 'box-4-first-look');
  });

  it('shows live pictures that move, with what is followed', async () => {
    await goTo('/live/mast');
    const sums = [await otherPicture(page, [])];
    for (let i = 0; i < 3; i++) sums.push(await otherPicture(page, sums));
    await page.locator('.live-followed li').first().waitFor();
    await keepPicture(page, 'box-5-live');
  });

  it('has the box obey a mask that is drawn with the mouse', async () => {
    await eventually(async () => expect(await followed(0)).toEqual({ inMask: true, elsewhere: true }));
    await goTo('/cameras/mast');
    await drawMask();
    await page.getByRole('button', { name: 'Test on the next seconds' }).click();
    await page.locator('.test-words', { hasText: 'Masks took away' }).waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await keepPicture(page, 'box-6-mask');
    const savedAt = Date.now();
    await page.getByRole('button', { name: 'Save zones and masks' }).click();
    const since = await eventually(async () => {
      const { state, since } = await camera(box, 'mast');
      expect(state).toBe('watching');
      // It started anew.
      expect(Date.parse(since)).toBeGreaterThan(savedAt);
      return Date.parse(since);
    });
    // All that the camera shows was shown once more since then.
    await eventually(async () => expect(await followed(since + SECONDS * 1000)).toMatchObject({ elsewhere: true }));
    expect((await followed(since)).inMask).toBe(false);
  });

  it('says that the box is gone and keeps what it knew, and finds it again by itself', async () => {
    await goTo('/');
    await page.locator('.now-side .visit-row').first().waitFor();
    await eventually(async () => expect(await pictures()).toBeGreaterThanOrEqual(3));
    await page.evaluate('window.sameAsBefore = true');
    const before = await pictures();
    await box.end('SIGKILL');
    await page.locator('.link.lost', { hasText: 'Connection lost' }).waitFor();
    await page.locator('.stale').first().waitFor();
    expect(await page.locator('.now-side .visit-row').count()).toBeGreaterThan(0);
    expect(await pictures()).toBe(before);
    await keepPicture(page, 'box-7-lost');
    // Visits end soon from here on, so that there is something to decide on.
    const yaml = join(folder, 'roost.yaml');
    await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(/gapSeconds: \d+/, 'gapSeconds: 2'));
    const { address } = box;
    box = await Box.start(folder, {});
    expect(box.address).toBe(address);
    await page.locator('.link.live').waitFor();
    await page.locator('.stale').waitFor({ state: 'detached' });
    await page.locator('.camera-state.watching').waitFor();
    expect(await page.evaluate('window.sameAsBefore')).toBe(true);
    await keepPicture(page, 'box-8-back');
  });

  it('takes a decision by keyboard', async () => {
    await eventually(async () => {
      const { data } = await box.get<{ data: VisitAnswer[] }>('/api/v1/review/queues/first-record');
      expect(data).not.toEqual([]);
    });
    await goTo('/review?queue=first-record');
    await page.getByLabel('Your name').waitFor();
    await page.keyboard.type(REVIEWER);
    await page.keyboard.press('Enter');
    await page.locator('.case h2').waitFor();
    await page.locator('.case-pictures img').first().waitFor();
    await keepPicture(page, 'box-9-review');
    const id = decodeURIComponent(
      (await page.locator('.case-said a').first().getAttribute('href'))!.split('/').at(-1)!,
    );
    await page.keyboard.press('h');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.keyboard.press('m');
    await page.keyboard.type(NOTE);
    await page.keyboard.press('Enter');
    await page.keyboard.press('c');
    await page.getByText('Stored:').waitFor();
    const { reviews } = await box.get<{ reviews: { by: string; note: string; action: string; individuals: number }[] }>(
      `/api/v1/visits/${id}`,
    );
    expect(reviews).toMatchObject([{ by: REVIEWER, note: NOTE, action: 'correct', individuals: 7 }]);
    await goTo(`/visits/${id}`);
    await page.getByText(NOTE).waitFor();
    await keepPicture(page, 'box-10-decided');
  });

  it('reads no name as a part of itself, on any page', async () => {
    for (const [at, holds] of [
      ['/', CAMERA],
      ['/live/mast', CAMERA],
      ['/visits', CAMERA],
      ['/effort', CAMERA],
      ['/cameras', CAMERA],
      ['/review', REVIEWER],
      ['/system', SITE],
    ] as const) {
      await goTo(at);
      await expectText(page.locator('body'), [holds]);
    }
    await goTo('/tallies/report');
    await expectText(page.frameLocator('iframe.report').locator('body'), [SITE]);
    for (const frame of page.frames()) {
      expect(await frame.locator('img[src="x"]').count()).toBe(0);
      expect(await frame.evaluate('window.harmed')).toBeUndefined();
    }
  });

  it('lets a viewer look, and decide on nothing', async () => {
    const make = async (wanted: object, by?: string) => {
      const headers = { 'Content-Type': 'application/json', ...(by && { Authorization: `Bearer ${by}` }) };
      const body = JSON.stringify(wanted);
      const made = await fetch(`${box.address}/api/v1/tokens`, { method: 'POST', headers, body });
      expect(made.status).toBe(201);
      return ((await made.json()) as { token: string }).token;
    };
    const keeper = await make({ name: 'Keeper', role: 'admin' });
    const token = await make({ name: `Office ${HARM}`, role: 'viewer' }, keeper);
    const phone = await opened({ width: 390, height: 844 });
    await phone.goto(`${box.address}/#/review?queue=first-record`);
    await phone.getByLabel('Token').fill(token);
    await phone.keyboard.press('Enter');
    await expectText(phone.locator('main'), ['Your token may look and not decide']);
    await phone.locator('.case h2').waitFor();
    for (const button of await phone.locator('.decide button').all()) expect(await button.isDisabled()).toBe(true);
    const writes: string[] = [];
    phone.on('request', (request) => request.method() === 'POST' && writes.push(request.url()));
    for (const key of ['c', 'x', '1', 'z']) await phone.keyboard.press(key);
    await keepPicture(phone, 'box-11-viewer');
    expect(writes).toEqual([]);
    const status = await phone.evaluate(`fetch('api/v1/visits/any/reviews', { method: 'POST', body: '{}',
      headers: { 'Content-Type': 'application/json' } }).then(({ status }) => status)`);
    expect(status).toBe(403);
    // The page of whoever sat at the box without a token is locked now.
    await page.locator('#token').waitFor();
  });

  it('complained of nothing, told no password, and ends when it is asked to', async () => {
    expect(faults).toEqual([]);
    expect(box.printed).not.toContain(LOG_IN.password);
    expect((await box.end('SIGTERM')).how).toBe(0);
  });
});
