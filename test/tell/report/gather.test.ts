import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStore, type StoreReader } from '../../../src/count/store/open.ts';
import { halfYearOf } from '../../../src/count/tally/half-year.ts';
import type { Figures } from '../../../src/tell/report/figures.ts';
import { gather } from '../../../src/tell/report/gather.ts';
import { halfYearFixture, local, ZONE } from './fixture.ts';
import { halfYearSource } from './sources.ts';

let folder: string;
let store: StoreReader;
let figures: Figures;
const half = halfYearOf('2026H1', ZONE);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-gather-'));
  store = readStore(await halfYearFixture(folder));
  figures = await gather(halfYearSource(store, folder), half);
});
afterAll(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

const ids = (list: readonly { taxon: { id: string } }[]) => list.map(({ taxon }) => taxon.id);

describe('figures of a half-year', () => {
  it('have totals, beside those of the half-year before', () => {
    expect(figures.totals).toEqual({ orders: 3, families: 3, species: 3, visits: 7, records: 6, individuals: 28 });
    expect(figures.effortDays).toBe(11);
    expect(figures.before?.half.name).toBe('2025H2');
    expect(figures.before?.totals).toMatchObject({
      species: 2,
      visits: 2,
      records: 2,
      individuals: 2,
    });
    expect(figures.before?.effortDays).toBe(1);
    expect(figures.before?.gained.map(({ id }) => id).sort()).toEqual(['ardea-cinerea', 'grus-grus']);
    expect(figures.before?.lost.map(({ id }) => id)).toEqual(['egretta-garzetta']);
  });

  it('list birds and mammals apart, species in the order of the national list, and apart from both what is named wider', () => {
    expect(figures.classes.map(({ taxon, totals }) => [taxon.id, totals.species, totals.visits])).toEqual([
      ['aves', 3, 7],
      ['mammalia', 0, 0],
    ]);
    const [birds, mammals] = figures.classes;
    expect(ids(birds!.species)).toEqual(['anas-platyrhynchos', 'grus-grus', 'ardea-cinerea']);
    expect(birds!.species[0]).toMatchObject({
      order: { scientific: 'Anseriformes' },
      family: { scientific: 'Anatidae' },
      peakHour: 6,
      counts: {
        ...{ visits: 4, records: 3, individuals: 20, maxIndividuals: 10, daysPresent: 2, reviewed: 0 },
        ...{ firstAt: local('2026-01-02T06:00'), lastAt: local('2026-02-10T06:00') },
      },
    });
    expect(birds!.species[2]?.counts).toMatchObject({
      visits: 1,
      individuals: 2,
      adults: 1,
      juveniles: 1,
      reviewed: 1,
    });
    expect(ids(birds!.wider)).toEqual(['anatidae']);
    expect(birds!.wider[0]?.counts).toMatchObject({ visits: 1, individuals: 4 });
    expect(mammals!.domestic).toMatchObject([
      { taxon: { id: 'canis-familiaris' }, counts: { visits: 1, individuals: 2 } },
    ]);
  });

  it('tell what is new, protected, in groups and most recorded', () => {
    expect(figures.newToSite).toMatchObject([
      { species: { taxon: { id: 'grus-grus' } }, first: { visit: { id: 'crane' } } },
    ]);
    expect(figures.protected).toMatchObject([
      { taxon: { id: 'grus-grus', protection: 2 }, counts: { visits: 1, maxIndividuals: 2 } },
    ]);
    expect(figures.groups.map(({ taxon, counts }) => [taxon.id, counts.groups])).toEqual([
      ['anas-platyrhynchos', { count: 4, smallest: 2, largest: 10 }],
      ['grus-grus', { count: 1, smallest: 2, largest: 2 }],
    ]);
    expect(ids(figures.classes[0]!.top)[0]).toBe('anas-platyrhynchos');
  });

  it('tell hours, months and effort with its gaps', () => {
    expect(
      Object.fromEntries(
        figures.classes[0]!.hours.filter(({ visits }) => visits).map(({ hour, visits }) => [hour, visits]),
      ),
    ).toEqual({
      ...{ 6: 3, 7: 1, 9: 1, 17: 1, 23: 1 },
    });
    expect(figures.months.map(({ species }) => species)).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [null, null],
      [0, 0],
    ]);
    expect(figures.effort).toMatchObject([
      {
        camera: 'east',
        stoodHours: 288,
        watchedHours: 240,
        clearHours: 240,
        effortDays: 10,
        gaps: 1,
        longest: { why: 'not-running' },
      },
      {
        camera: 'reeds',
        stoodHours: 48,
        watchedHours: 48,
        clearHours: 24,
        effortDays: 1,
        gaps: 1,
        longest: { why: 'dark' },
      },
    ]);
  });

  it('tell what was reviewed, by how many, and under which models', () => {
    expect(figures.reviews.people).toBe(2);
    expect(
      figures.reviews.rows.map(({ state, visits, counted, domestic }) => [state, visits, counted, domestic]),
    ).toEqual([
      ['confirmed', 1, 1, 0],
      ['corrected', 1, 1, 0],
      ['rejected', 1, 0, 0],
      ['uncertain', 0, 0, 0],
      ['awaiting', 0, 0, 0],
      ['unreviewed', 6, 5, 1],
      ['set-aside', 0, 0, 0],
      ['clock', 0, 0, 0],
    ]);
    // What counts by review is what tallies count.
    const counted = figures.reviews.rows.reduce((sum, row) => sum + row.counted, 0);
    expect(counted).toBe(figures.totals.visits);
    expect(figures.setups).toMatchObject([{ id: 'setup-1', checklist: 'east-island@3f2a9c10' }]);
    expect(figures.rule).toEqual({ intervalMinutes: 30, compare: 'lastIndependentRecord' });
  });

  it('end where the half-year has come to, and refuse one that has not begun', async () => {
    const february = await gather({ ...halfYearSource(store, folder), now: local('2026-02-01') }, half);
    expect(february.totals).toMatchObject({ species: 1, visits: 3, records: 2 });
    expect(february.effortDays).toBe(10);
    await expect(gather({ ...halfYearSource(store, folder), now: local('2025-12-31') }, half)).rejects.toThrow(
      '2026H1: has not begun',
    );
  });

  it('refuse sums of another time zone, and say how to make them anew', async () => {
    await expect(gather({ ...halfYearSource(store, folder), timeZone: 'Europe/Berlin' }, half)).rejects.toThrow(
      /Asia\/Shanghai.*Start the box once/,
    );
  });
});

it('half-years hold each other end to end', () => {
  expect(halfYearOf('2026h2', ZONE).from).toBe(half.to);
});

it.each(['2026H3', '2026', 'H1', '26H1', ''])('%j is no half-year', (name) => {
  expect(() => halfYearOf(name, ZONE)).toThrow('is no half-year');
});
