import { describe, expect, it } from 'vitest';
import { expectText, hasBrowser, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('the system', () => {
  const dashboard = useDashboard();

  it('tests a channel, begins a backup, and says why it cannot', async () => {
    const page = await dashboard.open({ at: '/system' });
    const channels = page.locator('section', { has: page.locator('#system-channels') });
    await channels
      .getByRole('listitem')
      .filter({ hasText: 'rangers' })
      .getByRole('button', { name: 'Send a test' })
      .click();
    await expectText(channels.getByRole('status'), ['Delivered: 200, code 0: ok']);
    const backups = page.locator('section', { has: page.locator('#system-backups') });
    await backups.getByRole('button', { name: 'Back up now' }).click();
    await expectText(backups.getByRole('status'), ['One is under way']);
    expect(await backups.getByRole('button', { name: 'Back up now' }).isDisabled()).toBe(true);
    dashboard.running.box.backupFacts = { warnings: [] };
    await expectText(backups, ['Make the first one at the machine']);
    expect(dashboard.faults).toEqual([]);
  });
});
