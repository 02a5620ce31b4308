import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';
import { tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit } from '../../count/store/values.ts';
import { at, MINUTE, QUERY, rowsOf, sourceOf, visit } from './exporting.ts';

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
