import { describe, expect, it } from 'vitest';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { eventually } from '../patience.ts';
import { NOON } from '../tell/server/fake.ts';
import type { FakeDesk } from '../tell/server/fake-desk.ts';
import { areasFrame } from './areas.ts';
import { expectText, faultsFor, hasBrowser, overflow, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('cameras', () => {
  const dashboard = useDashboard();
  const desk = () => dashboard.running.box.desk as FakeDesk;

  it('are found, tried, looked at and saved', async () => {
    const page = await dashboard.open({ at: '/cameras/new', width: 390 });
    await page.getByRole('button', { name: 'Search the network' }).click();
    await page.getByRole('button', { name: 'Take this one' }).click();
    await page.getByLabel('User of the camera').fill('lin');
    await page.getByLabel('Password').fill('hunter2');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('img.look-still').waitFor();
    expect(desk().tried).toEqual([{ address: '192.168.8.30', user: 'lin', password: 'hunter2', transport: 'tcp' }]);
    expect(await faultsFor(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByLabel('Name', { exact: true }).fill('<img src=x onerror=alert(1)>');
    await page.getByLabel('Short id in every record').fill('mast');
    await page.getByRole('button', { name: 'Save and watch' }).click();
    await page.locator('h1', { hasText: '<img src=x onerror=alert(1)>' }).waitFor();
    expect(await page.locator('main img[src="x"]').count()).toBe(0);
    expect(await page.content()).not.toContain('hunter2');
    await page.goto(`${dashboard.running.address}/#/cameras/new`);
    await page.getByLabel('Host or address').fill('192.168.8.31');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('alert').filter({ hasText: 'nobody listens' }).waitFor();
  });

  it('have masks drawn by keys and by mouse, tried, and saved', async () => {
    dashboard.running.box.live.everyMs = 1;
    const page = await dashboard.open({ at: '/cameras/east' });
    await page.getByRole('button', { name: 'New mask' }).click();
    await page.getByLabel('Name of the area').fill('clock');
    await page.getByRole('button', { name: /^Corner 1 of clock/ }).focus();
    for (let n = 0; n < 7; n++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('button', { name: 'Corner 1 of clock: 0 % from the left, 34 % from the top' }).waitFor();
    const frame = await areasFrame(page);
    const corner = (await page.getByRole('button', { name: /^Corner 3 of clock/ }).boundingBox())!;
    await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width * 0.9, frame.y + frame.height * 0.8);
    await page.mouse.up();
    await page.getByRole('button', { name: 'Test on the next seconds' }).click();
    await expectText(page.locator('.test-words'), ['Masks took away: motion in 1 picture, 1 sighting']);
    // Without its colour, each mark is another one.
    const marks = await page.evaluate(`[...document.querySelectorAll('.test-legend svg')].map((svg) => {
      const { strokeWidth, strokeDasharray } = getComputedStyle(svg.querySelector('rect:not(.edge)'));
      return [strokeWidth, strokeDasharray, svg.querySelector('path')?.getAttribute('d')].join();
    })`);
    expect(new Set(marks as string[]).size).toBe(5);
    await page.getByRole('button', { name: 'Save zones and masks' }).click();
    await eventually(() => expect(desk().cameras.get('east')?.masks).toHaveLength(1));
    const [mask] = desk().cameras.get('east')!.masks;
    expect(mask).toMatchObject({ name: 'clock' });
    const [first, , third] = mask!.polygon;
    expect(first).toEqual([0, 0.34]);
    expect(third!.map((part) => Math.round(part! * 10))).toEqual([9, 8]);
    expect(dashboard.faults).toEqual([]);
  });

  it('are checked, and moved from a day on, with what was recorded before kept as it was', async () => {
    const { running } = dashboard;
    const page = await dashboard.open({ at: '/cameras/east' });
    const check = page.locator('section', { has: page.locator('#camera-check') });
    await check.getByRole('button', { name: 'Check' }).click();
    await expectText(check.locator('.findings li.warning'), ['key frames are 10 s apart']);
    await check.locator('img.look-still').waitFor();
    const stood = page.locator('section', { has: page.locator('#camera-deployments') });
    await expectText(stood.locator('li'), ['Hide', 'goes on']);
    await stood.getByRole('button', { name: 'End today' }).click();
    await eventually(() => expect(running.box.stood[0]?.endAt).toBeDefined());
    await stood.getByText('It stands elsewhere now').click();
    await stood.getByLabel('Station').fill('creek');
    await stood.getByLabel('Place').fill('Creek mouth');
    await stood.getByRole('button', { name: 'Begin this deployment' }).click();
    await eventually(() =>
      expect(desk().cameras.get('east')).toMatchObject({ station: 'creek', place: 'Creek mouth' }),
    );
    expect(desk().cameras.get('east')?.deployment.start).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(dashboard.faults).toEqual([]);
  });

  it('are looked at by viewers, and set up by keepers alone', async () => {
    const access = new Access(accessFile(dashboard.running.folder), undefined, () => NOON);
    const { token } = await access.tokens.make({ name: 'Lin Yue', role: 'viewer' }, 'test', NOON);
    access.close();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    for (const path of ['cameras', 'camera-trials', 'cameras/east/settings', 'cameras/east/removals']) {
      const answer = await dashboard.running.get(`/api/v1/${path}`, { method: 'POST', headers, body: '{}' });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect((await dashboard.running.get('/api/v1/cameras/east/settings', { headers })).status).toBe(403);
    expect(desk().tried).toEqual([]);
    const page = await dashboard.open({ at: '/cameras/east', ready: '#token' });
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('#camera-deployments').waitFor();
    for (const name of ['Save zones and masks', 'Check', 'Save settings', 'Take this camera out of use'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
  });
});
