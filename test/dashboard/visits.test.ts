import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { aVisit, NOON } from '../tell/server/fake.ts';
import { expectText, faultsFor, hasBrowser, overflow, useDashboard } from './browser.ts';
import { addClip } from './season.ts';

describe.skipIf(!hasBrowser)('visits', () => {
  const dashboard = useDashboard();

  it('are listed, and filtered by what stands in the address', async () => {
    const page = await dashboard.open({ at: '/visits' });
    await page.locator('.endless li').nth(6).waitFor();
    await page.getByRole('combobox', { name: 'Taxon' }).fill('whooper');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/taxon=cygnus-cygnus/);
    await page.getByLabel('Camera').selectOption('North channel');
    await page.waitForURL(/camera=channel/);
    await page.getByText('More filters').click();
    const asked = page.waitForRequest(/protection=1&minScore=0.9/);
    await page.getByLabel('Protection').selectOption('1');
    await page.getByLabel('How likely the name is').selectOption('90 % or more');
    await asked;
    expect(dashboard.faults).toEqual([]);
  });

  it('move while somebody rests on them, or by a button where a finger touches, and load nothing before', async () => {
    await addClip(dashboard.running);
    const page = await dashboard.open({ at: '/visits' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const row = page.locator('.preview-row', { has: page.locator('a[href="#/visits/v8"]') });
    await row.waitFor();
    expect(asked.filter((path) => /visits\/|clip/.test(path))).toEqual([]);
    const plays = `(({ muted, currentTime }) => muted && currentTime > 0)(document.querySelector('.preview video'))`;
    await eventually(async () => {
      await row.hover();
      expect(await page.evaluate(plays)).toBe(true);
    });
    await page.mouse.move(0, 0);
    await row.locator('.preview').waitFor({ state: 'detached' });
    // Who wants nothing to move by itself has it move by a button alone.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await row.getByRole('button', { name: 'Play a preview: Mallard' }).click();
    await row.locator('video').waitFor();
    await row.getByRole('button', { name: 'Stop the preview' }).click();
    await row.locator('.preview').waitFor({ state: 'detached' });
    expect(dashboard.faults).toEqual([]);
  });

  it('say that newer ones came, and do not move under the reader', async () => {
    const page = await dashboard.open({ at: '/visits' });
    await page.locator('.endless li').first().waitFor();
    dashboard.running.box.record('visit.new', aVisit('now', { startAt: NOON - 2000 }));
    await page.getByRole('button', { name: '1 newer visit' }).click();
    await page.locator('.endless a[href="#/visits/now"]').waitFor();
  });

  it('count one as newer that is told of while the list that does not know of it yet is on its way', async () => {
    const HEARING = `{
      const hear = EventSource.prototype.addEventListener;
      EventSource.prototype.addEventListener = function (type, then) {
        hear.call(this, type, (event) => {
          then(event);
          if (type === 'visit.new') globalThis.heard = true;
        });
      };
    }`;
    const page = await dashboard.open({ at: '/system', first: HEARING });
    let held: (() => void) | undefined;
    await page.route(/api\/v1\/visits\?limit=\d+$/, async (route) => {
      const response = await route.fetch();
      await new Promise<void>((go) => {
        held = go;
      });
      await route.fulfill({ response });
    });
    await page.getByRole('link', { name: 'Visits' }).click();
    await eventually(() => expect(held).toBeDefined());
    dashboard.running.box.record('visit.new', aVisit('meanwhile', { startAt: NOON - 2000 }));
    await eventually(async () => expect(await page.evaluate('globalThis.heard')).toBe(true));
    held!();
    const newer = page.getByRole('button', { name: '1 newer visit' });
    await newer.waitFor();
    await page.unrouteAll();
    await newer.click();
    await page.locator('.endless a[href="#/visits/meanwhile"]').waitFor();
    await newer.waitFor({ state: 'detached' });
  });

  it('give a picture away, to be seen without a token', async () => {
    const page = await dashboard.open({ at: '/visits/v8' });
    await page.getByRole('button', { name: 'Give the best picture away' }).click();
    const address = await page.getByLabel('sees the picture without a token').inputValue();
    expect(address).toMatch(new RegExp(`^${dashboard.running.address}/api/v1/media/m-v8\\?`));
    const picture = await fetch(address);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('tell why each is called so', async () => {
    const page = await dashboard.open({ at: '/visits/v8', width: 390 });
    await expectText(page.locator('article'), ['Mallard', 'Anas platyrhynchos', 'No clip is kept of it']);
    await expectText(page.locator('.track[open]'), [
      '93 %',
      'Whooper swan',
      'Before: Anas 91 %',
      'yolox-nano@e8af0749',
    ]);
    expect(await faultsFor(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(dashboard.faults).toEqual([]);
  });
});
