import { describe, expect, it } from 'vitest';
import { knownPart, recorded } from '../../../src/count/tally/recorded.ts';
import { tempStore } from '../store/temp.ts';
import { aVisit, T } from '../store/values.ts';

const DAY = 86_400_000;
const EVER = { from: Date.parse('0000-01-01T00:00:00Z'), to: Date.parse('9999-12-31T23:59:59Z') };

describe('the time of which anything is known', () => {
  it('is none before anything was recorded', async () => {
    const store = await tempStore();
    expect(recorded(store)).toBeUndefined();
    expect(knownPart(store, EVER, T)).toBeUndefined();
  });

  it('begins with the first visit or minute of any camera, and lasts until now, or beyond where more was recorded', async () => {
    const store = await tempStore();
    const minute = Math.floor(T / 60_000) * 60_000;
    await store.saveVisit(aVisit('a', { startAt: T }), 'end', T);
    await store.addEffort({ camera: 'reeds', minute: minute - DAY, frames: 300, dropped: 0, watchedSeconds: 60 });
    expect(recorded(store)).toEqual({ from: minute - DAY, to: T + 1 });
    expect(knownPart(store, EVER, T + DAY)).toEqual({ from: minute - DAY, to: T + DAY });
    expect(knownPart(store, EVER, T - 9 * DAY)).toEqual({ from: minute - DAY, to: T + 1 });
    expect(knownPart(store, { from: T, to: T + 1 }, T)).toEqual({ from: T, to: T + 1 });
    expect(knownPart(store, { from: EVER.from, to: minute - DAY }, T)).toBeUndefined();
    expect(knownPart(store, { from: T + DAY, to: EVER.to }, T)).toBeUndefined();
  });
});
