import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../patience.ts';

/**
 * Three words of Latin letters one behind another: an English sentence, or a part of one. Names of species in Latin, of models and files (as
 * code), and what people typed (quoted) are none.
 */
const FIND = `(() => {
  const sentence = /[A-Za-z][A-Za-z'’]+(?:[ ,;:]+[A-Za-z'’]{2,}){2,}/;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder.closest('script, style, noscript, code, q, textarea, [lang=la]')) continue;
    if (sentence.test(node.data)) found.push(node.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
      if (sentence.test(element.getAttribute(name) ?? '')) found.push(name + ': ' + element.getAttribute(name));
  return [...new Set(found)];
})()`;

/** Opens all that is folded on a page. */
const OPEN = `[...document.querySelectorAll('main details')].forEach((one) => { one.open = true; })`;

/** English sentences that stand on a page, also in what is folded: on one that is shown in Chinese there should be none of the box. */
export async function englishOn(page: Page): Promise<string[]> {
  await page.evaluate(OPEN);
  // What was folded may only now be read.
  await eventually(async () => expect(await page.locator('.reading').count()).toBe(0));
  return page.evaluate(FIND);
}
