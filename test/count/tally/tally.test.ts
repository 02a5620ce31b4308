import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { effort } from '../../../src/count/tally/effort-rows.ts';
import { type TallyQuery, type TallyRow, tally } from '../../../src/count/tally/tally.ts';
import { type SavingStore as Store, tempStore } from '../store/temp.ts';
import { aVisit } from '../store/values.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;

function local(text: string, zone = ZONE): number {
  return DateTime.fromISO(text, { zone }).toMillis();
}

/** Stores full minutes of watching from a local time on. */
async function watch(store: Store, camera: string, from: number, minutes: number): Promise<void> {
  const parts = Array.from({ length: minutes }, (_, index) => from + index * MINUTE).map((minute) =>
    store.addEffort({ camera, minute, frames: 300, dropped: 0, watchedSeconds: 60 }),
  );
  await Promise.all(parts);
}

/** Stores counted visits: [id, start, MaxN, and what differs from a bird in the east]. */
async function visits(store: Store, ...list: [id: string, startAt: number, individuals: number, more?: object][]) {
  await Promise.all(
    list.map(([id, startAt, individuals, more]) => {
      return store.saveVisit(aVisit(id, { startAt, individuals, ...more }), 'end', startAt);
    }),
  );
}

const counts = (rows: readonly TallyRow[]) =>
  rows.map((row) => [row.visits, row.individuals, row.maxIndividuals, row.effortHours]);

const MAY_3 = { from: local('2025-05-03'), to: local('2025-05-04'), zone: ZONE };

describe('tallies', () => {
  it('tell of domestic animals apart: in rows of their own, and in no sum over taxa', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 90);
    await visits(
      store,
      ['hens', local('2025-05-03T06:10'), 8, { taxon: 'gallus-gallus-domesticus' }],
      ['dog', local('2025-05-03T06:30'), 1, { taxon: 'canis-familiaris' }],
      ['fowl', local('2025-05-03T07:00'), 2, { taxon: 'gallus-gallus' }],
    );
    const sums = (query: Omit<TallyQuery, 'from' | 'to' | 'zone' | 'period'>) =>
      Object.fromEntries(
        tally(store, { ...MAY_3, period: 'day', ...query }).flatMap(({ taxon = 'all', visits, individuals }) =>
          visits ? [[taxon, individuals]] : [],
        ),
      );
    const each = { 'gallus-gallus-domesticus': 8, 'canis-familiaris': 1, 'gallus-gallus': 2 };
    expect(sums({ by: ['taxon'] })).toEqual(each);
    expect(sums({ by: ['taxon'], rank: 'class' })).toEqual({
      'gallus-gallus-domesticus': 8,
      'canis-familiaris': 1,
      aves: 2,
    });
    expect(sums({ by: [] })).toEqual({ all: 2 });
    expect(sums({ by: [], domestic: 'only' })).toEqual({ all: 9 });
    expect(sums({ by: ['taxon'], domestic: 'without' })).toEqual({ 'gallus-gallus': 2 });
    expect(sums({ by: [], domestic: 'with' })).toEqual({ all: 11 });
    expect(sums({ by: ['taxon'], rank: 'class', domestic: 'with' })).toEqual({ aves: 10, mammalia: 1 });
    expect(sums({ by: [], within: 'gallus' })).toEqual({ all: 2 });
    expect(sums({ by: [], within: 'gallus-gallus-domesticus' })).toEqual({ all: 8 });
  });

  it('sum counted visits by taxon, camera and period, with the hours watched', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 90);
    await watch(store, 'reeds', local('2025-05-03T06:00'), 30);
    await visits(
      store,
      ['a', local('2025-05-03T06:10'), 30],
      ['b', local('2025-05-03T07:10'), 2],
      ['c', local('2025-05-03T06:20'), 1, { camera: 'reeds', taxon: 'mammalia' }],
      ['d', local('2025-05-03T06:30'), 9, { status: 'set-aside', reason: 'a branch' }],
    );
    const { startAt, endAt } = { startAt: MAY_3.from, endAt: MAY_3.to };
    expect(tally(store, { ...MAY_3, period: 'day' })).toMatchObject([
      {
        startAt,
        endAt,
        camera: 'east',
        taxon: 'aves',
        visits: 2,
        individuals: 32,
        maxIndividuals: 30,
        effortHours: 1.5,
      },
      {
        startAt,
        endAt,
        camera: 'east',
        taxon: 'mammalia',
        visits: 0,
        individuals: 0,
        maxIndividuals: 0,
        effortHours: 1.5,
      },
      {
        startAt,
        endAt,
        camera: 'reeds',
        taxon: 'aves',
        visits: 0,
        individuals: 0,
        maxIndividuals: 0,
        effortHours: 0.5,
      },
      {
        startAt,
        endAt,
        camera: 'reeds',
        taxon: 'mammalia',
        visits: 1,
        individuals: 1,
        maxIndividuals: 1,
        effortHours: 0.5,
      },
    ]);
    expect(tally(store, { ...MAY_3, period: 'day', by: ['taxon'] })).toMatchObject([
      { startAt, endAt, taxon: 'aves', visits: 2, individuals: 32, maxIndividuals: 30, effortHours: 2 },
      { startAt, endAt, taxon: 'mammalia', visits: 1, individuals: 1, maxIndividuals: 1, effortHours: 2 },
    ]);
    expect(counts(tally(store, { ...MAY_3, period: 'day', by: ['camera'] }))).toEqual([
      [2, 32, 30, 1.5],
      [1, 1, 1, 0.5],
    ]);
    expect(counts(tally(store, { ...MAY_3, period: 'day', by: [] }))).toEqual([[3, 33, 30, 2]]);
    const only = { ...MAY_3, period: 'day', cameras: ['reeds'], within: 'mammalia' } as const;
    expect(counts(tally(store, only))).toEqual([[1, 1, 1, 0.5]]);
  });

  it('roll up what is within a taxon of any rank', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 60);
    const at = local('2025-05-03T06:10');
    await visits(
      store,
      ['a', at, 3, { taxon: 'anas-platyrhynchos' }],
      ['b', at, 2, { taxon: 'anatidae' }],
      ['c', at, 9, { taxon: 'ardea-cinerea' }],
    );
    const day = { ...MAY_3, period: 'day', within: 'anatidae' } as const;
    expect(counts(tally(store, { ...day, by: ['camera'] }))).toEqual([[2, 5, 3, 1]]);
    expect(tally(store, day).map(({ taxon, individuals }) => [taxon, individuals])).toEqual([
      ['anatidae', 2],
      ['anas-platyrhynchos', 3],
    ]);
    expect(counts(tally(store, { ...day, within: 'cygnus' }))).toEqual([[0, 0, 0, 1]]);
  });

  it('tell zero seen from not looking', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 60);
    const hours = {
      from: local('2025-05-03T05:00'),
      to: local('2025-05-03T08:00'),
      zone: ZONE,
      period: 'hour',
    } as const;
    expect(counts(tally(store, { ...hours, within: 'aves' }))).toEqual([
      [null, null, null, 0],
      [0, 0, 0, 1],
      [null, null, null, 0],
    ]);
    expect(counts(tally(store, { ...hours, cameras: ['west'], by: ['camera'] }))).toEqual(
      Array(3).fill([null, null, null, 0]),
    );
  });

  it('never hide a visit whose effort was lost', async () => {
    const store = await tempStore();
    await visits(store, ['a', local('2025-05-03T06:00'), 3, { camera: 'new' }]);
    expect(tally(store, { ...MAY_3, period: 'day', by: ['camera'] })).toMatchObject([
      { camera: 'new', visits: 1, individuals: 3, effortHours: 0 },
    ]);
  });

  it('count a visit that was not cut at midnight at its start, and its presence on both days', async () => {
    const store = await tempStore();
    const startAt = local('2025-05-03T23:59');
    await watch(store, 'east', startAt, 2);
    await visits(store, ['a', startAt, 4, { endAt: local('2025-05-04T00:30') }]);
    const days = { from: local('2025-05-03'), to: local('2025-05-05'), zone: ZONE, period: 'day' } as const;
    expect(counts(tally(store, { ...days, within: 'aves' }))).toEqual([
      [1, 4, 4, 1 / 60],
      [0, 0, 4, 1 / 60],
    ]);
    const utc = { ...days, from: Date.parse('2025-05-03T00:00Z'), to: Date.parse('2025-05-04T00:00Z'), zone: 'UTC' };
    expect(counts(tally(store, { ...utc, within: 'aves' }))).toEqual([[1, 4, 4, 2 / 60]]);
  });

  it('put the hour that comes twice into two rows, and a day of 25 hours into one', async () => {
    const store = await tempStore();
    const zone = 'Europe/Berlin';
    const from = local('2025-10-26', zone);
    await watch(store, 'east', from, 25 * 60);
    const first = Date.parse('2025-10-26T00:30Z');
    await visits(store, ['a', first, 1], ['b', first + 60 * MINUTE, 2]);
    const hours = tally(store, { from, to: from + 5 * 60 * MINUTE, zone, period: 'hour', within: 'aves' });
    expect(hours.map((row) => row.individuals)).toEqual([0, 0, 1, 2, 0]);
    const day = tally(store, { from, to: local('2025-10-27', zone), zone, period: 'day', within: 'aves' });
    expect(counts(day)).toEqual([[2, 3, 2, 25]]);
  });

  it('divide Sunday from Monday and one month from the next', async () => {
    const store = await tempStore();
    await visits(store, ['a', local('2025-08-31T23:59:59'), 1], ['b', local('2025-09-01T00:00:00'), 2]);
    const range = { from: local('2025-08-25'), to: local('2025-09-08'), zone: ZONE, within: 'aves' };
    expect(tally(store, { ...range, period: 'week' }).map((row) => row.individuals)).toEqual([1, 2]);
    expect(tally(store, { ...range, period: 'month' }).map((row) => row.individuals)).toEqual([1, 2]);
  });

  it('leave out what the range cuts off, effort too', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 60);
    await visits(store, ['a', local('2025-05-03T06:10'), 1], ['b', local('2025-05-03T06:40'), 2]);
    const half = { from: local('2025-05-03T06:30'), to: local('2025-05-03T07:00'), zone: ZONE, period: 'day' } as const;
    expect(tally(store, { ...half, within: 'aves' })).toMatchObject([
      { startAt: MAY_3.from, endAt: MAY_3.to, visits: 1, individuals: 2, effortHours: 0.5 },
    ]);
  });

  it('refuse an answer that would be too long', async () => {
    const store = await tempStore();
    const taxa = Array.from({ length: 5000 }, (_, index) => `t${index}`);
    await Promise.all(
      taxa.map((taxon) => store.saveVisit(aVisit(taxon, { taxon, startAt: MAY_3.from }), 'new', MAY_3.from)),
    );
    const day = { ...MAY_3, period: 'hour', cameras: ['east'] } as const;
    expect(() => tally(store, day)).toThrow('more than 100000 rows');
    expect(() => tally(store, { ...day, from: 0, within: 'aves' })).toThrow('Ask for a shorter range');
  });
});

describe('effort', () => {
  it('has a row for each camera and period', async () => {
    const store = await tempStore();
    await watch(store, 'east', local('2025-05-03T06:00'), 60);
    const hours = {
      from: local('2025-05-03T06:00'),
      to: local('2025-05-03T08:00'),
      zone: ZONE,
      period: 'hour',
    } as const;
    const startAt = hours.from;
    const endAt = startAt + 60 * MINUTE;
    expect(effort(store, hours)).toMatchObject([
      { startAt, endAt, camera: 'east', watchedSeconds: 3600, frames: 18_000, dropped: 0 },
      { startAt: endAt, endAt: hours.to, camera: 'east', watchedSeconds: 0, frames: 0, dropped: 0 },
    ]);
    expect(effort(store, { ...hours, cameras: ['west'] })).toHaveLength(2);
  });
});
