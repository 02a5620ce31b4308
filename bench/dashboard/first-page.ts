import type { Browser, Page } from 'playwright-core';
import { type Figure, median, rounded } from '../figure.ts';
import { barePage } from './bare-page.ts';
import { newPage } from './browser.ts';

const TURNS = 7;
const ROW = '.now-side .visit-row';

/** When each part of an opening was done, ms after the navigation, by the page's own clock. */
interface Opened {
  readonly html: number;
  /** The last of the scripts and styles that the first page begins with. */
  readonly scripts: number;
  /** Anything was drawn by the script. */
  readonly begun: number;
  /** The frame of every page stands. */
  readonly frame: number;
  /** The newest visits were answered. */
  readonly answered: number;
  readonly painted: number;
  /** The newest visits stand there. */
  readonly usable: number;
  /** Over the network, headers included: page, scripts, styles and answers of the API, without pictures. */
  readonly bytes: number;
  readonly requests: number;
}

/** Marks what comes to stand on the page in the moment in which it does, not in the one in which a script outside hears of it. */
const MARKS = `
  window.marks = {};
  new MutationObserver(() => {
    const mark = (name, selector) => {
      if (marks[name] === undefined && document.querySelector(selector)) marks[name] = performance.now();
    };
    mark('begun', '#app > *');
    mark('frame', '.shell');
    mark('usable', '${ROW}');
  }).observe(document, { childList: true, subtree: true });`;

const READ = `(() => {
  const [navigation] = performance.getEntriesByType('navigation');
  const resources = performance.getEntriesByType('resource').filter(({ name }) => !name.includes('/media/'));
  const end = (part, before = Infinity) =>
    Math.max(0, ...resources.filter(({ name, startTime }) => part.test(name) && startTime < before).map(({ responseEnd }) => responseEnd));
  const { usable, begun = usable, frame = usable } = marks;
  return {
    ...{ usable, begun, frame, html: navigation.responseEnd },
    scripts: end(/\\.(js|css)$/, begun),
    answered: resources.find(({ name }) => /\\/visits(\\?limit=\\d+)?$/.test(name))?.responseEnd ?? NaN,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    bytes: [navigation, ...resources].reduce((sum, { transferSize }) => sum + transferSize, 0),
    requests: 1 + resources.length,
  };
})()`;

/** What the first page weighs and when it can be used, part by part, with nothing cached; and once more, with what the browser keeps. */
export async function firstPage(browser: Browser, address: string): Promise<Figure[]> {
  const bare = await barePage(address);
  const [first, again, beside] = [[] as Opened[], [] as Opened[], [] as Opened[]];
  let run = 0;
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const plain = await newPage(browser);
      await plain.addInitScript(MARKS);
      beside.push(await opened(plain, bare.address));
      await plain.context().close();
      const page = await newPage(browser);
      await page.addInitScript(MARKS);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable');
      first.push(await opened(page, address));
      const { metrics } = await cdp.send('Performance.getMetrics');
      run += (1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0)) / TURNS;
      again.push(await opened(page, address));
      await page.context().close();
    }
  } finally {
    await bare.stop();
  }
  const at = (name: string, part: keyof Opened, limit?: number): Figure => ({
    ...{ name: `first page, ${name}`, value: Math.round(median(first.map((one) => one[part]))), unit: 'ms' },
    ...(limit !== undefined && { limit }),
    peer: Math.round(median(beside.map((one) => one[part]))),
  });
  return [
    {
      name: 'first page, without pictures',
      value: rounded(median(first.map(({ bytes }) => bytes)) / 1000),
      unit: 'kB',
      limit: 200,
    },
    {
      name: 'first page, requests, without pictures',
      value: median(first.map((one) => one.requests)),
      unit: 'requests',
    },
    at('HTML read', 'html'),
    at('scripts and styles read', 'scripts'),
    at('script began to draw', 'begun'),
    at('frame of the page stands', 'frame'),
    at('newest visits answered', 'answered'),
    at('first paint', 'painted'),
    at('usable', 'usable', 1000),
    { name: 'first page, scripts running until then', value: Math.round(run), unit: 'ms' },
    {
      name: 'first page, opened again: usable',
      value: Math.round(median(again.map(({ usable }) => usable))),
      unit: 'ms',
      limit: 1000,
    },
  ];
}

async function opened(page: Page, address: string): Promise<Opened> {
  await page.goto(address);
  await page.locator(ROW).first().waitFor();
  return page.evaluate<Opened>(READ);
}
