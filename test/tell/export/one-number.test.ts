import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IndependenceRule } from '../../../src/count/tally/independence.ts';
import type { Against } from '../../../src/count/tally/judged.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { records } from '../../../src/count/tally/records.ts';
import { tally } from '../../../src/count/tally/tally.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';
import { type SavingStore, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit } from '../../count/store/values.ts';
import { hostileRecords } from '../../count/tally/hostile.ts';
import { whole } from './unzip.ts';

const STATIONS: Readonly<Record<string, string>> = {
  ...{ 'flat-1': 'flat', 'flat-2': 'flat', 'reeds-1': 'reeds', 'reeds-2': 'reeds', 'pool-1': 'pool' },
};
const EVER = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };
/** It begins in the middle of a burst. */
const PART = { from: Date.parse('2026-03-08T17:41:31Z'), to: Date.parse('2026-03-13T00:00:00Z') };

let store: SavingStore;
beforeEach(async () => {
  store = await tempStore();
  await store.write(({ tracks, visits }) => {
    for (const [n, { camera, species: taxon, at: startAt, individuals }] of hostileRecords().entries()) {
      const id = String(n).padStart(5, '0');
      tracks.put(aTrack(`t${id}`, { startAt, camera }));
      visits.put(aVisit(`v${id}`, { startAt, camera, taxon, individuals, tracks: [`t${id}`] }), 'end', startAt);
    }
  });
});

/** Independent records as each of those that tell them says, on the site's rule; tallies know no other word than all of time. */
async function told(range: { from: number; to: number }, rule: IndependenceRule, against: Against) {
  const query = { ...range, ...rule, against, basis: 'best', zone: 'UTC', stations: STATIONS } as const;
  const rows = await records(store, query);
  const cameras = Object.keys(STATIONS).map((id) => ({ id, name: id }));
  const source = {
    ...{ store, cameras, stations: STATIONS, timeZone: 'UTC', data: '', now: EVER.to, version: '0.1.0' },
    ...{ site: { name: 'East', latitude: 31, longitude: 121 }, scientific: (taxon: string) => taxon },
  };
  const asked = { ...query, apart: 'station', media: false, precise: true } as const;
  const table: Readonly<Record<string, string>>[] = parse(await whole(recordTable.write(source, asked)), {
    columns: true,
  });
  const [all] = tally(store, { ...range, zone: 'UTC', period: 'year', by: [] });
  const byCamera = await Promise.all(
    Object.keys(STATIONS).map((camera) => records(store, { ...query, cameras: [camera] })),
  );
  const sum = (list: readonly { records: number }[]) => list.reduce((total, row) => total + row.records, 0);
  return {
    ...{ records: sum(rows), byCamera: sum(byCamera.flat()), table: table.length, tallies: all!.records },
    countMax: table.reduce((total, { count_max }) => total + Number(count_max), 0),
  };
}

// The numbers are those of camtrapR's own functions over the same table (test/count/tally/independence.test.ts says which), cut to
// the range after they judged, or before; count_max is the most of every record from one that they left up to the next.
describe('independent records', () => {
  it('are one number in tallies, records and the record table, also of a part of the time', async () => {
    const rule = { intervalMinutes: 30, compare: 'lastIndependentRecord' } as const;
    await keepDaily(store, { ...rule, timeZone: 'UTC', stations: STATIONS });
    const ever = await told(EVER, rule, 'all-time');
    expect(ever).toEqual({ records: 2104, byCamera: 2104, table: 2104, tallies: 2104, countMax: 11_643 });
    const part = await told(PART, rule, 'all-time');
    expect(part).toMatchObject({ records: 285, byCamera: 285, table: 285, tallies: 285 });
    expect(await told(PART, rule, 'range')).toMatchObject({ records: 287, byCamera: 287, table: 287 });
  });
});
