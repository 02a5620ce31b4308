import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { byCamera, seenIn } from '../../dashboard/src/pages/species/sums.ts';
import { speciesEn } from '../../dashboard/src/words/species/en.ts';
import { ROOT } from '../../src/base/package.ts';
import { CATEGORIES, RESIDENCIES } from '../../src/know/taxonomy/taxon.ts';
import { expectText, hasBrowser, useDashboard } from './browser.ts';
import { fillSeason } from './season.ts';

const row = (more: object) => ({ effortDays: 1, visits: 0, individuals: 0, ...more }) as never;

it('adds up the years of each camera with their effort, also years in which nothing was there', () => {
  expect(
    byCamera([
      row({ camera: 'east', visits: 2, individuals: 5, effortDays: 3 }),
      row({ camera: 'east', visits: null, individuals: null, effortDays: 10 }),
      row({ camera: 'reeds', visits: 1, individuals: 9 }),
      row({ camera: 'channel' }),
    ]),
  ).toEqual([
    { camera: 'reeds', visits: 1, individuals: 9, effortDays: 1 },
    { camera: 'east', visits: 2, individuals: 5, effortDays: 13 },
  ]);
});

it('finds when a taxon was seen first and last, and that it never was', () => {
  const [may, june] = ['2025-05-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'];
  expect(seenIn([row({}), row({ firstAt: june, lastAt: june }), row({ firstAt: may, lastAt: may })])).toEqual({
    firstAt: may,
    lastAt: june,
  });
  expect(seenIn([row({})])).toBeUndefined();
});

it('has words for whatever the taxonomy says of a species', () => {
  const table = readFileSync(join(ROOT, 'src/know/taxonomy/data/taxa.csv'));
  const taxa = parse(table, { columns: true }) as { readonly note: string }[];
  const notes = [...new Set(taxa.map(({ note }) => note).filter((note) => note !== ''))];
  // Chinese has the same keys, as the types hold.
  expect(Object.keys(speciesEn.notes)).toEqual(expect.arrayContaining(notes));
  expect(Object.keys(speciesEn.categories)).toEqual([...CATEGORIES]);
  expect(Object.keys(speciesEn.residencies)).toEqual([...RESIDENCIES]);
});

describe.skipIf(!hasBrowser)('the page of a species', () => {
  const dashboard = useDashboard();
  beforeEach(() => fillSeason(dashboard.running));

  it('tells its names, its level, both Red Lists, when it was there, and what the box was taught of it', async () => {
    const bunting = await dashboard.open({ at: '/species/emberiza-aureola' });
    const facts = bunting.locator('section', { has: bunting.locator('#species-facts') });
    await expectText(facts, ['黄胸鹀', 'Yellow-breasted bunting', 'Emberiza aureola', 'National protection, level I']);
    await expectText(facts, [
      'CR · critically endangered',
      'EN · endangered',
      'First seen',
      'Last seen',
      'Nobody taught',
    ]);
    await expectText(bunting.locator('section', { has: bunting.locator('#species-counted') }), ['camera-days']);
    const mallard = await dashboard.open({ at: '/species/anas-platyrhynchos', locale: 'zh-CN' });
    const known = mallard.locator('section', { has: mallard.locator('#species-facts') });
    await expectText(known, ['Mallard', 'LC · 无危', '冬候鸟、留鸟', '首次', '已教 2 张图片，来自 1 次到访']);
    expect(dashboard.faults).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('tallies of independent records', () => {
  const dashboard = useDashboard();

  it('are judged by another interval where one is chosen, which stands in the address', async () => {
    const page = await dashboard.open({ at: '/tallies?measure=records' });
    const asked = page.waitForRequest(/api\/v1\/records\?.*interval=5(&|$)/);
    await page.getByLabel('Records apart by').selectOption('5 min');
    await asked;
    expect(page.url()).toContain('interval=5');
    await expectText(page.locator('.tallies'), ['Independent records at 5 min', 'Mallard', '400.0']);
    const machine = page.waitForRequest(/api\/v1\/records\?.*basis=machine/);
    await page.getByLabel('Records apart by').selectOption('the rule of the site');
    await page.getByLabel('Whose word').selectOption('Machine');
    // No sums of records are kept on the word of the machine: they are judged now, by the site's rule.
    await machine;
    await expectText(page.locator('.tallies'), ['Independent records at 45 min']);
    expect(dashboard.faults).toEqual([]);
  });
});
