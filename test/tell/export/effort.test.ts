import { describe, expect, it } from 'vitest';
import { cameraTable, joined } from '../../../src/tell/export/camera-table.ts';
import { effortTable, whyNot } from '../../../src/tell/export/effort.ts';
import { operationMatrix } from '../../../src/tell/export/operation.ts';
import { tempStore } from '../../count/store/temp.ts';
import { at, FIVE_DAYS, MINUTE, movedSite, QUERY, rowsOf, sourceOf } from './exporting.ts';

describe('the effort of cameras', () => {
  it('tells each hour once: what stood, what looked, and why not', async () => {
    const [head, ...rows] = await rowsOf(effortTable.write(sourceOf(await movedSite()), FIVE_DAYS));
    expect(head).toEqual(['station', 'camera', 'date', 'hours_stood', 'hours_looked', 'camera_days', 'why_not']);
    expect(rows).toContainEqual(['hide', 'east', '2026-03-02', '24', '6', '0.25', 'not-running 12; dark 6']);
    expect(rows).toContainEqual(['tower', 'old', '2026-03-01', '24', '12', '0.5', 'not-running 12']);
    // West stood at the hide until 4 March, and at the pond from then on.
    const west = rows.filter(([, camera]) => camera === 'west').map(([station, , date]) => `${station} ${date}`);
    expect(west).toEqual(['hide 2026-03-02', 'hide 2026-03-03', 'pond 2026-03-04', 'pond 2026-03-05']);
    const sum = rows.reduce((days, row) => days + Number(row[5]), 0);
    expect(sum).toBeCloseTo(0.25 + 0.5 + 0.1 + 0.5, 4);
  });

  it.each([
    ['days', FIVE_DAYS],
    ['parts of days', { ...FIVE_DAYS, from: at('2026-03-01T09:30:00+08:00'), to: at('2026-03-02T08:15:00+08:00') }],
  ])('sums to the operation matrix by camera, of %s', async (_, query) => {
    const source = sourceOf(await movedSite());
    const [, ...rows] = await rowsOf(effortTable.write(source, query));
    const [, ...matrix] = await rowsOf(operationMatrix.write(source, { ...query, apart: 'camera' }));
    expect(matrix.length).toBeGreaterThan(2);
    for (const [name, ...cells] of matrix) {
      const own = rows.filter(([station, camera]) => `${station}__CAM_${camera}` === name);
      const looked = cells.reduce((sum, cell) => sum + (cell === 'NA' ? 0 : Number(cell)), 0);
      expect(own.reduce((sum, row) => sum + Number(row[5]), 0)).toBeCloseTo(looked, 3);
    }
  });

  it('names the longest reason first', () => {
    const gap = (startAt: number, endAt: number, why: 'dark' | 'down') => ({ camera: 'east', startAt, endAt, why });
    const hour = 3_600_000;
    const all = [gap(0, hour, 'down'), gap(hour, 4 * hour, 'dark'), gap(5 * hour, 6 * hour, 'down')];
    expect(whyNot(all, { from: 0, to: 24 * hour })).toBe('dark 3; down 2');
    expect(whyNot(all, { from: hour / 2, to: 2 * hour })).toBe('dark 1; down 0.5');
    expect(whyNot(all, { from: 7 * hour, to: 8 * hour })).toBe('');
  });
});

describe("camtrapR's camera trap table", () => {
  it('has a line a camera at a station, with its times of no looking in order and apart', async () => {
    const [head, ...rows] = await rowsOf(cameraTable.write(sourceOf(await movedSite()), FIVE_DAYS));
    expect(head!.slice(0, 8)).toEqual([
      ...['Station', 'Camera', 'Setup_date', 'Retrieval_date', 'Latitude', 'Longitude', 'Problem1_from', 'Problem1_to'],
    ]);
    const east = rows.find(([, camera]) => camera === 'east')!;
    expect(east.slice(2, 4)).toEqual(['2026-03-01 00:00:00', '2026-03-06 00:00:00']);
    expect(east.slice(6, 10)).toEqual([
      ...['2026-03-01 00:00:00', '2026-03-02 06:00:00', '2026-03-02 12:00:00', '2026-03-06 00:00:00'],
    ]);
    expect(rows.map(([station, camera]) => `${station} ${camera}`)).toEqual([
      ...['hide east', 'hide west', 'pond west', 'tower old'],
    ]);
    // Every Problem column of camtrapR holds something, and every line is as long as the head.
    for (const row of rows) expect(row).toHaveLength(head!.length);
    for (let i = 6; i < head!.length; i++) expect(rows.some((row) => row[i] !== '')).toBe(true);
  });

  it('never goes back in time where clocks do, which camtrapR would refuse', async () => {
    const store = await tempStore();
    const [startAt, endAt] = [at('2025-10-26T00:00:00+02:00'), at('2025-10-27T00:00:00+01:00')];
    const facts = { camera: 'east', place: '', station: 'hide', latitude: 53, longitude: 12, habitat: '' };
    await store.write(({ deployments }) => deployments.put({ id: 'e', startAt, endAt, ...facts }, startAt));
    // Nobody looked from ten minutes before the clock went back to ten minutes after, nor for five later in that hour.
    const missing = ['2025-10-26T02:50:00+02:00', '2025-10-26T02:30:00+01:00'].map(at);
    await store.write(({ effort }) => {
      for (let minute = startAt; minute < endAt; minute += MINUTE)
        if (!missing.some((from, i) => minute >= from && minute < from + (i === 0 ? 20 : 5) * MINUTE))
          effort.put({ camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 });
    });
    const source = sourceOf(store, { timeZone: 'Europe/Berlin' });
    const [, east] = await rowsOf(cameraTable.write(source, { ...QUERY, from: startAt, to: endAt }));
    expect(east!.slice(2, 4)).toEqual(['2025-10-26 00:00:00', '2025-10-27 00:00:00']);
    expect(east!.slice(6)).toEqual(['2025-10-26 02:50:00', '2025-10-26 03:00:00']);
  });

  it('tells what overlaps or meets once', () => {
    expect(
      joined([
        { from: 5, to: 9 },
        { from: 0, to: 2 },
        { from: 2, to: 3 },
        { from: 6, to: 7 },
        { from: 4, to: 4 },
      ]),
    ).toEqual([
      { from: 0, to: 3 },
      { from: 5, to: 9 },
    ]);
  });
});
