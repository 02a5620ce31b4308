import { beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../src/base/errors.ts';
import { expectText, hasBrowser, useDashboard } from './browser.ts';
import { fillSeason } from './season.ts';

describe.skipIf(!hasBrowser)('models', () => {
  const dashboard = useDashboard();
  beforeEach(() => fillSeason(dashboard.running));

  it('are put into use only when one is sure, and why not is said', async () => {
    const { box } = dashboard.running;
    const asked: string[] = [];
    box.turnover.promote = async (name) => {
      asked.push(name);
      throw new RoostError('promote', name, 'it names a mallard otherwise than its canary says');
    };
    const page = await dashboard.open({ at: '/models' });
    const waiting = page.getByRole('listitem').filter({ hasText: 'delta-birds-3' });
    await waiting.getByRole('button', { name: 'Put into use' }).click();
    expect(asked).toEqual([]);
    await waiting.getByRole('button', { name: 'Put into use' }).click();
    await expectText(waiting.getByRole('alert'), ['otherwise than its canary says']);
    expect(asked).toEqual(['delta-birds-3']);
  });

  it('show what a staged one would change, with its pictures, before it is put into use', async () => {
    const page = await dashboard.open({ at: '/models' });
    const waiting = page.getByRole('listitem').filter({ hasText: 'delta-birds-3' });
    await waiting.getByRole('button', { name: 'What it would change' }).click();
    await expectText(waiting, ['Of 210 visits it would have 4 otherwise', 'Whooper swan', '5 visits · 9 individuals']);
    await waiting.locator('img').first().waitFor();
  });

  it('show what a staged detector finds otherwise, camera by camera, with pictures', async () => {
    const page = await dashboard.open({ at: '/models' });
    const waiting = page.getByRole('listitem').filter({ hasText: 'delta-finder-1' });
    await waiting.getByRole('button', { name: 'What it would change' }).click();
    await expectText(waiting, [
      'Of 300 followed animals it overlooks 7',
      '8,400',
      'found only now, found only with it',
    ]);
    await waiting.locator('img').first().waitFor();
  });

  it('forget a picture that looks out of place', async () => {
    const page = await dashboard.open({ at: '/models' });
    const wrong = page.locator('section', { hasText: 'Taught pictures to look at' }).getByRole('listitem').first();
    await expectText(wrong, ['Mallard', 'like Grey heron 70 %']);
    await wrong.getByRole('button', { name: 'Forget' }).click();
    await wrong.getByRole('button', { name: 'Forget' }).click();
    await page.getByText('1 picture taught').waitFor();
    expect(dashboard.running.box.learned).toHaveLength(1);
  });
});
