import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { aStatus } from '../tell/server/fake.ts';
import { expectText, faultsFor, hasBrowser, overflow, useDashboard } from './browser.ts';
import { otherPicture } from './canvas.ts';

/**
 * How wide the box of a bird is on the canvas, a share of it, and how much light and dark is within it: in the row through the middle of the
 * animal, the box is where its colour is.
 */
function boxOf(page: Page): Promise<{ wide: number; spread: number }> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('canvas');
    if (!canvas) return {};
    const { width, height } = canvas;
    const row = canvas.getContext('2d').getImageData(0, Math.round(0.6 * height), width, 1).data;
    const all = Array.from({ length: width }, (_, x) => x);
    const edges = all.filter((x) => row[4 * x + 1] > 200 && row[4 * x + 1] - row[4 * x] > 60);
    const inside = all.filter((x) => x > edges[0] + 8 && x < edges.at(-1) - 8).map((x) => row[4 * x]);
    return { wide: (edges.at(-1) - edges[0]) / width, spread: Math.max(...inside) - Math.min(...inside) };
  })()`);
}

describe.skipIf(!hasBrowser)('the live view', () => {
  const dashboard = useDashboard();

  it('moves, boxes what is followed in each picture, names it, and asks for nothing once nobody looks', async () => {
    const page = await dashboard.open({ at: '/live/east' });
    await page.getByRole('heading', { level: 1, name: 'East mudflat' }).waitFor();
    const sums = [await otherPicture(page, [])];
    for (let i = 0; i < 3; i++) sums.push(await otherPicture(page, sums));
    await expectText(page.locator('.live-followed li'), ['Mallard', '93 %', '8-t1']);
    const { live } = dashboard.running.box;
    expect(new Set(live.looks)).toEqual(new Set(['1280 east']));
    const { wide, spread } = await boxOf(page);
    expect(wide).toBeGreaterThan(0.18);
    expect(wide).toBeLessThan(0.22);
    expect(spread).toBeGreaterThan(100);
    await page.getByRole('link', { name: 'System' }).click();
    await eventually(async () => {
      const text = await (await dashboard.running.get('/metrics')).text();
      expect(text).toContain('roost_live_viewers 0');
    });
    const before = live.looks.length;
    await page.waitForTimeout(300);
    expect(live.looks.length).toBe(before);
    expect(dashboard.faults).toEqual([]);
  });

  it('moves on a card of Now when asked to, and is a still else', async () => {
    const page = await dashboard.open();
    const card = page.locator('.camera-card', { hasText: 'East mudflat' });
    await card.locator('.still img:not([hidden])').waitFor();
    const { live } = dashboard.running.box;
    // Until its first still is there, a card shows the newest crop.
    await eventually(() => expect(live.looks).toContain('320 east'));
    expect(await page.locator('canvas').count()).toBe(0);
    await card.getByRole('button', { name: 'Play East mudflat' }).click();
    await otherPicture(page, [await otherPicture(page, [])]);
    await page.getByRole('button', { name: 'Play Reed bed' }).click();
    await expectText(card, ['East mudflat']);
    await card.locator('.still img:not([hidden])').waitFor();
    await page.locator('.camera-card', { hasText: 'Reed bed' }).locator('canvas').waitFor();
    expect(await page.locator('canvas').count()).toBe(1);
    expect(dashboard.faults).toEqual([]);
  });

  it('shows stills where no live view is let through, and comes back', async () => {
    const page = await dashboard.open({ at: '/system' });
    await page.evaluate(`
      globalThis.known = WebSocket;
      globalThis.sockets = 0;
      globalThis.WebSocket = class {
        static OPEN = 1;
        constructor() { globalThis.sockets++; }
        addEventListener(type, then) { if (type === 'close') setTimeout(then); }
      };
      location.hash = '#/live/east';
    `);
    await page.locator('.live-one .still img:not([hidden])').waitFor();
    await expectText(page.locator('figcaption'), ['lets no live view through']);
    // The still stays while it is tried again and again, and a try does not begin the waits anew.
    await page.locator('.live-one .still').evaluate((still) => still.setAttribute('data-same', ''));
    await eventually(async () => expect(await page.evaluate('globalThis.sockets')).toBeGreaterThanOrEqual(3));
    expect(await page.locator('.live-one .still[data-same]').count()).toBe(1);
    expect(await page.locator('.live-canvas').isVisible()).toBe(false);
    await page.evaluate('globalThis.WebSocket = globalThis.known');
    await otherPicture(page, []);
  });

  it('says that a picture is withheld, that there is none, and that there is no such camera', async () => {
    const { box } = dashboard.running;
    box.live.everyMs = undefined;
    const page = await dashboard.open({ at: '/live/east' });
    await eventually(() => expect(box.live.looks).toContain('1280 east'));
    box.live.give({ camera: 'east', width: 1280, at: Date.now(), marks: [], withheld: true });
    await expectText(page.locator('.live-one'), ['Somebody is in the picture', 'Nothing is followed']);
    await page.evaluate("location.hash = '#/live/channel'");
    await expectText(page.locator('figcaption'), ['No live picture: Down']);
    box.setCamera(aStatus('channel'));
    await expectText(page.locator('figcaption'), ['Waiting for a picture']);
    await page.evaluate("location.hash = '#/live/nowhere'");
    await expectText(page.locator('main'), ['There is no such camera']);
  });

  it.each([
    { at: '/live', says: '.live-wall img:not([hidden])', width: 1280 },
    { at: '/live/east', says: '.live-followed li', width: 390, locale: 'zh-CN', colorScheme: 'dark' },
  ] as const)('is accessible and fits: $at', async ({ says, ...options }) => {
    const page = await dashboard.open(options);
    await page.locator(says).first().waitFor();
    expect(await faultsFor(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(dashboard.faults).toEqual([]);
  });
});
