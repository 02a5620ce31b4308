import { describe, expect, it } from 'vitest';
import { expectText, hasBrowser, overflow, seriousFaults, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('every page', () => {
  const dashboard = useDashboard();

  it.each([
    ['species', 'Species', '物种', '.table a[href="#/species/emberiza-aureola"]'],
    ['effort?weeks=13', 'Effort and presence', '监测时间与出现情况', '.calendar .day'],
    ['tallies', 'Tallies', '统计', '.table tbody tr'],
    ['system', 'System', '系统', '#system-box'],
  ])('%s is accessible, fits, and speaks both languages', async (at, english, chinese, holds) => {
    const page = await dashboard.open({ at: `/${at}` });
    await page.getByRole('heading', { level: 1, name: english }).waitFor();
    await page.locator(holds).first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    const phone = await dashboard.open({ at: `/${at}`, width: 390, locale: 'zh-CN', colorScheme: 'dark' });
    await phone.getByRole('heading', { level: 1, name: chinese }).waitFor();
    await phone.locator(holds).first().waitFor();
    expect(await overflow(phone)).toBeLessThanOrEqual(0);
    expect(await seriousFaults(phone)).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  it('is found from every other, also by a wrong address', async () => {
    const page = await dashboard.open({ at: '/nowhere' });
    await expectText(page.locator('main'), ['There is no such page']);
    for (const name of ['Visits', 'Review', 'Species', 'Effort', 'Tallies', 'System', 'Now']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.locator('main h1').first().waitFor({ state: 'attached' });
    }
    expect(dashboard.faults).toEqual([]);
  });

  it('says why a camera did not see on a day', async () => {
    const page = await dashboard.open({ at: '/effort' });
    await page.locator('.calendar .day').last().click();
    await expectText(page.locator('.gaps'), ['camera down', 'Connection refused']);
  });
});
