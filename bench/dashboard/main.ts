import type { Figure } from '../figure.ts';
import { startBenchBox } from './box.ts';
import { openBrowser } from './browser.ts';
import { firstPage } from './first-page.ts';
import { pageMemory } from './memory.ts';
import { reviewing } from './reviewing.ts';
import { scrolling } from './scrolling.ts';

const VISITS = 100_000;

/** What the dashboard is to use, in Debian's Chromium, over a store of 100,000 visits: its first page, its longest list, its review, and whether a page that stays open grows. */
export async function dashboard(): Promise<Figure[]> {
  const box = await startBenchBox(VISITS);
  const browser = await openBrowser();
  try {
    return [
      ...(await firstPage(browser, box.address)),
      ...(await reviewing(browser, box.address)),
      ...(await pageMemory(browser, box.address)),
      ...(await scrolling(browser, box.address, VISITS)),
    ];
  } finally {
    await browser.close();
    await box.stop();
  }
}
