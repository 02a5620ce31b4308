import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import type { FakeDesk } from '../tell/server/fake-desk.ts';
import { areasFrame } from './areas.ts';
import { hasBrowser, useDashboard } from './browser.ts';

type Point = readonly [x: number, y: number];

/** Draws a finger over the screen of a phone, from one point of it to another. */
async function drag(page: Page, [fromX, fromY]: Point, [toX, toY]: Point): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x: fromX, y: fromY }]);
  for (const part of [0.25, 0.5, 0.75, 1])
    await touch('touchMove', [{ x: fromX + (toX - fromX) * part, y: fromY + (toY - fromY) * part }]);
  await touch('touchEnd', []);
  await devtools.detach();
}

async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

describe.skipIf(!hasBrowser)('by finger on a phone', () => {
  const dashboard = useDashboard();
  const phone = { width: 390, touch: true } as const;

  it('visits are drawn on and back, and decided by buttons that a thumb finds', async () => {
    const page = await dashboard.open({
      ...phone,
      at: '/review',
      first: "localStorage.setItem('roost-reviewer', 'Lin')",
    });
    const now = page.locator('.case h2');
    await now.filter({ hasText: 'Yellow-breasted bunting' }).waitFor();
    const [x, y] = await middleOf(page.locator('.case-pictures .picture').first());
    await drag(page, [x + 60, y], [x - 60, y]);
    await now.filter({ hasText: 'Mallard' }).waitFor();
    await drag(page, [x - 60, y], [x + 60, y + 10]);
    await now.filter({ hasText: 'Yellow-breasted bunting' }).waitFor();
    // Up and down the page is scrolled, and nothing else happens.
    await drag(page, [x, y + 40], [x - 30, y - 120]);
    await now.filter({ hasText: 'Yellow-breasted bunting' }).waitFor();
    for (const button of await page.locator('.decide-row button').all())
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await page.locator('kbd').first().isVisible()).toBe(false);
    await page.getByRole('button', { name: 'No animal' }).tap();
    await now.filter({ hasText: 'Mallard' }).waitFor();
    await page.getByRole('button', { name: 'Right' }).tap();
    await now.filter({ hasText: 'Birds' }).waitFor();
    const said = dashboard.running.box.reviews.map(({ visit, action }) => [visit, action]);
    expect(said).toEqual([
      ['v9', 'reject'],
      ['v8', 'confirm'],
    ]);
    expect(dashboard.faults).toEqual([]);
  });

  it('a mask is drawn, with one corner more, and saved', async () => {
    dashboard.running.box.live.everyMs = 1;
    const page = await dashboard.open({ ...phone, at: '/cameras/east' });
    await page.getByRole('button', { name: 'New mask' }).tap();
    const { x, y, width, height } = await areasFrame(page);
    const at = ([across, down]: Point): Point => [x + width * across, y + height * down];
    await drag(page, await middleOf(page.getByRole('button', { name: /^Corner 1 of/ })), at([0.1, 0.2]));
    await page.getByRole('button', { name: /^Corner 1 of .*: 10 % from the left, 20 % from the top/ }).waitFor();
    const fifth = page.getByRole('button', { name: /^Corner 5 of/ });
    await eventually(async () => {
      // A tap that a busy machine makes a long one adds nothing.
      if ((await fifth.count()) === 0) await page.touchscreen.tap(...at([0.5, 0.9]));
      expect(await fifth.count()).toBe(1);
    });
    await page.getByRole('button', { name: 'Save zones and masks' }).tap();
    const desk = dashboard.running.box.desk as FakeDesk;
    await eventually(() => expect(desk.cameras.get('east')?.masks[0]?.polygon.length).toBeGreaterThanOrEqual(5));
    const corners = desk.cameras
      .get('east')!
      .masks[0]!.polygon.map((corner) => corner.map((part) => Math.round(part * 10) / 10));
    expect(corners).toContainEqual([0.1, 0.2]);
    expect(corners).toContainEqual([0.5, 0.9]);
    expect(dashboard.faults).toEqual([]);
  });
});
