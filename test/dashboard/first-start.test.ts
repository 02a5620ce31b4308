import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../src/base/errors.ts';
import type { SetupDeps } from '../../src/tell/server/resources/setup.ts';
import { type SetupServer, startSetupServer } from '../../src/tell/server/setup-server.ts';
import { cutTexts, expectText, faultsFor, hasBrowser, keepPicture, overflow, useDashboard } from './browser.ts';

const log = { info: () => undefined, error: () => undefined };
const deps: SetupDeps = {
  needed: true,
  regions: () => [{ name: 'china', taxa: 1505 }, { name: 'world' }],
  take: async ({ timeZone, taxa }) => {
    expect(taxa).toEqual([{ taxon: 'anas-platyrhynchos' }, { taxon: 'ardea-cinerea' }]);
    throw new RoostError('set up', timeZone, 'is no time zone', 'Try one such as Asia/Shanghai');
  },
};

describe.skipIf(!hasBrowser)('a new box', () => {
  const dashboard = useDashboard();
  let folder: string;
  let server: SetupServer;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-first-'));
    server = await startSetupServer(deps, { dataFolder: folder, port: 0, log });
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it.each([
    { locale: 'en-GB', colorScheme: 'light', width: 1280, says: ['is no time zone'] },
    { locale: 'zh-CN', colorScheme: 'dark', width: 390, says: ['被拒绝', 'is no time zone'] },
  ] as const)(
    'asks what it must know, says what is wrong, fits and is accessible: $locale',
    async ({ says, ...how }) => {
      const page = await dashboard.open({ ...how, address: server.address, ready: '.first-steps [aria-current]' });
      await page.locator('input[name=name]').fill('<b>Isle</b>');
      await page.locator('input[name=latitude]').fill('31.5');
      await page.locator('input[name=longitude]').fill('121.9');
      await page.locator('input[name=timeZone]').fill('Mars/Base');
      await page.locator('select[name=region]').selectOption('world');
      await page.locator('summary').click();
      await page.locator('textarea').fill('绿头鸭\nxyzzy qwerty\n1. Ardea cinerea');
      await page.locator('button[type=submit]').click();
      await page.getByRole('alert').waitFor();
      await page.locator('.list-reader button').click();
      await expectText(page.locator('.understood .not-taken'), ['xyzzy qwerty']);
      await page.locator('.understood details summary').click();
      await expectText(page.locator('.understood details li'), ['Anas platyrhynchos', 'Ardea cinerea']);
      await page.locator('button[type=submit]').click();
      await expectText(page.getByRole('alert'), says);
      expect(await page.getByRole('alert').locator('[lang=en]').textContent()).toContain('Asia/Shanghai');
      expect([await faultsFor(page), await cutTexts(page), await overflow(page)]).toEqual([[], [], 0]);
      await keepPicture(page, `first-start-${how.locale.slice(0, 2)}`);
    },
  );

  it('is led on: to its first camera, and to a first look at what that shows', async () => {
    const page = await dashboard.open({ at: '/cameras/new?first=1' });
    await expectText(page.locator('.first-steps [aria-current]'), ['First camera']);
    await page.getByLabel('Host or address').fill('192.168.8.30');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Mast');
    await page.getByLabel('Short id in every record').fill('mast');
    await page.getByRole('button', { name: 'Save and watch' }).click();
    await expectText(page.locator('.first-steps [aria-current]'), ['First look']);
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.locator('#now-today').waitFor();
  });
});
