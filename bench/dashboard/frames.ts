import type { CDPSession, Page } from 'playwright-core';
import { quantile } from '../figure.ts';

/** A picture of a screen of 60 Hz, ms; where one is missed, the next comes after twice that. */
const MISSED = 1.5 * (1000 / 60);
const LASTS = 6_000;

/** How a page went while it was scrolled: ms, and what each picture of the screen took of the browser's CPU. */
export interface Scrolled {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
  /** Part of the pictures that came late. */
  readonly late: number;
  /** Of the page's own thread, a picture. */
  readonly script: number;
  readonly style: number;
  readonly layout: number;
  /** All of that thread, painting included, which only notes what is to be drawn. */
  readonly thread: number;
}

const PARTS = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration', 'TaskDuration'] as const;

/** Scrolls a page by 3000 px a second for six seconds. */
export async function scrolled(page: Page): Promise<Scrolled> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await durations(cdp);
  const took = await frames(page);
  const after = await durations(cdp);
  await cdp.detach();
  const [script, style, layout, thread] = PARTS.map((part) => (1000 * (after[part] - before[part])) / took.length);
  return {
    median: quantile(took, 0.5),
    p95: quantile(took, 0.95),
    longest: Math.max(...took),
    late: took.filter((ms) => ms > MISSED).length / took.length,
    ...{ script: script!, style: style!, layout: layout!, thread: thread! },
  };
}

async function durations(cdp: CDPSession): Promise<Record<(typeof PARTS)[number], number>> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (part: string) => metrics.find(({ name }) => name === part)?.value ?? Number.NaN;
  return Object.fromEntries(PARTS.map((part) => [part, of(part)])) as Record<(typeof PARTS)[number], number>;
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
