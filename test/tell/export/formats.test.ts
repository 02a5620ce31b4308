import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { EVER, type Stations } from '../../../src/count/tally/stations.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import { operationMatrix } from '../../../src/tell/export/operation.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit } from '../../count/store/values.ts';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(text);

const QUERY: ExportQuery = {
  ...{ from: at('2026-01-01T00:00:00+08:00'), to: at('2026-07-01T00:00:00+08:00'), intervalMinutes: 30 },
  ...{ compare: 'lastIndependentRecord', apart: 'station', basis: 'best', media: false, precise: false },
};

function sourceOf(store: Store, more: Partial<ExportSource> = {}): ExportSource {
  return {
    store,
    cameras: ['east', 'west'].map((id) => ({ id, name: id })),
    stations: { east: 'hide', west: 'hide' },
    timeZone: 'Asia/Shanghai',
    scientific: (taxon) => (taxon === 'aves' ? 'Aves' : taxon),
    site: { name: 'East island', latitude: 31.5, longitude: 121.9 },
    ...{ data: '/nowhere', version: '0.1.0', now: at('2026-08-01T00:00:00+08:00') },
    ...more,
  };
}

async function rowsOf(text: AsyncIterable<string>): Promise<string[][]> {
  let all = '';
  for await (const piece of text) all += piece;
  return parse(all) as string[][];
}

async function visit(store: Store, id: string, time: string, camera = 'east', individuals = 1) {
  const startAt = at(time);
  const track = aTrack(`t-${id}`, { startAt, camera });
  await store.saveVisit(aVisit(`v-${id}`, { startAt, camera, individuals, tracks: [track.id] }), 'end', startAt, [
    track,
  ]);
  const file = `media/crops/2026/${id}.jpg`;
  await store.addMedia({
    ...{
      id: `m-${id}`,
      camera,
      track: track.id,
      type: 'crop',
      at: startAt,
      file,
      sha256: 'ab',
      bytes: 1,
      blurred: false,
    },
  });
}

describe("camtrapR's record table", () => {
  it('has a line for each independent record, with what followed it', async () => {
    const store = await tempStore();
    await visit(store, 'a', '2026-03-01T23:50:00+08:00', 'east', 2);
    await visit(store, 'b', '2026-03-02T00:05:00+08:00', 'west', 7);
    await visit(store, 'c', '2026-03-02T00:20:15+08:00', 'west', 1);
    const [head, ...rows] = await rowsOf(recordTable.write(sourceOf(store), QUERY));
    expect(head!.slice(0, 4)).toEqual(['Station', 'Camera', 'Species', 'DateTimeOriginal']);
    // b comes 15 min after a, at the same station: it belongs to a's event, which has two crops and seven at most.
    // c comes 1815 s after a: 30.25 min is 30.2 in R, 30.2 / 60 is 0.5, 0.5 / 24 is 0.
    expect(rows).toEqual([
      [
        ...['hide', 'east', 'Aves', '2026-03-01 23:50:00', '2026-03-01', '23:50:00', '0', '0', '0', '0'],
        ...['media/crops/2026', 'a.jpg', '2', '7'],
      ],
      [
        ...['hide', 'west', 'Aves', '2026-03-02 00:20:15', '2026-03-02', '00:20:15', '1815', '30.2', '0.5', '0'],
        ...['media/crops/2026', 'c.jpg', '1', '1'],
      ],
    ]);
  });

  it('ends with the half-year of the site, to the millisecond', async () => {
    const store = await tempStore();
    await visit(store, 'before', '2026-06-30T23:59:59.999+08:00');
    await visit(store, 'after', '2026-07-01T00:00:00+08:00');
    const rows = await rowsOf(recordTable.write(sourceOf(store), QUERY));
    expect(rows.slice(1).map((row) => row[3])).toEqual(['2026-06-30 23:59:59']);
  });

  it('tells the hour of the clock on either side of a clock change', async () => {
    const store = await tempStore();
    await visit(store, 'summer', '2026-10-25T02:30:00+02:00');
    await visit(store, 'winter', '2026-10-25T02:30:00+01:00');
    const source = sourceOf(store, { timeZone: 'Europe/Brussels' });
    const query = { ...QUERY, to: at('2027-01-01T00:00:00Z') };
    const [, ...rows] = await rowsOf(recordTable.write(source, query));
    // The same time of day, an hour apart: 3600 s, so both are independent.
    expect(rows.map((row) => [row[3], row[6]])).toEqual([
      ['2026-10-25 02:30:00', '0'],
      ['2026-10-25 02:30:00', '3600'],
    ]);
  });

  it('leaves out what was rejected, and takes the name that a person gave', async () => {
    const store = await tempStore();
    await visit(store, 'a', '2026-03-01T08:00:00+08:00');
    await visit(store, 'b', '2026-03-01T09:00:00+08:00');
    const said = (id: string, more: Partial<Review>) =>
      store.write(({ reviews }) =>
        reviews.put({ id: `r-${id}`, visit: `v-${id}`, track: `t-${id}`, at: 0, by: 'Lin', action: 'reject', ...more }),
      );
    await said('a', {});
    await said('b', { action: 'correct', taxon: '=cmd|x', individuals: 3 });
    const [, ...rows] = await rowsOf(recordTable.write(sourceOf(store), QUERY));
    expect(rows.map((row) => [row[2], row[13]])).toEqual([['=cmd|x', '3']]);
  });

  it('reads through pages, and is empty but for its head where nothing was seen', async () => {
    const store = await tempStore();
    expect(await rowsOf(recordTable.write(sourceOf(store), QUERY))).toHaveLength(1);
    for (let i = 0; i < 1203; i++) {
      const startAt = QUERY.from + i * 30 * MINUTE;
      await store.saveVisit(aVisit(`v-${i}`, { startAt, tracks: [`t${i}`] }), 'end', startAt, [
        aTrack(`t${i}`, { startAt }),
      ]);
    }
    const reached: number[] = [];
    const source = sourceOf(store, { reached: (time) => reached.push(time) });
    expect(await rowsOf(recordTable.write(source, QUERY))).toHaveLength(1204);
    expect(reached).toHaveLength(3);
  });
});

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
      ['hide__CAM_east', '0.042'],
      ['pier__CAM_east', '0.083'],
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
      ['hide__CAM_east', 'NA', '0', '0.25'],
      ['hide__CAM_west', '0', 'NA', 'NA'],
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
    expect((await rowsOf(operationMatrix.write(source, query)))[1]).toEqual(['hide__CAM_east', '0.043']);
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
});
