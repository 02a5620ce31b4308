import type { Browser } from 'playwright-core';
import { type Figure, median, rounded } from '../figure.ts';
import { newPage } from './browser.ts';

const TURNS = 5;

interface Opened {
  /** From the navigation until the newest visits stand there, ms. */
  readonly usable: number;
  /** Over the network, headers included: page, scripts, styles and answers of the API, without pictures. */
  readonly bytes: number;
}

/** What the first page weighs and when it can be used, with nothing cached. */
export async function firstPage(browser: Browser, address: string): Promise<Figure[]> {
  const turns: Opened[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const page = await newPage(browser);
    // Told by the page's own clock: the moment in which the list is drawn, not the one in which this script hears of it.
    await page.addInitScript(`new MutationObserver(() => {
      if (window.usable === undefined && document.querySelector('.now-side .visit-row')) window.usable = performance.now();
    }).observe(document, { childList: true, subtree: true });`);
    await page.goto(address);
    await page.locator('.now-side .visit-row').first().waitFor();
    turns.push(
      await page.evaluate<Opened>(`({
        usable: window.usable,
        bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .filter(({ name }) => !name.includes('/media/'))
          .reduce((sum, { transferSize }) => sum + transferSize, 0),
      })`),
    );
    await page.context().close();
  }
  return [
    {
      name: 'first page, without pictures',
      value: rounded(median(turns.map(({ bytes }) => bytes)) / 1000),
      unit: 'kB',
      limit: 200,
    },
    {
      name: 'first page usable after',
      value: Math.round(median(turns.map(({ usable }) => usable))),
      unit: 'ms',
      limit: 1000,
    },
  ];
}
