import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { NOON } from '../tell/server/fake.ts';
import { hasBrowser, useDashboard } from './browser.ts';
import { goTo, SCREENS } from './screens.ts';
import { fillSeason } from './season.ts';

/** Notes what the page asks of the box and what it is answered. */
const NOTING = `
  globalThis.print = () => undefined;
  globalThis.refused = [];
  globalThis.written = [];
  globalThis.waiting = 0;
  const ask = globalThis.fetch;
  globalThis.fetch = async (address, how) => {
    globalThis.waiting++;
    try {
      const answer = await ask(address, how);
      if (answer.status === 403) globalThis.refused.push((how?.method ?? 'GET') + ' ' + address);
      else if (how?.method === 'POST') globalThis.written.push(address);
      return answer;
    } finally {
      globalThis.waiting--;
    }
  };
`;

/**
 * Opens what can be opened and presses each button that can be pressed, also those that come of it; the head of the page last. Somebody
 * else at the same machine is no other role.
 */
const PRESS_ALL = `(async () => {
  const pressed = new Set();
  const idle = async () => {
    do await new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
    while (globalThis.waiting > 0);
  };
  for (;;) {
    const next = [...document.querySelectorAll('main button:enabled:not(.page-head .plain), main summary')].filter((one) => !pressed.has(one)).reverse();
    if (next.length === 0 || pressed.size > 200) return;
    for (const one of next) {
      pressed.add(one);
      if (one.isConnected && !one.disabled) one.click();
    }
    await idle();
  }
})()`;

/** Whose pages are walked: those on which something is changed that the role may not change. */
const WALKS = {
  viewer: ['visit', 'review', 'review-many', 'camera', 'models', 'system'],
  reviewer: ['visit', 'camera', 'models', 'system'],
  keeper: ['models', 'system'],
} as const;

describe.skipIf(!hasBrowser)('a button', () => {
  const dashboard = useDashboard();
  beforeEach(() => fillSeason(dashboard.running));

  it('is one that the box does not refuse, whoever presses it, and else says why it cannot be pressed', async () => {
    const { box, folder } = dashboard.running;
    box.learned = box.learned.map((one, n) => (n === 0 ? one : { ...one, taughtBy: 'A reviewer' }));
    const access = new Access(accessFile(folder), undefined, () => NOON);
    const seen: Record<string, unknown> = {};
    for (const role of ['viewer', 'reviewer', 'keeper'] as const) {
      const { token } = await access.tokens.make({ name: `A ${role}`, role }, 'test', NOON);
      const page = await dashboard.open({ token, first: `localStorage.setItem('roost-reviewer', 'Wang'); ${NOTING}` });
      const silent: string[] = [];
      for (const [name, at, holds] of SCREENS) {
        if (!(WALKS[role] as readonly string[]).includes(name)) continue;
        await goTo(page, at, holds);
        await page.evaluate(PRESS_ALL);
        if ((await unexplained(page)) > 0) silent.push(name);
      }
      const written: string[] = await page.evaluate('[...new Set(globalThis.written)].sort()');
      seen[role] = { refused: await page.evaluate('globalThis.refused'), silent, written };
      await page.context().close();
    }
    access.close();
    expect(seen).toMatchObject({
      viewer: { refused: [], silent: [], written: [] },
      reviewer: { refused: [], silent: [], written: expect.arrayContaining(['api/v1/taught/forgotten']) },
      keeper: {
        ...{ refused: [], silent: [] },
        written: expect.arrayContaining([
          'api/v1/models/promotions',
          'api/v1/models/rollbacks',
          'api/v1/models/shadows',
        ]),
      },
    });
  });
});

/** How many buttons of the page cannot be pressed for want of a role, and neither they nor the page say so. */
function unexplained(page: Page): Promise<number> {
  return page.evaluate(`document.querySelector('main > .stale') ? 0
    : [...document.querySelectorAll('main .sure button:disabled, main button:disabled:not([aria-describedby])')].length`);
}
