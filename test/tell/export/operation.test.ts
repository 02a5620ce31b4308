import { describe, expect, it } from 'vitest';
import { EVER, type Stations } from '../../../src/count/tally/stations.ts';
import { operationMatrix } from '../../../src/tell/export/operation.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';
import { tempStore } from '../../count/store/temp.ts';
import { at, FIVE_DAYS, MINUTE, movedSite, QUERY, rowsOf, sourceOf, visit } from './exporting.ts';

/** East at the hide until March, then at the pier. */
const MOVED: Stations = {
  east: [
    { from: EVER, station: 'hide' },
    { from: at('2026-03-01T12:00:00+08:00'), station: 'pier' },
  ],
  west: 'hide',
};

describe('a camera that moved', () => {
  it('keeps its station of before in the record table and the operation matrix', async () => {
    const store = await tempStore();
    await visit(store, 'a', '2026-03-01T11:50:00+08:00');
    await visit(store, 'b', '2026-03-01T12:05:00+08:00');
    await visit(store, 'c', '2026-03-01T12:06:00+08:00', 'west');
    const source = sourceOf(store, { stations: MOVED });
    const [, ...rows] = await rowsOf(recordTable.write(source, QUERY));
    expect(rows.map(([station, camera]) => [station, camera]).sort()).toEqual([
      ['hide', 'east'],
      ['pier', 'east'],
    ]);
    const minutes = ['11:00', '12:00', '13:00'].map((time) => at(`2026-03-01T${time}:00+08:00`));
    for (const from of minutes)
      for (let minute = from; minute < from + 60 * MINUTE; minute += MINUTE)
        await store.addEffort({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
    const days = { ...QUERY, from: at('2026-03-01T00:00:00+08:00'), to: at('2026-03-02T00:00:00+08:00') };
    const matrix = await rowsOf(operationMatrix.write(source, { ...days, apart: 'camera' }));
    // One hour of 24 at the hide, two at the pier.
    expect(matrix.filter(([name]) => name!.includes('east'))).toEqual([
      ['hide__CAM_east', '0.0417'],
      ['pier__CAM_east', '0.0833'],
    ]);
  });
});

describe("camtrapR's operation matrix", () => {
  it('tells what was watched of each day, what was not, and where no camera stood', async () => {
    const store = await tempStore();
    const startAt = at('2026-03-02T00:00:00+08:00');
    const facts = { place: '', station: 'hide', latitude: 31, longitude: 121, habitat: '' };
    await store.write(({ deployments }) => deployments.put({ id: 'e', camera: 'east', startAt, ...facts }, startAt));
    const west = { id: 'w', camera: 'west', startAt: startAt - 24 * 60 * MINUTE, endAt: startAt };
    await store.write(({ deployments }) => deployments.put({ ...west, ...facts }, startAt));
    // Six hours of the second day are a quarter of it.
    for (let i = 0; i < 360; i++) {
      const minute = at('2026-03-03T06:00:00+08:00') + i * MINUTE;
      await store.addEffort({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
    }
    const query = { ...QUERY, from: at('2026-02-01T00:00:00+08:00'), to: at('2026-03-04T00:00:00+08:00') };
    expect(await rowsOf(operationMatrix.write(sourceOf(store), query))).toEqual([
      ['', '2026-03-01', '2026-03-02', '2026-03-03'],
      ['hide', '0', '0', '0.25'],
    ]);
  });

  it('knows days of 23 hours', async () => {
    const store = await tempStore();
    for (let i = 0; i < 60; i++) {
      const minute = at('2026-03-29T10:00:00+02:00') + i * MINUTE;
      await store.addEffort({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
    }
    const source = sourceOf(store, { timeZone: 'Europe/Brussels' });
    const query = { ...QUERY, from: at('2026-03-29T00:00:00+01:00'), to: at('2026-03-30T00:00:00+02:00') };
    // 1 of 23 hours is 0.0435.
    expect((await rowsOf(operationMatrix.write(source, query)))[1]).toEqual(['hide', '0.0435']);
  });

  it('has the days since a camera stood or anything was recorded until now, whoever asks for ten thousand years', async () => {
    const store = await tempStore();
    const ever = { ...QUERY, from: at('0000-01-01T00:00:00Z'), to: at('9999-12-31T00:00:00Z') };
    const columns = async () => {
      const source = sourceOf(store, { now: at('2025-05-04T12:00:00+08:00') });
      return (await rowsOf(operationMatrix.write(source, ever)))[0]!.slice(1);
    };
    expect(await columns()).toEqual([]);
    const minute = at('2025-05-03T10:00:00+08:00');
    await store.addEffort({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
    expect(await columns()).toEqual(['2025-05-03', '2025-05-04']);
    const stands = { place: '', habitat: '', station: 'hide', latitude: 31, longitude: 121 };
    const startAt = at('2025-05-02T00:00:00+08:00');
    await store.write(({ deployments }) => deployments.put({ id: 'd', camera: 'east', startAt, ...stands }, startAt));
    expect(await columns()).toEqual(['2025-05-02', '2025-05-03', '2025-05-04']);
  });

  it('has the mean of the cameras that stood at a station, NA only where none stood and 0 only where none looked', async () => {
    const source = sourceOf(await movedSite());
    // On 2 March east looked for 6 h of 24 and could not see for six more, west for 12.
    expect(await rowsOf(operationMatrix.write(source, FIVE_DAYS))).toEqual([
      ['', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'],
      ['hide', '0', '0.375', '0', '0', '0'],
      ['pond', 'NA', 'NA', 'NA', '0', '0.1'],
      ['tower', '0.5', '0', 'NA', 'NA', 'NA'],
    ]);
    expect(await rowsOf(operationMatrix.write(source, { ...FIVE_DAYS, apart: 'camera' }))).toEqual([
      ['', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'],
      ['hide__CAM_east', '0', '0.25', '0', '0', '0'],
      ['hide__CAM_west', 'NA', '0.5', '0', 'NA', 'NA'],
      ['pond__CAM_west', 'NA', 'NA', 'NA', '0', '0.1'],
      ['tower__CAM_old', '0.5', '0', 'NA', 'NA', 'NA'],
    ]);
  });

  it('is never rounded to a day on which nobody looked', async () => {
    const store = await tempStore();
    const minute = at('2026-03-02T10:00:00+08:00');
    await store.addEffort({ camera: 'east', minute, frames: 5, dropped: 0, watchedSeconds: 1 });
    const [, row] = await rowsOf(operationMatrix.write(sourceOf(store), FIVE_DAYS));
    expect(row).toContain('0.0001');
  });

  it.each(['station', 'camera'] as const)('has a row for each station of the record table, by %s', async (apart) => {
    const source = sourceOf(await movedSite());
    const query = { ...FIVE_DAYS, apart };
    const [head, ...matrix] = await rowsOf(operationMatrix.write(source, query));
    const [, ...records] = await rowsOf(recordTable.write(source, query));
    const stations = new Set(records.map(([station]) => station));
    const rows = matrix.map(([name]) => name);
    expect(stations.size).toBe(apart === 'camera' ? 4 : 3);
    expect(rows).toEqual(expect.arrayContaining([...stations]));
    expect(new Set(rows).size).toBe(rows.length);
    const days = head!.slice(1).map((day) => Date.parse(day) / 86_400_000);
    expect(days).toEqual(days.map((_, i) => days[0]! + i));
  });
});
