import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeBox, type Running, startFake } from '../tell/server/fake.ts';
import { cutTexts, faultsFor, hasBrowser, keepPicture, overflow, useDashboard } from './browser.ts';
import { englishOn } from './english.ts';
import { goTo } from './screens.ts';

/** Each page with what stands there where a box has no camera and has seen nothing: what to do, or that there is nothing. */
const PAGES = [
  ['now', '/', '.empty'],
  ['live', '/live', '.empty'],
  ['live-one', '/live/nowhere', '.empty'],
  ['visits', '/visits', '.empty'],
  ['visits-filtered', '/visits?standing=counted', '.empty'],
  ['visit', '/visits/v8', '.failed'],
  ['review', '/review', '.empty'],
  ['review-many', '/review?many=1', '.empty'],
  ['species', '/species', '.empty'],
  ['one-species', '/species/anas-platyrhynchos', '#species-facts'],
  ['species-unknown', '/species/nowhere', '.failed'],
  ['effort', '/effort', '.empty'],
  ['tallies', '/tallies', '.empty'],
  ['tallies-records', '/tallies?measure=records&interval=5', '.empty'],
  ['report', '/tallies/report', '.empty'],
  ['cameras', '/cameras', '.empty'],
  ['camera', '/cameras/nowhere', '.empty'],
  ['models', '/models', '.soft'],
  ['system', '/system', '#system-box'],
] as const;

describe.skipIf(!hasBrowser)('a box that has seen nothing', () => {
  const dashboard = useDashboard();
  let running: Running;
  beforeEach(async () => {
    const box = new FakeBox();
    Object.assign(box, {
      facts: [],
      statuses: [],
      tallyRows: [],
      effortRows: [],
      records: async () => [],
      halfYears: () => [],
    });
    running = await startFake({}, box);
  });
  afterEach(() => running.stop());

  it.each([
    ['en', { locale: 'en-GB', width: 1280 }],
    ['zh', { locale: 'zh-CN', width: 390, colorScheme: 'dark' }],
  ] as const)('says on each page that there is nothing, or what to do: %s', async (language, how) => {
    const { address } = running;
    const page = await dashboard.open({ ...how, address, first: "localStorage.setItem('roost-reviewer', 'Lin Yue')" });
    const wrong: Record<string, readonly string[]> = {};
    for (const [name, at, holds] of PAGES) {
      await goTo(page, at, holds);
      const said = (await page.locator('main').textContent())!;
      const wide = await overflow(page);
      const found = [
        ...(await cutTexts(page)).map((text) => `cut: ${text}`),
        ...(wide > 0 ? [`${wide} px too wide`] : []),
        ...(/NaN|undefined|null|Infinity|Invalid/.exec(said) ?? []),
        ...(language === 'zh' ? await englishOn(page) : await faultsFor(page)),
      ];
      await keepPicture(page, `empty-${name}-${language}`);
      if (found.length > 0) wrong[name] = found;
    }
    expect(wrong).toEqual({});
    // A browser complains of each answer that says there is no such thing, and of nothing else here.
    expect(dashboard.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
