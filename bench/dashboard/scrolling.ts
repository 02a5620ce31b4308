import type { Browser, Page } from 'playwright-core';
import { type Figure, median, rounded } from '../figure.ts';
import { newPage } from './browser.ts';
import { type Scrolled, scrolled } from './frames.ts';

/** By turns: the list, and what it is held against. */
const TURNS = 3;
/** Rows of the plain list, more than pass by in a turn. */
const PLAIN = 2_000;

/**
 * How long pictures of the screen take while a list of visits is scrolled, once all of it was read; and how long reading all of it takes by
 * somebody who drags to its end again and again. Beside it, by turns, the same rows as a plain list without a script, in the same browser.
 */
export async function scrolling(browser: Browser, address: string, visits: number): Promise<Figure[]> {
  const page = await newPage(browser);
  await page.goto(`${address}/#/visits`);
  await page.locator('.endless .visit-row').first().waitFor();
  const plain = await plainList(browser, page, address);
  const first = await scrolled(page);
  const read = await readAll(page, visits);
  const [ours, beside]: [Scrolled[], Scrolled[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    await plain.evaluate(`scrollTo(0, ${turn} / ${TURNS} * document.body.scrollHeight)`);
    await plain.bringToFront();
    beside.push(await scrolled(plain));
    await page.evaluate(`scrollTo(0, ${turn + 1} / ${TURNS + 1} * document.body.scrollHeight)`);
    await page.bringToFront();
    await page.locator('.endless .visit-row').first().waitFor();
    ours.push(await scrolled(page));
  }
  const rows = await page.evaluate<number>(`document.querySelectorAll('.endless li').length`);
  const elements = await page.evaluate<number>(`document.querySelectorAll('.endless *').length`);
  await page.context().close();
  await plain.context().close();
  const of = `of ${visits.toLocaleString('en-GB')} visits`;
  const middle = `the middle ${of} is scrolled`;
  const both = (name: string, part: keyof Scrolled, limit?: number): Figure => ({
    ...{ name, value: rounded(median(ours.map((one) => one[part]))), unit: 'ms' },
    ...(limit !== undefined && { limit }),
    peer: rounded(median(beside.map((one) => one[part]))),
  });
  return [
    {
      ...{ name: 'frame while the first visits are scrolled, p95', value: rounded(first.p95), unit: 'ms' },
      limit: 34,
    },
    both(`frame while ${middle}, median`, 'median', 17.5),
    both(`frame while ${middle}, p95`, 'p95', 34),
    both(`longest frame while ${middle}`, 'longest', 100),
    {
      name: `frames that came late while ${middle}`,
      value: rounded(100 * median(ours.map(({ late }) => late))),
      unit: '%',
      peer: rounded(100 * median(beside.map(({ late }) => late))),
    },
    both(`CPU of the page's thread a frame while ${middle}`, 'thread'),
    both(`of that scripts`, 'script'),
    both(`of that style`, 'style'),
    both(`of that layout`, 'layout'),
    { name: `rows in the page ${of}`, value: rows, unit: 'rows', peer: PLAIN },
    { name: 'elements a row', value: rounded(elements / rows), unit: 'elements' },
    { name: `reading all ${of} by dragging to the end`, value: rounded(read), unit: 's' },
  ];
}

/** Drags to the end until all is read. @returns s */
async function readAll(page: Page, visits: number): Promise<number> {
  const startedAt = Date.now();
  await page.evaluate(`new Promise((done, fail) => {
    const down = () => {
      const list = document.querySelector('.endless');
      if (document.querySelector('main .failed')) fail(new Error(document.querySelector('main .failed').textContent));
      else if (list && Number(list.querySelector('li')?.ariaSetSize) >= ${visits}) done();
      else { scrollTo(0, document.body.scrollHeight); setTimeout(down, 5); }
    };
    down();
  })`);
  return (Date.now() - startedAt) / 1000;
}

/** The page's own rows, each with the picture of another visit, in a list that no script has a part in. */
async function plainList(browser: Browser, page: Page, address: string): Promise<Page> {
  const row = await page.evaluate<string>(`document.querySelector('.endless li').outerHTML`);
  const id = /#\/visits\/(\w+)/.exec(row)![1]!;
  const styles = await page.evaluate<string[]>(
    `[...document.querySelectorAll('link[rel=stylesheet]')].map(({ href }) => href)`,
  );
  const ids: string[] = [];
  for (let next: string | undefined = ''; next !== undefined && ids.length < PLAIN; ) {
    const answer = await fetch(`${address}/api/v1/visits?limit=500${next && `&cursor=${encodeURIComponent(next)}`}`);
    const { data, next: more } = (await answer.json()) as { data: { id: string }[]; next?: string };
    ids.push(...data.map((visit) => visit.id));
    next = more;
  }
  // What writes into a page from without is no script of the box: its policy would refuse that.
  const context = await browser.newContext({ bypassCSP: true, viewport: page.viewportSize() });
  const plain = await context.newPage();
  await plain.goto(`${address}/api/v1/session`);
  const rows = ids.map((one) => row.replaceAll(id, one)).join('');
  const links = styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('');
  const html = `<head><base href="/">${links}</head><body><main><ol class="endless">${rows}</ol></main></body>`;
  await plain.evaluate(`document.documentElement.innerHTML = ${JSON.stringify(html)}`);
  await plain.locator('.visit-row').first().waitFor();
  return plain;
}
