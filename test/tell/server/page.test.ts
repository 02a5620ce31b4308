import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { patient } from '../../patience.ts';
import { aStatus, aVisit, NOON, type Running, startFake } from './fake.ts';
import { fillDay } from './scene.ts';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = ['background-networking', 'component-update', 'sync', 'gpu', 'quic'].map((name) => `--disable-${name}`);

// A machine without Debian's chromium has no browser to look with.
describe.skipIf(!existsSync(CHROMIUM))('the first page', () => {
  let browser: Browser;
  let running: Running;
  let faults: string[];
  beforeAll(async () => {
    const args = ['--no-sandbox', '--no-first-run', ...QUIET];
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    faults = [];
    running = await startFake();
    await fillDay(running);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await running.stop();
  });

  async function open(
    options: { locale?: string; colorScheme?: 'light' | 'dark'; width?: number } = {},
  ): Promise<Page> {
    const { locale = 'en-GB', colorScheme = 'light', width = 1280 } = options;
    const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patient(30_000));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(running.address);
    await page.locator('#link.live').waitFor();
    return page;
  }

  it('shows a visit that arrives, follows it, and lets go of one that is withdrawn', async () => {
    const page = await open();
    const visit = page.locator('[data-visit="now"]');
    const arrived = aVisit('now', { startAt: NOON - 2000, individuals: 2, closed: false });
    running.box.record('visit.new', arrived);
    await expectText(visit, ['Birds', 'East mudflat', 'still here', '2']);
    running.box.record('visit.end', { ...arrived, individuals: 5, closed: true });
    await visit.getByText('still here').waitFor({ state: 'detached' });
    await expectText(visit, ['5', 'individuals']);
    running.box.record('visit.withdrawn', arrived);
    await visit.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('shows what was set aside, with its reason and without a count', async () => {
    const page = await open();
    await expectText(page.locator('[data-visit="v7"]'), [
      'Set aside',
      'Seen 14 times at the same place',
      'not counted',
    ]);
  });

  it('shows how deep a name goes, its protection, and what a person should look at', async () => {
    const page = await open();
    await expectText(page.locator('[data-visit="v5"] h3'), ['Ducks', '(family)']);
    await expectText(page.locator('[data-visit="v9"]'), [
      'Level I',
      'Needs a look',
      'not expected in this month; protected at level I; first record of the species at the site',
    ]);
    expect(await page.locator('[data-visit="v8"]').textContent()).not.toMatch(/Needs a look|\(species\)|Level/);
  });

  it('shows why a visit is called so, also while the list is drawn anew', async () => {
    const page = await open({ width: 390 });
    await page.locator('[data-why="v8"]').click();
    const panel = page.locator('#why');
    await expectText(panel, ['Why Mallard?', '93 %', 'rests on 2 crops', 'Whooper swan', 'before: Anas (genus) 91 %']);
    await expectText(panel, ['yolox-nano@e8af0749', 'Roost 0.1.0', '1 track was seen by no classifier']);
    expect(await panel.locator('[open] li.of').count()).toBe(5);
    expect(await panel.locator('img').count()).toBe(1);
    running.box.record('visit.update', aVisit('v8', { taxon: 'anas', startAt: NOON - 700_000 }));
    await expectText(page.locator('[data-visit="v8"] h3'), ['(genus)']);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.dataset.why')).toBe('v8');
    expect(faults).toEqual([]);
  });

  it('says which animals no model names, and how to get one', async () => {
    expect(await (await open()).locator('#unnamed').isVisible()).toBe(false);
    running.box.models = running.box.models.filter(({ kinds }) => kinds.includes('bird'));
    await expectText((await open()).locator('#unnamed'), ['No species model for mammals', 'roost models pull']);
    await expectText((await open({ locale: 'zh-CN' })).locator('#unnamed'), ['没有兽类的物种模型']);
  });

  it('shows why a camera is down, and that it is back', async () => {
    const page = await open();
    await expectText(page.locator('[data-camera="channel"]'), ['Down', 'User or password not accepted', 'since 08:00']);
    expect(await page.locator('#sum').textContent()).toBe('2 of 5 cameras watching');
    running.box.setCamera(aStatus('channel'));
    await page.locator('#sum', { hasText: '3 of 5' }).waitFor();
    expect(await page.locator('[data-camera="channel"]').textContent()).not.toContain('not accepted');
    expect(faults).toEqual([]);
  });

  it('tells none seen from not looking', async () => {
    running.box.tallyRows = [];
    const page = await open();
    await expectText(page.locator('.day', { hasText: 'East mudflat' }), ['Watched, none seen', 'watched 12 h of 12 h']);
    await expectText(page.locator('.day', { hasText: 'Sluice' }), ['Not looking: nothing is known', 'watched 0.0 h']);
  });

  it('speaks Chinese to a Chinese browser', async () => {
    const page = await open({ locale: 'zh-CN' });
    await expectText(page.locator('[data-visit="v9"]'), [
      '黄胸鹀',
      '一级',
      'Emberiza aureola',
      '仍在现场',
      '待复核',
      '国家一级重点保护',
    ]);
    await expectText(page.locator('[data-visit="v5"] h3'), ['鸭科（科）']);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('says so when the box goes away', async () => {
    const page = await open();
    await running.server.stop();
    await page.locator('#link.lost', { hasText: 'Connection lost' }).waitFor();
  });

  it.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const)('is accessible and fits: $colorScheme, $width px', async (options) => {
    const page = await open(options);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });
});

/** What keeps people from using the page, as axe finds it. */
async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function expectText(locator: ReturnType<Page['locator']>, parts: readonly string[]): Promise<void> {
  for (const part of parts) await locator.filter({ hasText: part }).waitFor();
}
