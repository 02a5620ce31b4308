import { describe, expect, it } from 'vitest';
import { RoostError } from '../../src/base/errors.ts';
import { hasBrowser, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('the half-year report', () => {
  const dashboard = useDashboard();

  it('is shown in the language of the page, printed by its own rules, and asked for again for another half-year', async () => {
    const page = await dashboard.open({ at: '/tallies/report', locale: 'zh-CN' });
    const report = page.frameLocator('iframe.report');
    await report.getByRole('heading', { name: '2026H1 zh html' }).waitFor();
    await page.evaluate(
      "document.querySelector('iframe.report').contentWindow.print = () => { window.printed = true; }",
    );
    await page.getByRole('button', { name: '打印' }).click();
    expect(await page.evaluate('window.printed')).toBe(true);
    await page.getByRole('combobox').selectOption('2025H2');
    await report.getByRole('heading', { name: '2025H2 zh html' }).waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  it('says why there is none', async () => {
    const { box } = dashboard.running;
    box.report = async () => Promise.reject(new RoostError('report', '2026H1', 'the sums are out of date'));
    const page = await dashboard.open({ at: '/tallies/report' });
    await page.getByRole('alert').filter({ hasText: 'the sums are out of date' }).waitFor();
  });
});
