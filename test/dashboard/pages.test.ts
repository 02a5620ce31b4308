import { describe, expect, it } from 'vitest';
import { expectText, hasBrowser, overflow, useDashboard } from './browser.ts';

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

  it.each(['/', '/visits', '/tallies', '/models', '/system', '/cameras/east'])(
    'fits a phone of large letters: %s',
    async (at) => {
      const large = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })";
      const page = await dashboard.open({ at, width: 390, first: large });
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await page.locator('.reading').first().waitFor({ state: 'detached' });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // The site's name is read as words, not letter below letter.
      const { width } = (await page.locator('.site').boundingBox())!;
      expect(width).toBeGreaterThan(150);
    },
  );

  it('says why a camera did not see on a day', async () => {
    const page = await dashboard.open({ at: '/effort' });
    await page.locator('.calendar .day').last().click();
    await expectText(page.locator('.gaps'), ['camera down', 'Connection refused']);
  });

  it('has the list of the site edited as text: read, looked through, saved', async () => {
    const page = await dashboard.open({ at: '/species' });
    await page.getByRole('link', { name: 'Edit the list' }).click();
    const text = page.locator('.list-reader textarea');
    await expectText(page.locator('.list-edit'), ['It lists 2 taxa.']);
    expect(await text.inputValue()).toContain('Whooper swan,Cygnus cygnus,1 2 11 12');
    await text.fill(`${await text.inputValue()}苍鹭,,4-6\nxyzzy qwerty\n`);
    await page.getByRole('button', { name: 'Read this list' }).click();
    await expectText(page.locator('.not-taken'), ['line 4', 'xyzzy qwerty', 'is no known taxon']);
    await page.getByRole('button', { name: 'Save 3 taxa as the list' }).click();
    await expectText(page.locator('.list-edit'), ['It lists 3 taxa.', 'when it is started next']);
    expect(dashboard.running.box.checklistDesk.says).toMatchObject({
      region: 'china',
      taxa: [
        { taxon: 'cygnus-cygnus' },
        { taxon: 'anas-platyrhynchos' },
        { taxon: 'ardea-cinerea', months: [4, 5, 6] },
      ],
    });
  });
});
