import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
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
    for (const context of held.browser!.contexts()) await context.close();
    await held.running!.stop();
  });
  return {
    get running() {
      return held.running!;
    },
    get faults() {
      return held.faults;
    },
    async open({ locale = 'en-GB', colorScheme = 'light', width = 1280, at = '/' }: Opened = {}): Promise<Page> {
      const context = await held.browser!.newContext({ locale, colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(patient(30_000));
      page.on('console', (message) => message.type() === 'error' && held.faults.push(message.text()));
      page.on('pageerror', (error) => held.faults.push(error.message));
      await page.goto(`${held.running!.address}/#${at}`);
      await page.locator('.link.live').waitFor();
      return page;
    },
  };
}

/** What keeps people from using the page, as axe finds it. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How far the page is wider than its window, px. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}

/** Waits until each text stands there. */
export async function expectText(locator: Locator, parts: readonly string[]): Promise<void> {
  for (const part of parts) await locator.filter({ hasText: part }).first().waitFor();
}
