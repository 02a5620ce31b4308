import { describe, expect, it } from 'vitest';
import { knownPart, recorded } from '../../../src/count/tally/recorded.ts';
import { tally } from '../../../src/count/tally/tally.ts';
import { tempStore } from '../store/temp.ts';
import { aVisit, T } from '../store/values.ts';

const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;
const MINUTE = 60_000;
const EVER = { from: Date.parse('0000-01-01T00:00:00Z'), to: Date.parse('9999-12-31T23:59:59Z') };

describe('the time of which anything is known', () => {
  it('is none before anything was recorded', async () => {
    const store = await tempStore();
    expect(recorded(store)).toBeUndefined();
    expect(knownPart(store, EVER, T, ZONE)).toBeUndefined();
  });

  it('begins with the first visit or minute of any camera, and lasts until now, or beyond where more was recorded', async () => {
    const store = await tempStore();
    const minute = Math.floor(T / 60_000) * 60_000;
    await store.saveVisit(aVisit('a', { startAt: T }), 'end', T);
    await store.addEffort({ camera: 'reeds', minute: minute - DAY, frames: 300, dropped: 0, watchedSeconds: 60 });
    expect(recorded(store)).toEqual({ from: minute - DAY, to: T + 1 });
    expect(knownPart(store, EVER, T + DAY, ZONE)).toEqual({ from: minute - DAY, to: T + DAY });
    expect(knownPart(store, EVER, T - 9 * DAY, ZONE)).toEqual({ from: minute - DAY, to: T + 1 });
    expect(knownPart(store, { from: T, to: T + 1 }, T, ZONE)).toEqual({ from: T, to: T + 1 });
    expect(knownPart(store, { from: EVER.from, to: minute - DAY }, T, ZONE)).toBeUndefined();
    expect(knownPart(store, { from: T + DAY, to: EVER.to }, T, ZONE)).toBeUndefined();
  });

  it('has all of the ten minutes in which anything was first: what was just seen was there on a day', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('a', { startAt: T + 3 * MINUTE, endAt: T + 4 * MINUTE }), 'end', T);
    const part = knownPart(store, EVER, T + 5 * MINUTE, ZONE)!;
    expect(part.from).toBe(T);
    const [sum] = tally(store, { ...part, zone: ZONE, period: 'year', by: [] });
    expect(sum).toMatchObject({ visits: 1, daysPresent: 1, presentHours: 1 / 60 });
    // Who asks for less is answered for that.
    expect(knownPart(store, { from: T + 2 * MINUTE, to: EVER.to }, T + 5 * MINUTE, ZONE)!.from).toBe(T + 2 * MINUTE);
  });
});
