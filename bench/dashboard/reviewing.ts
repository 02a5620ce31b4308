import type { Browser, Page } from 'playwright-core';
import { type Figure, quantile, rounded } from '../figure.ts';
import { newPage } from './browser.ts';

const REVIEWS = 60;
const HOUR_S = 3600;

/** What a person does on one visit, key by key. Names are typed and the first that is found is taken. */
const CONFIRM = ['Enter'];
const REJECT = ['x'];
const COUNT = ['h', '3', 'Enter', 'Enter'];
const CORRECT = ['e', 'h', 'e', 'r', 'o', 'n', 'Enter'];

/** Of ten: seven are right, one is no animal, one has another count, one another name. */
const TEN = [CONFIRM, CONFIRM, REJECT, CONFIRM, CONFIRM, COUNT, CONFIRM, CORRECT, CONFIRM, CONFIRM];

/** Reviews of the random sample by keyboard alone: how many keys each takes, and how long the page lets a person wait. */
export async function reviewing(browser: Browser, address: string): Promise<Figure[]> {
  const page = await newPage(browser);
  await page.goto(`${address}/#/review?queue=random`);
  await shown(page, '');
  const waits: number[] = [];
  let keys = 0;
  for (let n = 0; n < REVIEWS; n++) {
    const before = await current(page);
    const doing = TEN[n % TEN.length]!;
    const startedAt = performance.now();
    for (const key of doing) {
      // The list of names must be there before the first of it can be taken.
      if (key === 'Enter' && doing === CORRECT) await page.getByRole('option').first().waitFor();
      if (key === 'h' && doing === CORRECT) await page.locator('.decide input[role=combobox]').waitFor();
      await page.keyboard.press(key);
    }
    keys += doing.length;
    await shown(page, before);
    waits.push(performance.now() - startedAt);
  }
  const stored = await page.evaluate<number>(
    `fetch('api/v1/visits?outcome=confirmed&limit=500').then((r) => r.json()).then(({ data }) => data.length)`,
  );
  if (stored === 0) throw new Error('No review was stored');
  await page.context().close();
  const mean = waits.reduce((sum, ms) => sum + ms, 0) / waits.length;
  return [
    { name: 'keys a review', value: rounded(keys / REVIEWS), unit: 'keys', limit: 3 },
    {
      name: 'from the first key of a review to the next visit with its picture, median',
      value: rounded(quantile(waits, 0.5)),
      unit: 'ms',
      limit: 500,
    },
    {
      name: 'from the first key of a review to the next visit with its picture, p95',
      value: rounded(quantile(waits, 0.95)),
      unit: 'ms',
      limit: 1500,
    },
    {
      name: 'reviews an hour that the page leaves time for, least',
      value: Math.round(HOUR_S / (mean / 1000)),
      unit: 'reviews',
      limit: 300,
    },
  ];
}

const LINK = '.case-said a';

function current(page: Page): Promise<string> {
  return page.evaluate<string>(`document.querySelector('${LINK}')?.hash ?? ''`);
}

/** Waits until another visit than this one stands there, with its picture. */
async function shown(page: Page, other: string): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const look = () => {
      const link = document.querySelector('${LINK}');
      const picture = document.querySelector('.case-pictures img');
      if (link && link.hash !== ${JSON.stringify(other)} && picture?.complete) done();
      else requestAnimationFrame(look);
    };
    look();
  })`);
}
