import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { cutTexts, hasBrowser, keepPicture, type Opened, overflow, seriousFaults, useDashboard } from './browser.ts';
import { fillSeason } from './season.ts';

/** Each page with what stands there once it is drawn. */
const SCREENS = [
  ['now', '/', '.now-side .visit-row'],
  ['visits', '/visits?standing=counted', '.endless .visit-row'],
  ['visit', '/visits/v8', '.tide-line'],
  ['review', '/review', '.case h2'],
  ['review-many', '/review?many=1', '.many label'],
  ['species', '/species', '.table a'],
  ['one-species', '/species/emberiza-aureola', '.page-head, h1'],
  ['effort', '/effort', '.calendar .day'],
  ['tallies', '/tallies', '.table tbody tr'],
  ['report', '/tallies/report', 'iframe.report'],
  ['cameras', '/cameras', '.camera-list li'],
  ['camera', '/cameras/east', '#camera-areas'],
  ['camera-new', '/cameras/new', '#camera-search'],
  ['models', '/models', '#models-unlike + p + ul'],
  ['system', '/system', '#system-box'],
] as const;

type Way = readonly [name: string, axe: boolean, how: Opened];

/** Each language, size and colour once; axe looks at these. */
const WAYS: readonly Way[] = [
  ['en-desktop', true, { locale: 'en-GB', colorScheme: 'light', width: 1280 }],
  ['zh-phone', true, { locale: 'zh-CN', colorScheme: 'dark', width: 390 }],
];
/** The others, for who looks at all pictures. */
const MORE: readonly Way[] = [
  ['zh-desktop', false, { locale: 'zh-CN', colorScheme: 'dark', width: 1280 }],
  ['en-phone', false, { locale: 'en-GB', colorScheme: 'light', width: 390 }],
];
const ways = process.env.ROOST_SCREENSHOTS ? [...WAYS, ...MORE] : WAYS;

describe.skipIf(!hasBrowser)('every page', () => {
  const dashboard = useDashboard();
  beforeEach(() => {
    dashboard.running.box.live.everyMs = 500;
    return fillSeason(dashboard.running);
  });

  it.each(ways)('is accessible, fits and cuts no text, and is kept as a picture: %s', async (way, axe, how) => {
    const page = await dashboard.open(how);
    await page.evaluate("localStorage.setItem('roost-reviewer', 'Lin Yue')");
    await page.reload();
    const wrong: Record<string, readonly string[]> = {};
    for (const [name, at, holds] of SCREENS) {
      await page.evaluate(`location.hash = ${JSON.stringify(at)}`);
      await page.locator(holds).first().waitFor();
      await settled(page);
      const wide = await overflow(page);
      const faults = [
        ...(axe ? await seriousFaults(page) : []),
        ...(await cutTexts(page)).map((text) => `cut: ${text}`),
        ...(wide > 0 ? [`${wide} px too wide`] : []),
      ];
      if (faults.length > 0) wrong[name] = faults;
      await keepPicture(page, `${name}-${way}`);
    }
    expect(wrong).toEqual({});
    expect(dashboard.faults).toEqual([]);
  });
});

/** Waits until nothing is being read and every picture that is seen has come. */
async function settled(page: Page): Promise<void> {
  const there = `!document.querySelector('.reading') &&
    [...document.images].every(({ loading, complete }) => loading === 'lazy' || complete)`;
  await eventually(async () => expect(await page.evaluate(there)).toBe(true));
}
