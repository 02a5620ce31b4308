import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../patience.ts';
import { hasBrowser, useDashboard } from './browser.ts';

/** Who reviews is known, and nothing is painted: what a page does after a painting comes late, as on a busy machine. */
const NEVER_PAINTED = `
  localStorage.setItem('roost-reviewer', 'Lin Yue');
  globalThis.requestAnimationFrame = () => 0;
  globalThis.pressKey = (key) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
`;

/** Has keys be pressed in the page, each at once when another visit is shown than before. */
function pressAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  return page.evaluate(`{
    const keys = ${JSON.stringify(keys)};
    let before = document.querySelector('.case h2').textContent;
    new MutationObserver(() => {
      const now = document.querySelector('.case h2')?.textContent ?? before;
      if (now === before) return;
      before = now;
      const key = keys.shift();
      if (key !== undefined) setTimeout(() => pressKey(key));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }`);
}

describe.skipIf(!hasBrowser)('a key of the review', () => {
  const dashboard = useDashboard();

  async function begin() {
    const page = await dashboard.open({ at: '/review', first: NEVER_PAINTED });
    const shown = (name: string) => page.locator('.case h2', { hasText: name }).waitFor();
    await shown('Yellow-breasted bunting');
    return { page, shown };
  }
  const said = () => dashboard.running.box.reviews.map(({ visit, action }) => `${visit} ${action}`);

  /** Holds what is stored back. @returns lets it go to the box, or has it fail */
  async function hold(page: Page) {
    let settle: (what: 'store' | 'fail') => void = () => undefined;
    const settled = new Promise<'store' | 'fail'>((resolve) => {
      settle = resolve;
    });
    await page.route(
      '**/reviews',
      async (route) => ((await settled) === 'store' ? route.continue() : route.fulfill({ status: 500, body: '' })),
      { times: 1 },
    );
    return settle;
  }

  it('is heard at once when the next visit is shown', async () => {
    const { page, shown } = await begin();
    await pressAtOnce(page, ['x', 'n', 'u']);
    await page.keyboard.press('Enter');
    await shown('Ducks');
    expect(said()).toEqual(['v9 confirm', 'v8 reject', 'v6 uncertain']);
  });

  it('goes on from the visit to which the one before went', async () => {
    const { page, shown } = await begin();
    await page.evaluate("pressKey('n'); pressKey('n')");
    await shown('Birds');
    await page.evaluate("pressKey('p'); pressKey('n'); pressKey('n')");
    await shown('Mammals');
  });

  it('is part of a name from the moment that one is asked for', async () => {
    const { page } = await begin();
    await page.keyboard.press('e');
    await page.keyboard.type('cuckoo', { delay: 0 });
    expect(await page.getByRole('combobox', { name: 'What it is' }).inputValue()).toBe('cuckoo');
    expect(said()).toEqual([]);
  });

  it('decides and goes on once, however often it is pressed while that is stored', async () => {
    const { page, shown } = await begin();
    const settle = await hold(page);
    for (const key of ['c', 'c', 'n', 'x']) await page.keyboard.press(key);
    settle('store');
    await shown('Mallard');
    await page.keyboard.press('x');
    await shown('Birds');
    expect(said()).toEqual(['v9 confirm', 'v8 reject']);
  });

  it('takes back what is just being stored, and has it decided anew', async () => {
    const { page, shown } = await begin();
    await page.keyboard.press('c');
    await shown('Mallard');
    const settle = await hold(page);
    for (const key of ['x', 'z', 'z']) await page.keyboard.press(key);
    settle('store');
    await eventually(() => expect(said()).toEqual(['v9 confirm', 'v8 reject', 'v8 undo']));
    await page.locator('.case[aria-busy=false] h2', { hasText: 'Mallard' }).waitFor();
    await page.keyboard.press('u');
    await shown('Birds');
    expect(said().at(-1)).toBe('v8 uncertain');
  });

  it('says where it was pressed that nothing was stored, also to who goes on at once, and takes nothing else back', async () => {
    const { page, shown } = await begin();
    await page.keyboard.press('c');
    await shown('Mallard');
    const settle = await hold(page);
    for (const key of ['x', 'z', 'n']) await page.keyboard.press(key);
    settle('fail');
    await page.getByRole('alert').waitFor();
    await shown('Mallard');
    expect(said()).toEqual(['v9 confirm']);
  });

  it('takes a decision back on the visit that is shown, also when all were gone through', async () => {
    const { page, shown } = await begin();
    await page.keyboard.press('c');
    await shown('Mallard');
    await page.keyboard.press('p');
    await shown('Yellow-breasted bunting');
    await page.keyboard.press('z');
    await eventually(() => expect(said()).toEqual(['v9 confirm', 'v9 undo']));
    await page.locator('.case[aria-busy=false] h2').waitFor();
    await page.keyboard.press('c');
    await shown('Mallard');
    await page.evaluate("for (let n = 0; n < 9; n++) pressKey('n')");
    await page.getByText('That was the last one of this queue.').waitFor();
    await page.keyboard.press('z');
    await shown('Yellow-breasted bunting');
    expect(said()).toEqual(['v9 confirm', 'v9 undo', 'v9 confirm', 'v9 undo']);
  });
});
