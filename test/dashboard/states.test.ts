import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually, patient } from '../patience.ts';
import { hasBrowser, useDashboard } from './browser.ts';
import { SCREENS } from './screens.ts';
import { fillSeason } from './season.ts';

/** What the frame of every page asks: without it there is no page. */
const FRAME = /api\/v1\/(session|health|cameras|events|live)$/;
/** Pages that show what the frame knows, and ask nothing more before they are drawn. */
const ASKS_NOTHING = ['live', 'live-one', 'cameras', 'camera-new'];

/** Answers each question of a page in one way, but for those of the frame. */
async function answerAll(page: Page, how: 'never' | { status: number; detail: string }): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route(/\/api\/v1\//, (route) => {
    if (FRAME.test(new URL(route.request().url()).pathname)) return route.fallback();
    if (how === 'never') return undefined;
    const { status, detail } = how;
    return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, detail }) });
  });
}

describe.skipIf(!hasBrowser)('a page', () => {
  const dashboard = useDashboard();
  beforeEach(() => fillSeason(dashboard.running));

  it('says that it is read, why it could not be, whom it is for, and what to try', async () => {
    const page = await dashboard.open({ at: '/nowhere', first: "localStorage.setItem('roost-reviewer', 'Lin Yue')" });
    const go = (at: string) => page.evaluate(`location.hash = ${JSON.stringify(at)}`);
    const main = page.locator('main');
    /** Goes away from a page, and waits until it is: one that is left and come back to at once never was. */
    const leave = async () => {
      await go('/nowhere');
      await main.getByRole('heading', { name: 'There is no such page' }).waitFor();
    };
    const silent: string[] = [];
    const must = async (name: string, what: string, there: boolean | Promise<boolean>) => {
      if (!(await there)) silent.push(`${name}: ${what}`);
    };
    const shows = (selector: string) =>
      main
        .locator(selector)
        .first()
        .waitFor()
        .then(
          () => true,
          () => false,
        );
    for (const [name, at, holds] of SCREENS) {
      if (ASKS_NOTHING.includes(name)) continue;
      await leave();
      await answerAll(page, 'never');
      await go(at);
      await must(name, 'reading', shows('.reading'));
      await leave();
      await answerAll(page, { status: 403, detail: 'This needs the role keeper' });
      await go(at);
      await must(name, 'refused', shows('.failed >> text=Your token does not allow this'));
      await leave();
      await answerAll(page, { status: 500, detail: 'Something went wrong inside' });
      await go(at);
      await must(name, 'failed', shows('.failed >> text=Something went wrong in the box'));
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      // One that was asked again may stand there for a moment yet, and be pressed twice.
      const again = main.getByRole('button', { name: 'Try again' });
      await eventually(async () => {
        if (await again.first().isVisible()) await again.first().click({ timeout: patient(5_000) });
        expect(await again.count()).toBe(0);
      });
      await must(name, 'after another try', shows(holds));
    }
    expect(silent).toEqual([]);
  });

  it('keeps what it shows, and says how old it is, where the box does not answer any more', async () => {
    const page = await dashboard.open({ at: '/models' });
    await page.locator('#models-staged').waitFor();
    await page.clock.install();
    await page.reload();
    await page.locator('#models-staged').waitFor();
    await answerAll(page, { status: 500, detail: 'Something went wrong inside' });
    await page.clock.runFor(31_000);
    await page.locator('.stale', { hasText: 'As known at' }).waitFor();
    await eventually(async () => expect(await page.locator('#models-staged').isVisible()).toBe(true));
  });
});
