import { describe, expect, it } from 'vitest';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { type DailyRule, ruleOf } from '../../../src/count/tally/rule.ts';
import { EVER, movedSince, type Stations, stationAt } from '../../../src/count/tally/stations.ts';
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
  it('are made anew where anything that is stored is judged otherwise, and only then', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('v', { tracks: ['t'] }), 'end', T, [aTrack('t')]);
    expect(await keepDaily(store, rule({ east: 'hide' }))).toBe(true);
    const under = (stations: Stations) => store.write((tables) => keepUnder(tables, rule(stations)));
    expect(await under({ east: 'hide' })).toBe(false);
    // It moves after its last visit, comes back, moves before it, and another camera joins that has recorded nothing.
    expect(await under(east(T + HOUR))).toBe(false);
    expect(stationAt(ruleOf(store.sums)!.stations, 'east', T + HOUR)).toBe('pier');
    expect(await under({ east: 'hide' })).toBe(false);
    expect(await under(east(T))).toBe(true);
    expect(await under({ ...east(T), west: 'pier' })).toBe(false);
    expect(await store.write((tables) => keepUnder(tables, { ...rule(east(T)), intervalMinutes: 60 }))).toBe(true);
  });

  it('tell from when on a camera belongs elsewhere', () => {
    expect(movedSince({ east: 'hide' }, east(T))).toEqual([{ camera: 'east', from: T }]);
    expect(movedSince(east(T), east(T + HOUR))).toEqual([{ camera: 'east', from: T }]);
    expect(movedSince({}, { east: 'hide' })).toEqual([{ camera: 'east', from: EVER }]);
    expect(movedSince({ east: 'east' }, {})).toEqual([]);
  });
});
