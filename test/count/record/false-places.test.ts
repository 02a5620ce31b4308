import { beforeEach, describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import { apply, rederive } from '../../../src/count/record/rederive.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { HOUR, SECOND, track } from '../visit/tracks.ts';
import { told } from './told.ts';

const GAP = 60 * SECOND;
const DAY = 24 * HOUR;

let store: Store;
let folding: Folding;
beforeEach(async () => {
  store = await tempStore();
  folding = newFolding();
});
const newFolding = () => new Folding(store, GAP, new Repeats({ clock: String }));

/** A stone: always in the same box, and it never moves. */
async function stone(id: string, at: number, more: object = {}) {
  await told(store, folding, [track(id, at, at + 10 * SECOND, { moved: false, ...more })], [], at);
  await folding.advance(at + 100 * SECOND);
}
async function decide(id: string, visit: string, more: Partial<Review> = {}) {
  const review: Review = { id, visit, track: visit.slice(2), at: T + Number(id), by: 'Lin', action: 'reject', ...more };
  await store.write(({ reviews }) => reviews.put(review));
}
const standing = (id: string) => {
  const visit = store.visits.get(id);
  return [visit?.status, visit?.reason];
};
const ASIDE = ['set-aside', 'Lin said that nothing is at this place, and nothing ever moved there'];

describe('what a person rejected and never moved', () => {
  it('is set aside at that place from then on, and not elsewhere, nor what moves there', async () => {
    await stone('a', T);
    await decide('1', 'v-a');
    await stone('b', T + HOUR);
    await stone('elsewhere', T + 2 * HOUR, { box: { x: 0.7, y: 0.7, w: 0.1, h: 0.1 } });
    await stone('walks', T + 3 * HOUR, { moved: true });
    await stone('other-camera', T + 4 * HOUR, { camera: 'reeds' });
    expect(standing('v-b')).toEqual(ASIDE);
    for (const id of ['v-elsewhere', 'v-walks', 'v-other-camera']) expect(standing(id)).toEqual(['counted', undefined]);
  });

  it('counts again where the rejection is undone', async () => {
    await stone('a', T);
    await decide('1', 'v-a');
    await stone('b', T + HOUR);
    await decide('2', 'v-a', { action: 'undo', undoes: '1' });
    await folding.advance(T + 2 * HOUR);
    expect(standing('v-b')).toEqual(['counted', undefined]);
  });

  it('is still known after a restart', async () => {
    await stone('a', T);
    await decide('1', 'v-a');
    folding = newFolding();
    await folding.recover(T + HOUR);
    await stone('b', T + 2 * HOUR);
    expect(standing('v-b')).toEqual(ASIDE);
  });

  it('is cleaned out of the past where visits are derived again, and only there', async () => {
    await stone('old', T - 5 * DAY);
    await folding.advance(T - DAY);
    await stone('a', T);
    await decide('1', 'v-a');
    await stone('b', T + HOUR);
    expect(standing('v-old')).toEqual(['counted', undefined]);
    const result = rederive(store, { gapMs: GAP, clock: String }, T + 2 * HOUR);
    expect(result.changed.map(({ is }) => is.id)).toContain('v-old');
    await store.write((tables) => apply(tables, result, T + 2 * HOUR));
    expect(standing('v-old')).toEqual(ASIDE);
    expect(rederive(store, { gapMs: GAP, clock: String }, T + 2 * HOUR)).toMatchObject({ changed: [], gone: [] });
  });
});
