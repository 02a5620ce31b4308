import type { Browser, Page } from 'playwright-core';
import { type Figure, quantile, rounded } from '../figure.ts';
import { newPage } from './browser.ts';

/** A picture of a screen of 60 Hz, ms; where one is missed, the next comes after twice that. */
const MISSED = 1.5 * (1000 / 60);
const LASTS = 6_000;

/**
 * How long pictures of the screen take while a list of visits is scrolled by 3000 px a second, once all of it was read; and how long
 * reading all of it takes by somebody who drags to its end again and again.
 */
export async function scrolling(browser: Browser, address: string, visits: number): Promise<Figure[]> {
  const page = await newPage(browser);
  await page.goto(`${address}/#/visits`);
  await page.locator('.endless .visit-row').first().waitFor();
  const first = await frames(page);
  const startedAt = Date.now();
  await page.evaluate(`new Promise((done) => {
    const down = () => {
      const list = document.querySelector('.endless');
      if (list && Number(list.querySelector('li')?.ariaSetSize) >= ${visits}) done();
      else { scrollTo(0, document.body.scrollHeight); setTimeout(down, 5); }
    };
    down();
  })`);
  const read = (Date.now() - startedAt) / 1000;
  await page.evaluate('scrollTo(0, document.body.scrollHeight / 2)');
  await page.locator('.endless .visit-row').first().waitFor();
  const all = await frames(page);
  await page.context().close();
  const of = `of ${visits.toLocaleString('en-GB')} visits`;
  const share = all.filter((ms) => ms > MISSED).length / all.length;
  return [
    {
      name: 'frame while the first visits are scrolled, p95',
      value: rounded(quantile(first, 0.95)),
      unit: 'ms',
      limit: 34,
    },
    {
      name: `frame while the middle ${of} is scrolled, median`,
      value: rounded(quantile(all, 0.5)),
      unit: 'ms',
      limit: 17.5,
    },
    {
      name: `frame while the middle ${of} is scrolled, p95`,
      value: rounded(quantile(all, 0.95)),
      unit: 'ms',
      limit: 34,
    },
    {
      name: `longest frame while the middle ${of} is scrolled`,
      value: rounded(Math.max(...all)),
      unit: 'ms',
      limit: 100,
    },
    { name: `frames that came late, ${of}`, value: rounded(100 * share), unit: '%' },
    { name: `reading all ${of} by dragging to the end`, value: rounded(read), unit: 's' },
  ];
}

/** How long each picture of the screen took while the page moves, ms. */
function frames(page: Page): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((done) => {
    const took = [];
    const from = performance.now();
    let before = from;
    const next = (now) => {
      took.push(now - before);
      scrollBy(0, 3 * (now - before));
      before = now;
      if (now - from < ${LASTS}) requestAnimationFrame(next);
      else done(took.slice(1));
    };
    requestAnimationFrame(next);
  })`);
}
