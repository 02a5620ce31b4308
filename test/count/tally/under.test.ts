import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARTS } from '../../../src/count/review/parts.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { rebuild } from '../../../src/count/tally/rebuild.ts';
import { type DailyRule, ruleOf, ruleText } from '../../../src/count/tally/rule.ts';
import { EVER, movedParts, type Stations, stationAt } from '../../../src/count/tally/stations.ts';
import { keepUnder } from '../../../src/count/tally/under.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';

const HOUR = 3_600_000;
const rule = (stations: Stations): DailyRule => {
  return { timeZone: 'UTC', stations, intervalMinutes: 30, compare: 'lastIndependentRecord' };
};
const east = (at: number) => ({
  east: [
    { from: EVER, station: 'hide' },
    { from: at, station: 'pier' },
  ],
});

describe('sums under other stations', () => {
  it('are judged anew where anything that is stored may be judged otherwise, and only then', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('v', { tracks: ['t'] }), 'end', T, [aTrack('t')]);
    expect(await keepDaily(store, rule({ east: 'hide' }))).toBe(true);
    const under = (stations: Stations) => store.write((tables) => keepUnder(tables, rule(stations)));
    expect(await under({ east: 'hide' })).toBe('same');
    // It moves after its last visit, comes back, moves before it, and another camera joins that has recorded nothing.
    expect(await under(east(T + HOUR))).toBe('same');
    expect(stationAt(ruleOf(store.sums)!.stations, 'east', T + HOUR)).toBe('pier');
    expect(await under({ east: 'hide' })).toBe('same');
    expect(await under(east(T))).toBe('judged');
    expect(await under({ ...east(T), west: 'pier' })).toBe('same');
    expect(await store.write((tables) => keepUnder(tables, { ...rule(east(T)), intervalMinutes: 60 }))).toBe('remade');
  });

  it('are after any moves what they are when they are made anew', async () => {
    const minutes = fc.integer({ min: 0, max: 400 });
    const moves = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.uniqueArray(fc.record({ minute: minutes, station: fc.constantFrom('a', 'hide', 'pier') }), {
        selector: ({ minute }) => minute,
        maxLength: 3,
      }),
    );
    const visits = fc.array(
      fc.record({
        minute: minutes,
        camera: fc.constantFrom('a', 'b', 'c'),
        taxon: fc.constantFrom('aves', 'anatidae'),
      }),
      { maxLength: 30 },
    );
    const stationsFrom = (drawn: Readonly<Record<string, readonly { minute: number; station: string }[]>>): Stations =>
      Object.fromEntries(
        Object.entries(drawn).map(([camera, all]) => {
          const stays = [...all].sort((a, b) => a.minute - b.minute);
          const told = stays.map(({ minute, station }) => ({ from: T + minute * 60_000, station }));
          return [camera, [{ from: EVER, station: camera }, ...told]];
        }),
      );
    const compares = fc.constantFrom('lastIndependentRecord' as const, 'lastRecord' as const);
    await fc.assert(
      fc.asyncProperty(
        visits,
        fc.array(moves, { minLength: 1, maxLength: 3 }),
        compares,
        async (all, rules, compare) => {
          const store = await tempStore();
          const under = (stations: Stations): DailyRule => ({ ...rule(stations), compare });
          await keepDaily(store, under({}));
          for (const [index, { minute, camera, taxon }] of all.entries()) {
            const startAt = T + minute * 60_000;
            const visit = aVisit(`v${index}`, { camera, taxon, startAt, tracks: [`t${index}`] });
            await store.saveVisit(visit, 'end', startAt, [aTrack(`t${index}`, { camera, startAt })]);
          }
          const summed = () => {
            const as = { aves: 'aves', anatidae: 'anatidae' };
            const by = ['hour', 'camera', 'taxon'] as const;
            const rows = store.sums.sums({ from: 0, to: Number.MAX_SAFE_INTEGER, by, parts: PARTS.best, as });
            return rows.map((row) => JSON.stringify(row)).sort();
          };
          for (const drawn of rules) {
            const next = under(stationsFrom(drawn));
            expect(await store.write((tables) => keepUnder(tables, next))).not.toBe('remade');
            const told = summed();
            await store.write((tables) => rebuild(tables, next, ruleText(next)));
            expect(told).toEqual(summed());
          }
          await store.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('tell when a camera belongs elsewhere', () => {
    const to = Number.MAX_SAFE_INTEGER;
    const pier = { camera: 'east', before: 'hide', after: 'pier' };
    expect(movedParts({ east: 'hide' }, east(T))).toEqual([{ ...pier, from: T, to }]);
    expect(movedParts(east(T), east(T + HOUR))).toEqual([
      { camera: 'east', from: T, to: T + HOUR, before: 'pier', after: 'hide' },
    ]);
    expect(movedParts({}, { east: 'hide' })).toEqual([
      { camera: 'east', from: EVER, to, before: 'east', after: 'hide' },
    ]);
    expect(movedParts({ east: 'east' }, {})).toEqual([]);
  });
});
