import { describe, expect, it } from 'vitest';
import { expectText, hasBrowser, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('every page', () => {
  const dashboard = useDashboard();

  it('is found from every other, also by a wrong address', async () => {
    const page = await dashboard.open({ at: '/nowhere' });
    await expectText(page.locator('main'), ['There is no such page']);
    for (const name of ['Visits', 'Review', 'Species', 'Effort', 'Tallies', 'Cameras', 'Models', 'System', 'Now']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.locator('main h1', { hasText: name }).waitFor({ state: 'attached' });
      expect(await page.title()).toContain(name);
    }
    expect(dashboard.faults).toEqual([]);
  });

  it('says why a camera did not see on a day', async () => {
    const page = await dashboard.open({ at: '/effort' });
    await page.locator('.calendar .day').last().click();
    await expectText(page.locator('.gaps'), ['camera down', 'Connection refused']);
  });
});
