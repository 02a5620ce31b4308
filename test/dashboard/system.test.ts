import { describe, expect, it } from 'vitest';
import { expectText, hasBrowser, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('the system', () => {
  const dashboard = useDashboard();

  it('tests a channel, begins a backup and says why it cannot, and makes the first token without shutting out who makes it', async () => {
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
    const tokens = page.locator('section', { has: page.locator('#system-tokens') });
    expect(await tokens.getByRole('option').allTextContents()).toEqual(['admin: all']);
    await tokens.getByLabel('For whom').fill('Wang');
    await tokens.getByRole('button', { name: 'Make a token' }).click();
    // From here on the box asks everybody for one; who made it stays in, and reads it.
    await expectText(tokens.getByRole('status'), ['roost_']);
    await expectText(tokens.getByRole('listitem'), ['Wang']);
    await tokens.getByRole('option', { name: 'viewer: looks' }).waitFor({ state: 'attached' });
  });
});
