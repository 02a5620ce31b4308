import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../patience.ts';

const DRAWN = "document.querySelector('.areas-picture img')?.naturalWidth > 0";

/** Where the picture stands on which zones and masks are drawn, once it is there: until then it may still move. */
export async function areasFrame(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const frame = page.locator('.areas-corners');
  await eventually(async () => expect(await page.evaluate(DRAWN)).toBe(true));
  // In the middle of the screen: at its end the pages to go to lie over it on a phone.
  await frame.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  return (await frame.boundingBox())!;
}
