import { beforeEach, describe, expect, it } from 'vitest';
import { cutTexts, hasBrowser, keepPicture, type Opened, overflow, seriousFaults, useDashboard } from './browser.ts';
import { goTo, SCREENS } from './screens.ts';
import { fillSeason } from './season.ts';

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
      await goTo(page, at, holds);
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
