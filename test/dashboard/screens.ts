import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../patience.ts';

/** Each page with what stands there once it is drawn, and nowhere else. */
export const SCREENS = [
  ['now', '/', '.now-side .visit-row'],
  ['live', '/live', '.live-wall .still img:not([hidden])'],
  ['live-one', '/live/east', '.live-followed li'],
  ['visits', '/visits?standing=counted', '.endless .visit-row'],
  ['visit', '/visits/v8', '.tide-line'],
  ['review', '/review', '.case h2'],
  ['review-many', '/review?many=1', '.many label'],
  ['species', '/species', '#species-expected'],
  ['one-species', '/species/emberiza-aureola', '#species-facts'],
  ['effort', '/effort', '.calendar .day'],
  ['tallies', '/tallies', '.tally-options'],
  ['report', '/tallies/report', 'iframe.report'],
  ['cameras', '/cameras', '.camera-list li'],
  ['camera', '/cameras/east', '#camera-deployments'],
  ['camera-new', '/cameras/new', '#camera-search'],
  ['models', '/models', '#models-unlike'],
  ['system', '/system', '#system-box'],
] as const;

/** Goes to a page, and waits until it stands there whole. */
export async function goTo(page: Page, at: string, holds: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(at)}`);
  await page.locator(holds).first().waitFor();
  await settled(page);
}

/** Waits until nothing is being read and every picture that is seen has come. */
async function settled(page: Page): Promise<void> {
  const there = `!document.querySelector('.reading') &&
    [...document.images].every(({ loading, complete }) => loading === 'lazy' || complete)`;
  await eventually(async () => expect(await page.evaluate(there)).toBe(true));
}
