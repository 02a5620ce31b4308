import type { Browser, CDPSession, Page } from 'playwright-core';
import { type Figure, rounded } from '../figure.ts';
import { newPage } from './browser.ts';

/** Events that the page is told of. */
const MANY = 5_000;
/** Told together, so that the page draws as often as it would. */
const BURST = 25;
/** Visits that begin, each told of three times. */
const EACH = 3;

interface Held {
  readonly kilobytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Whether a page that stays open grows: what it holds after a collection, once some events were told and once thousands were. */
export async function pageMemory(browser: Browser, address: string): Promise<Figure[]> {
  const page = await newPage(browser);
  // What the page follows is spoken to here: a store of made-up visits tells of nothing.
  await page.addInitScript(`window.sources = []; window.EventSource = class extends EventSource {
    constructor(address) { super(address); sources.push(this); }
  };`);
  await page.goto(address);
  await page.locator('.now-side .visit-row').first().waitFor();
  await page.locator('.link.live').waitFor();
  const cdp = await page.context().newCDPSession(page);
  await tell(page, 0, MANY / 5);
  const before = await held(cdp);
  await tell(page, MANY / 5, MANY);
  const after = await held(cdp);
  await page.context().close();
  const figure = (name: string, part: keyof Held, unit: string): Figure => ({
    ...{ name: `${name} of the page after ${MANY} events`, value: rounded(after[part]), unit },
    ...{ limit: rounded(before[part] * 1.1), peer: rounded(before[part]) },
  });
  return [
    figure('heap', 'kilobytes', 'kB'),
    figure('nodes', 'nodes', 'nodes'),
    figure('listeners', 'listeners', 'listeners'),
  ];
}

/** Tells the page of visits that begin, grow and end, from one event to another. */
function tell(page: Page, from: number, to: number): Promise<unknown> {
  return page.evaluate(`(async () => {
    const { data: [known] } = await fetch('api/v1/visits?limit=1').then((answer) => answer.json());
    const { tracks, ...visit } = known;
    const types = ['visit.new', 'visit.update', 'visit.end'];
    for (let n = ${from}; n < ${to}; n++) {
      const type = types[n % ${EACH}];
      const id = 'told' + Math.floor(n / ${EACH});
      const startAt = new Date(Date.parse(visit.startAt) + n * 1000).toISOString();
      const told = { ...visit, id, startAt, closed: type === 'visit.end', trackCount: 1, joined: [id], left: [] };
      const data = JSON.stringify({ type, at: startAt, visit: told });
      sources.at(-1).dispatchEvent(new MessageEvent(type, { data }));
      if (n % ${BURST} === 0) await new Promise(requestAnimationFrame);
    }
    // What the page does a moment after news is done then.
    await new Promise((done) => setTimeout(done, 4_000));
  })()`);
}

async function held(cdp: CDPSession): Promise<Held> {
  for (let turn = 0; turn < 3; turn++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { kilobytes: usedSize / 1000, nodes, listeners: jsEventListeners };
}
