import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { patient } from '../patience.ts';
import { type Running, startFake } from '../tell/server/fake.ts';
import { fillDay } from '../tell/server/scene.ts';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = ['background-networking', 'component-update', 'sync', 'gpu', 'quic'].map((name) => `--disable-${name}`);

/** A machine without Debian's chromium has no browser to look with. */
export const hasBrowser = existsSync(CHROMIUM);

/** How a page is opened. */
export interface Opened {
  readonly locale?: 'en-GB' | 'zh-CN';
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  /** Behind `#`, e.g. `/visits`. */
  readonly at?: string;
  /** Of another server than the day in the field. */
  readonly address?: string;
  /** What stands there once the page can be used: `#token` where it asks for one first. */
  readonly ready?: string;
  /** Whose token each question of the page has; at the box without. */
  readonly token?: string;
  /** True where fingers touch the screen. */
  readonly touch?: boolean;
  /** A script that runs before the page's own. */
  readonly first?: string;
}

/** A browser, and for each test a server with a day in the field; `faults` are what the page's console complained of. */
export function useDashboard() {
  const held = {
    browser: undefined as Browser | undefined,
    faults: [] as string[],
    running: undefined as Running | undefined,
  };
  beforeAll(async () => {
    const args = ['--no-sandbox', '--no-first-run', ...QUIET];
    held.browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args });
  });
  afterAll(() => held.browser?.close());
  beforeEach(async () => {
    held.faults = [];
    held.running = await startFake();
    await fillDay(held.running);
  });
  afterEach(async () => {
    for (const context of held.browser!.contexts()) {
      // What a test still holds of an answer when it is over would be a fault that nobody caught, which fails the whole run.
      for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
    await held.running!.stop();
  });
  return {
    get running() {
      return held.running!;
    },
    get faults() {
      return held.faults;
    },
    async open({
      locale = 'en-GB',
      colorScheme = 'light',
      width = 1280,
      at = '/',
      address = held.running!.address,
      ready = '.link.live',
      token,
      touch = false,
      first,
    }: Opened = {}): Promise<Page> {
      const context = await held.browser!.newContext({
        ...{ locale, colorScheme, viewport: { width, height: 900 }, hasTouch: touch, isMobile: touch },
        ...(token !== undefined && { extraHTTPHeaders: { Authorization: `Bearer ${token}` } }),
      });
      if (first !== undefined) await context.addInitScript(first);
      const page = await context.newPage();
      page.setDefaultTimeout(patient(30_000));
      page.on('console', (message) => message.type() === 'error' && held.faults.push(message.text()));
      page.on('pageerror', (error) => held.faults.push(error.message));
      // A box in the field has no network beyond itself.
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(address).host)
          held.faults.push(`asks ${url.host}`);
      });
      await page.goto(`${address}/#${at}`);
      await page.locator(ready).waitFor();
      return page;
    },
  };
}

/** What there are hundreds of on a page, each like those before: axe would look for a minute at all of them. */
const ALIKE = ['.week-hours svg > *', '.calendar li:nth-child(n + 15)', '.table :is(th, td):nth-child(n + 8)'];

/** What keeps people from using the page, as axe finds it. @param rules those of axe; all when left out */
export async function faultsFor(page: Page, rules?: string[]): Promise<string[]> {
  const axe = ALIKE.reduce((builder, alike) => builder.exclude(alike), new AxeBuilder({ page }));
  const looks = rules ? axe.withRules(rules) : axe.options({ rules: { 'target-size': { enabled: true } } });
  const { violations } = await looks.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How far the page is wider than its window, px. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}

/** Waits until each text stands there. */
export async function expectText(locator: Locator, parts: readonly string[]): Promise<void> {
  for (const part of parts) await locator.filter({ hasText: part }).first().waitFor();
}

/** Texts that are cut off at the edge of what holds them, the beginning of each. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('main *, nav *, header *')]
    .filter((element) => element.textContent.trim() !== '')
    .filter((element) => !element.closest('.visually-hidden, svg, .chart, video, select'))
    .filter((element) => {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const wide = !['visible', 'auto'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const high = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      return wide || high || textOverflow === 'ellipsis';
    })
    .map((element) => element.textContent.trim().slice(0, 60))`);
}

/** Keeps a picture of a page for people to look at, in `artifacts/dashboard`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(ROOT, 'artifacts', 'dashboard');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}
