import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { cutTexts, faultsFor, hasBrowser, keepPicture, type Opened, overflow, useDashboard } from './browser.ts';
import { goTo, SCREENS } from './screens.ts';
import { fillSeason } from './season.ts';

const SIZES = { desktop: 1280, phone: 390 } as const;
/** Each language in its own colours and at its own size first, at which axe looks; texts are looked at in all. */
const LANGUAGES = [
  ['en', ['desktop', 'phone'], { locale: 'en-GB', colorScheme: 'light' }],
  ['zh', ['phone', 'desktop'], { locale: 'zh-CN', colorScheme: 'dark' }],
] as const satisfies readonly (readonly [string, readonly (keyof typeof SIZES)[], Opened])[];

describe.skipIf(!hasBrowser)('every page', () => {
  const dashboard = useDashboard();
  beforeEach(() => {
    dashboard.running.box.live.everyMs = 500;
    return fillSeason(dashboard.running);
  });

  it.each(LANGUAGES)(
    'is accessible, fits and cuts no text on a desktop and on a phone: %s',
    async (language, sizes, how) => {
      const page = await dashboard.open({ ...how, first: "localStorage.setItem('roost-reviewer', 'Lin Yue')" });
      const wrong: Record<string, readonly string[]> = {};
      for (const [name, at, holds] of SCREENS) {
        await page.setViewportSize({ width: SIZES[sizes[0]], height: 900 });
        await goTo(page, at, holds);
        const found: string[] = [];
        for (const [n, size] of sizes.entries()) {
          await page.setViewportSize({ width: SIZES[size], height: 900 });
          await drawn(page);
          const wide = await overflow(page);
          found.push(
            ...(await cutTexts(page)).map((text) => `cut: ${text}`),
            ...(wide > 0 ? [`${wide} px too wide on a ${size}`] : []),
          );
          if (n === 0) found.push(...(await faultsFor(page)));
          if (n === 0 || process.env.ROOST_SCREENSHOTS) await keepPicture(page, `${name}-${language}-${size}`);
        }
        if (language === 'en') {
          await page.emulateMedia({ colorScheme: 'dark' });
          found.push(...(await faultsFor(page, ['color-contrast'])));
          await page.emulateMedia({ colorScheme: how.colorScheme });
        }
        if (found.length > 0) wrong[name] = found;
      }
      expect(wrong).toEqual({});
      expect(dashboard.faults).toEqual([]);
    },
  );
});

/** Waits until a new size is drawn. */
function drawn(page: Page): Promise<void> {
  return page.evaluate('new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => then())))');
}
