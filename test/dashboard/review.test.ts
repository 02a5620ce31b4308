import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { expectText, faultsFor, hasBrowser, useDashboard } from './browser.ts';

describe.skipIf(!hasBrowser)('the review', () => {
  const dashboard = useDashboard();

  async function begin() {
    const page = await dashboard.open({ at: '/review' });
    await page.getByLabel('Your name').fill('Lin Yue');
    await page.keyboard.press('Enter');
    await page.locator('.case h2', { hasText: 'Yellow-breasted bunting' }).waitFor();
    return page;
  }
  const said = () =>
    dashboard.running.box.reviews.map(({ visit, action, taxon, individuals, by, undoes }) => [
      visit,
      action,
      taxon,
      individuals,
      by,
      undoes,
    ]);

  it('takes a key for a decision, and goes on', async () => {
    const page = await begin();
    const now = page.locator('.case h2');
    await page.keyboard.press('Enter');
    await now.filter({ hasText: 'Mallard' }).waitFor();
    await page.keyboard.press('x');
    await now.filter({ hasText: 'Birds' }).waitFor();
    await page.keyboard.press('n');
    await now.filter({ hasText: 'Mammals' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('combobox', { name: 'What it is' }).waitFor();
    await page.keyboard.type('大天鹅');
    // Names of what was typed so far are there before; the first that is shown is taken.
    await page.getByRole('option').first().filter({ hasText: 'Whooper swan' }).waitFor();
    await page.keyboard.press('Enter');
    await now.filter({ hasText: 'Ducks' }).waitFor();
    await eventually(() =>
      expect(said()).toEqual([
        ['v9', 'confirm', undefined, undefined, 'Lin Yue', undefined],
        ['v8', 'reject', undefined, undefined, 'Lin Yue', undefined],
        ['v6', 'correct', 'cygnus-cygnus', undefined, 'Lin Yue', undefined],
      ]),
    );
    expect(dashboard.faults).toEqual([]);
  });

  it('takes how many there were, one of the likeliest names, and a decision back', async () => {
    const page = await begin();
    await page.keyboard.press('h');
    await page.keyboard.type('40');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const now = page.locator('.case h2');
    await now.filter({ hasText: 'Mallard' }).waitFor();
    await page.locator('.likeliest li').first().waitFor();
    await page.keyboard.press('1');
    await now.filter({ hasText: 'Birds' }).waitFor();
    await page.keyboard.press('z');
    await now.filter({ hasText: /Mallard|swan/ }).waitFor();
    await eventually(() =>
      expect(said().map((one) => one.slice(0, 2))).toEqual([
        ['v9', 'correct'],
        ['v8', 'correct'],
        ['v8', 'undo'],
      ]),
    );
    expect(said()[0]?.[3]).toBe(40);
    expect(said()[2]?.[5]).toBe(dashboard.running.box.reviews[1]?.id);
  });

  it('says that somebody else decided meanwhile, and stores nothing', async () => {
    const page = await begin();
    dashboard.running.box.version += 1;
    await page.keyboard.press('c');
    await page.getByRole('alert').filter({ hasText: 'Somebody else decided' }).waitFor();
    expect(said()).toEqual([]);
    await page.keyboard.press('c');
    await page.locator('.case h2', { hasText: 'Mallard' }).waitFor();
  });

  it('decides on many that are alike together', async () => {
    const page = await begin();
    await page.getByRole('button', { name: 'Many at once' }).click();
    await page.locator('.many label', { hasText: 'Ducks' }).click();
    await page.getByRole('button', { name: 'All are right' }).click();
    await page.getByText('1 stored').waitFor();
    expect(said().map((one) => one.slice(0, 2))).toEqual([['v5', 'confirm']]);
    expect(await faultsFor(page)).toEqual([]);
  });

  it('decides on one visit from its own page, whether it waits or not, and goes back to it', async () => {
    const page = await begin();
    await page.evaluate("location.hash = '#/visits/v4'");
    await page.getByRole('link', { name: 'Decide on it' }).click();
    await page.locator('.case h2').waitFor();
    await page.keyboard.press('x');
    await page.locator('#visit-history').waitFor();
    expect(page.url()).toContain('#/visits/v4');
    expect(said().map((one) => one.slice(0, 2))).toEqual([['v4', 'reject']]);
  });

  it('takes the last decision of a queue back, too', async () => {
    const page = await begin();
    const of = (await page.getByText(/^1 of \d+$/).textContent())!.slice('1 of '.length);
    for (let at = 2; at <= Number(of); at++) {
      await page.keyboard.press('n');
      await page.getByText(`${at} of ${of}`, { exact: true }).waitFor();
      await page.locator('.case h2').waitFor();
    }
    await page.keyboard.press('x');
    await page.getByText('That was the last one of this queue').waitFor();
    await page.getByRole('button', { name: 'Take back' }).waitFor();
    await page.keyboard.press('z');
    await page.getByText(`${of} of ${of}`, { exact: true }).waitFor();
    expect(said().at(-1)![1]).toBe('undo');
  });

  it('has the box learn what was decided', async () => {
    const page = await begin();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Teach the box this' }).click();
    // This box has no store that would make an outcome of the decision, and says so.
    await page.getByText('This visit teaches the box nothing: nobody has decided on it', { exact: true }).waitFor();
    const { running } = dashboard;
    running.box.teaching.teach = async () => ({
      taxon: 'anas',
      lessons: [],
      leftOut: [{ file: 'a.jpg', reason: 'too small' }],
    });
    await page.getByRole('button', { name: 'Teach the box this' }).click();
    await expectText(page.locator('.teach'), ['0 pictures taught', '1 left out: too small', 'taught so far']);
  });
});
