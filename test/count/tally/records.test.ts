import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { type RecordsQuery, records } from '../../../src/count/tally/records.ts';
import { EVER } from '../../../src/count/tally/stations.ts';
import { type SavingStore as Store, tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';

const MINUTE = 60_000;
const TEAL = 'anas-crecca';

const QUERY: RecordsQuery = {
  ...{ from: T, to: T + 365 * 1440 * MINUTE, zone: 'Asia/Shanghai', basis: 'best' },
  ...{ intervalMinutes: 30, compare: 'lastIndependentRecord', stations: {} },
};

/** Stores closed visits given as [minutes after T, camera, taxon, individuals]; ids are v-t0, v-t1 and so on. */
async function boxWith(...list: readonly (readonly [number, string, string, number])[]): Promise<Store> {
  const store = await tempStore();
  for (const [i, [minute, camera, taxon, individuals]] of list.entries()) {
    const startAt = T + minute * MINUTE;
    const visit = aVisit(`v-t${i}`, { startAt, camera, taxon, individuals, tracks: [`t${i}`] });
    await store.saveVisit(visit, 'end', startAt, [aTrack(`t${i}`, { startAt, camera })]);
  }
  return store;
}

function decide(store: Store, visit: number, more: Partial<Review>) {
  const review: Review = {
    id: `r${visit}`,
    visit: `v-t${visit}`,
    track: `t${visit}`,
    at: T,
    by: 'Lin',
    action: 'confirm',
  };
  return store.write(({ reviews }) => reviews.put({ ...review, ...more }));
}

describe('records', () => {
  it('are counted beside visits, individuals, days and effort', async () => {
    // T is 08:00 in Shanghai: minute 960 is midnight there. 0 and 960 are independent, 10 is not.
    const store = await boxWith(
      [0, 'east', TEAL, 3],
      [10, 'east', TEAL, 5],
      [960, 'east', TEAL, 2],
      [5, 'west', 'aves', 1],
    );
    // Half an hour watched is 1/48 of a day; 2 records: RAI 100 x 2 x 48 = 9600.
    for (let i = 0; i < 30; i++)
      await store.addEffort({ camera: 'east', minute: T + i * MINUTE, frames: 300, dropped: 0, watchedSeconds: 60 });
    const [teal, bird] = await records(store, QUERY);
    expect(teal).toEqual({
      ...{ taxon: TEAL, station: 'east', records: 2, visits: 3, individuals: 10, maxIndividuals: 5, daysPresent: 2 },
      ...{ firstAt: T, lastAt: T + 960 * MINUTE, reviewed: 0, effortDays: 1 / 48, rai: expect.closeTo(9600, 6) },
    });
    expect(bird).toMatchObject({ taxon: 'aves', station: 'west', records: 1, effortDays: 0, rai: null });
  });

  it('follow reviews, or the machine alone, or reviews alone', async () => {
    const store = await boxWith([0, 'east', 'aves', 1], [60, 'east', 'aves', 1], [120, 'east', 'aves', 1]);
    await decide(store, 0, { action: 'correct', taxon: TEAL, individuals: 4 });
    await decide(store, 1, { action: 'reject' });
    const brief = async (basis: RecordsQuery['basis']) =>
      (await records(store, { ...QUERY, basis })).map((row) => [row.taxon, row.records, row.individuals, row.reviewed]);
    expect(await brief('machine')).toEqual([['aves', 3, 3, 2]]);
    expect(await brief('reviewed')).toEqual([[TEAL, 1, 4, 1]]);
    expect(await brief('best')).toEqual([
      [TEAL, 1, 4, 1],
      ['aves', 1, 1, 0],
    ]);
  });

  it('are judged together at one station, and apart at two cameras', async () => {
    const store = await boxWith([0, 'east', TEAL, 1], [10, 'west', TEAL, 1]);
    const together = await records(store, { ...QUERY, stations: { east: 'hide', west: 'hide' } });
    expect(together).toMatchObject([{ station: 'hide', records: 1, visits: 2 }]);
    expect(await records(store, QUERY)).toMatchObject([{ records: 1 }, { records: 1 }]);
  });

  it('are those of the station where the camera was then, over the effort of its time there', async () => {
    const store = await boxWith([0, 'east', TEAL, 1], [10, 'west', TEAL, 1], [20, 'east', TEAL, 1]);
    for (let i = 0; i < 30; i++)
      await store.addEffort({ camera: 'east', minute: T + i * MINUTE, frames: 300, dropped: 0, watchedSeconds: 60 });
    const stays = [
      { from: EVER, station: 'hide' },
      { from: T + 15 * MINUTE, station: 'pier' },
    ];
    const rows = await records(store, { ...QUERY, stations: { east: stays, west: 'hide' } });
    expect(rows).toMatchObject([
      { station: 'hide', records: 1, visits: 2, effortDays: expect.closeTo(15 / 1440, 9) },
      { station: 'pier', records: 1, visits: 1, effortDays: expect.closeTo(15 / 1440, 9) },
    ]);
  });

  it('are those of the range, the cameras and the taxa asked for', async () => {
    const store = await boxWith([0, 'east', TEAL, 1], [60, 'east', 'aves', 1], [120, 'west', TEAL, 1]);
    const count = async (more: Partial<RecordsQuery>) => (await records(store, { ...QUERY, ...more })).length;
    expect(await count({ to: T + 60 * MINUTE })).toBe(1);
    expect(await count({ cameras: ['west'] })).toBe(1);
    expect(await count({ taxa: new Set([TEAL]) })).toBe(2);
    expect(await count({ from: T + 1000 * MINUTE })).toBe(0);
  });

  it('add up to the visits, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(300), fc.constantFrom('east', 'west')), { maxLength: 12 }),
        async (drawn) => {
          const store = await boxWith(...drawn.map(([minute, camera]) => [minute, camera, TEAL, 2] as const));
          const rows = await records(store, QUERY);
          expect(rows.reduce((sum, row) => sum + row.visits, 0)).toBe(drawn.length);
          expect(rows.reduce((sum, row) => sum + row.individuals, 0)).toBe(2 * drawn.length);
          for (const row of rows) expect(row.records).toBeLessThanOrEqual(row.visits);
          await store.close();
        },
      ),
      { numRuns: 10 },
    );
  });
});
