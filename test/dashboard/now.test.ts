import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { aStatus, aVisit, NOON } from '../tell/server/fake.ts';
import { expectText, faultsFor, hasBrowser, overflow, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('now', () => {
  const dashboard = useDashboard();

  it('shows a visit that arrives, follows it, and lets go of one that is withdrawn', async () => {
    const page = await dashboard.open();
    const { box } = dashboard.running;
    const row = page.locator('.now-side a[href="#/visits/now"]');
    const arrived = aVisit('now', { startAt: NOON - 2000, individuals: 2, closed: false });
    box.record('visit.new', arrived);
    await expectText(row, ['Birds', 'East mudflat', 'still here', '2']);
    box.record('visit.end', { ...arrived, individuals: 5, closed: true });
    await row.getByText('still here').waitFor({ state: 'detached' });
    await expectText(row, ['5']);
    box.record('visit.withdrawn', arrived);
    await row.waitFor({ state: 'detached' });
    expect(dashboard.faults).toEqual([]);
  });

  it('shows a visit that is told of while the list that does not know of it yet is on its way', async () => {
    const page = await dashboard.open({ at: '/system' });
    const { box } = dashboard.running;
    let held: (() => void) | undefined;
    await page.route(/api\/v1\/visits\?limit=\d+$/, async (route) => {
      const response = await route.fetch();
      await new Promise<void>((go) => {
        held = go;
      });
      await route.fulfill({ response });
    });
    await page.getByRole('link', { name: 'Now' }).click();
    await eventually(() => expect(held).toBeDefined());
    // Once it has heard of the visit, the page reads the counts again.
    const heard = page.waitForRequest('**/api/v1/tallies?*');
    box.record('visit.new', aVisit('meanwhile', { startAt: NOON - 2000 }));
    await heard;
    held!();
    await page.locator('.now-side a[href="#/visits/v8"]').waitFor();
    await page.locator('.now-side a[href="#/visits/meanwhile"]').waitFor();
  });

  it('tells how deep a name goes, its protection, what was set aside, and what a person should look at', async () => {
    const page = await dashboard.open();
    const row = (id: string) => page.locator(`.now-side a[href="#/visits/${id}"]`);
    await expectText(row('v5'), ['Ducks', '(family)']);
    await expectText(row('v7'), ['set aside']);
    await expectText(row('v9'), ['Level I', 'not expected in this month']);
    expect(await row('v8').textContent()).not.toMatch(/\(species\)|Level|set aside/);
  });

  it('shows why a camera is down, and that it is back', async () => {
    const page = await dashboard.open();
    const card = page.locator('.camera-card', { hasText: 'North channel' });
    await expectText(card, ['Down', 'User or password not accepted', 'since 08:00']);
    await page.getByText('2 of 5 cameras watch').waitFor();
    dashboard.running.box.setCamera(aStatus('channel'));
    await page.getByText('3 of 5 cameras watch').waitFor();
    expect(await card.textContent()).not.toContain('not accepted');
    // The frame goes with its reason.
    const standing = page.locator('.standing');
    await expectText(standing, ['Not watching: Willow grove, Sluice']);
    for (const { camera, state } of dashboard.running.box.statuses)
      if (state !== 'stopped') dashboard.running.box.setCamera(aStatus(camera));
    await page.locator('.standing:not(.troubled)').waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  it('says of which day a camera is down, and when none watches', async () => {
    const { box } = dashboard.running;
    const [first, ...others] = box.statuses;
    box.setCamera(aStatus(first!.camera, { state: 'down', since: NOON - 3 * 86_400_000 }));
    for (const { camera } of others) box.setCamera(aStatus(camera, { state: 'down', since: NOON - 3_600_000 }));
    const page = await dashboard.open();
    await expectText(page.locator('.standing.blind'), ['No camera watches']);
    await expectText(page.locator('.camera-card').first(), ['since 28 Apr 2026, 12:00']);
    await expectText(page.locator('.camera-card').last(), ['since 11:00']);
    expect(await faultsFor(page, ['color-contrast'])).toEqual([]);
    await expectText((await dashboard.open({ locale: 'zh-CN' })).locator('.standing'), ['5 台摄像机都没有在监测']);
  });

  it('marks an alert that is not so any more', async () => {
    const { box } = dashboard.running;
    const alert = { visit: 'v8', track: 'v8-t1', camera: 'east', at: NOON - 700_000, changedAt: NOON, individuals: 1 };
    const first = { ...alert, reason: 'first-for-site', score: 0.9 } as const;
    box.alerts = () => [
      { ...first, id: 'a1', taxon: 'anas-platyrhynchos', state: 'withdrawn' },
      { ...first, id: 'a2', taxon: 'cygnus-cygnus', state: 'unconfirmed' },
    ];
    const page = await dashboard.open();
    const said = page.locator('.needs li');
    await expectText(said.filter({ hasText: 'Mallard' }), ['no longer so']);
    await said.filter({ hasText: 'Whooper swan' }).waitFor();
    expect(await page.locator('.needs .mark', { hasText: 'no longer' }).count()).toBe(1);
  });

  it('leads from a count of today to the visits that it counts', async () => {
    const page = await dashboard.open();
    await page.locator('.today a', { hasText: 'Yellow-breasted bunting' }).click();
    await page.getByRole('heading', { name: 'Visits', exact: true }).waitFor();
    expect(page.url()).toContain('#/visits?taxon=emberiza-aureola&from=2026-05-01&to=2026-05-01&standing=counted');
  });

  it('says what is wrong with the box, and which animals no model names', async () => {
    const page = await dashboard.open();
    const wrong = page.getByRole('list', { name: 'What is wrong' });
    await expectText(wrong, ['Not watching: North channel, Willow grove, Sluice']);
    expect(await wrong.locator('li').count()).toBe(1);
    const { box } = dashboard.running;
    box.models = box.models.filter(({ kinds }) => kinds.includes('bird'));
    await expectText((await dashboard.open()).getByRole('list', { name: 'What is wrong' }), [
      'No species model for mammals',
      'roost models pull',
    ]);
    await expectText((await dashboard.open({ locale: 'zh-CN' })).getByRole('list', { name: '故障' }), [
      '没有兽类的物种模型',
    ]);
  });

  it('tells none seen from not looking', async () => {
    const { box } = dashboard.running;
    box.tallyRows = [];
    await (await dashboard.open()).getByText('Nothing counted today so far').waitFor();
    box.effortRows = [];
    await (await dashboard.open()).getByText('No camera has watched today').waitFor();
  });

  it('shows by which hours species were there, once that is opened', async () => {
    const { box } = dashboard.running;
    box.tallyRows = box.tallyRows!.map((row) => ({
      ...row,
      hour: new Date(row.startAt + 8 * 3_600_000).getUTCHours(),
    }));
    const page = await dashboard.open();
    await page.getByText('By hour of the day').click();
    const bunting = page.locator('.by-hour tr', { hasText: 'Yellow-breasted bunting' });
    await expectText(bunting, ['Level I']);
    const cells = await bunting.locator('td').allTextContents();
    expect([cells[5], cells[6], cells[7], cells[11]]).toEqual(['18', '36', '', '32']);
    expect(await bunting.locator('td').nth(2).getAttribute('title')).toBe('nobody looked');
    // It is noon: of the hours to come nothing can be said.
    expect(cells).toHaveLength(13);
    // The table keeps to its column, whatever the window.
    for (const width of [1100, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const edges = await page.evaluate(
        "[document.querySelector('.by-hour .table').getBoundingClientRect().right, document.querySelector('.now-side').getBoundingClientRect().left]",
      );
      expect((edges as number[])[0]).toBeLessThan((edges as number[])[1]!);
    }
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsFor(page, ['color-contrast'])).toEqual([]);
    }
  });

  it('says so when the box goes away', async () => {
    const page = await dashboard.open();
    await dashboard.running.server.stop();
    await page.locator('.link.lost', { hasText: 'Connection lost' }).waitFor();
    // By the clock of the box, which is another than this machine's.
    await expectText(page.locator('.link.lost'), ['12:00']);
    const standing = page.locator('.standing');
    await expectText(standing, ['Not known whether it watches', '12:00: 2 of 5 cameras watch']);
    // Of a page whose code was not loaded yet.
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Tallies' }).click();
    await expectText(page.locator('.failed'), ['The box does not answer']);
  });

  it.each([
    { colorScheme: 'light', width: 1280, locale: 'en-GB', lang: 'en', says: 'Needs you' },
    { colorScheme: 'dark', width: 390, locale: 'zh-CN', lang: 'zh-CN', says: '需要您处理' },
  ] as const)(
    'is accessible, fits and speaks: $colorScheme, $width px, $locale',
    async ({ lang, says, ...options }) => {
      const page = await dashboard.open(options);
      await page.getByText(says).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await faultsFor(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(dashboard.faults).toEqual([]);
    },
  );
});
