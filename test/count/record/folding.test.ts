import { beforeEach, describe, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, called, HOUR, SECOND, track } from '../visit/tracks.ts';
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
const events = () => store.events.after(0).map(({ type, body }) => `${type} ${'id' in body ? body.id : ''}`);
const seen = (tracks: readonly Track[], at: number) => told(store, folding, tracks, [], at);

describe('a visit', () => {
  it('is told as new, then longer, then ended, each with its tracks stored', async () => {
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + SECOND, individuals: 1, closed: false });
    await seen([track('a', T, T + 20 * SECOND)], T + 20 * SECOND);
    expect(store.tracks.get('a')).toMatchObject({ endAt: T + 20 * SECOND, ended: 'lost' });
    await folding.advance(T + 20 * SECOND + GAP);
    expect(store.visits.get('v-a')).toMatchObject({ closed: false });
    await folding.advance(T + 20 * SECOND + GAP + 1);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 20 * SECOND, closed: true });
    expect(events()).toEqual(['visit.new v-a', 'visit.update v-a', 'visit.end v-a']);
  });

  it('that only grows longer is stored once in 10 s, a second animal at once', async () => {
    for (let s = 1; s <= 25; s++) await seen([alive(track('a', T, T + s * SECOND))], T + s * SECOND);
    expect(events()).toEqual(['visit.new v-a', 'visit.update v-a', 'visit.update v-a']);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 21 * SECOND });
    expect(store.tracks.get('a')).toMatchObject({ endAt: T + 25 * SECOND });
    const both = [alive(track('a', T, T + 26 * SECOND)), alive(track('b', T + 25 * SECOND, T + 26 * SECOND))];
    await seen(both, T + 26 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ individuals: 2, tracks: ['a', 'b'], endAt: T + 26 * SECOND });
  });

  it('stores what waited when its time has come, and all of it on flush', async () => {
    for (let s = 1; s <= 5; s++) await seen([alive(track('a', T, T + s * SECOND))], T + s * SECOND);
    await folding.advance(T + 10 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + SECOND });
    await folding.advance(T + 11 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 5 * SECOND });
    await seen([alive(track('a', T, T + 12 * SECOND))], T + 12 * SECOND);
    await folding.flush();
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 12 * SECOND });
  });

  it('stays ended where the gap is shorter than what waits', async () => {
    folding = new Folding(store, 2 * SECOND, new Repeats({ clock: String }));
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    await seen([track('a', T, T + 2 * SECOND)], T + 2 * SECOND);
    for (let s = 3; s <= 15; s++) await folding.advance(T + s * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 2 * SECOND, closed: true });
    expect(events().at(-1)).toBe('visit.end v-a');
  });

  it('goes with the only track of it that was a double, which stays stored as such', async () => {
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    const changes = await told(store, folding, [], ['a'], T + 2 * SECOND);
    expect(changes.map(({ change }) => change)).toEqual(['withdrawn']);
    expect(store.visits.get('v-a')).toBeUndefined();
    expect(store.tracks.get('a')?.ended).toBe('double');
    expect(events()).toEqual(['visit.new v-a', 'visit.withdrawn v-a']);
  });

  it('counts one less when one of two tracks was a double', async () => {
    const both = [alive(track('a', T, T + SECOND)), alive(track('b', T, T + SECOND))];
    await seen(both, T + SECOND);
    expect(store.visits.get('v-a')?.individuals).toBe(2);
    await told(store, folding, [alive(track('a', T, T + 2 * SECOND))], ['b'], T + 2 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ individuals: 1, tracks: ['a'] });
  });
});

describe('a name', () => {
  it('is stored with its track and told with its visit, each time that it changes, also after the end', async () => {
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    await seen([called(alive(track('a', T, T + 2 * SECOND)), 'anas')], T + 2 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ taxon: 'anas', review: [] });
    await seen([track('a', T, T + 3 * SECOND)], T + 3 * SECOND);
    expect(store.tracks.get('a')).toMatchObject({ ended: 'lost', verdict: { taxon: 'anas' } });
    await seen([called(track('a', T, T + 3 * SECOND), 'emberiza-aureola')], T + 5 * SECOND);
    const [last] = store.events.after(0).slice(-1);
    expect(last).toMatchObject({
      type: 'visit.update',
      body: { taxon: 'emberiza-aureola', review: ['protected-1', 'first-record'] },
    });
    expect(store.tracks.get('a')?.verdict?.taxon).toBe('emberiza-aureola');
  });

  it('makes a first record until a visit of the species was counted, and never of what the site lists', async () => {
    const swan = (id: string, at: number) => called(track(id, at, at + SECOND), 'cygnus-cygnus');
    const reviews = () => store.visits.list({ limit: 9 }).map(({ id, review }) => [id, ...review]);
    await seen([swan('a', T)], T + SECOND);
    await seen([swan('b', T + HOUR), called(track('c', T + HOUR, T + HOUR + SECOND), 'cygnus')], T + HOUR);
    expect(reviews()).toEqual([['v-c'], ['v-b'], ['v-a', 'first-record']]);
    folding = new Folding(store, GAP, new Repeats({ clock: String }), { listed: (taxon) => taxon === 'ardea-cinerea' });
    await seen([called(track('d', T + 2 * HOUR, T + 2 * HOUR), 'ardea-cinerea')], T + 2 * HOUR);
    expect(reviews()[0]).toEqual(['v-d']);
  });

  it('moves a track to the visit that it may be part of, and the store follows', async () => {
    await seen([track('a', T, T + SECOND)], T + SECOND);
    await seen([alive(track('b', T + 9 * SECOND, T + 10 * SECOND))], T + 10 * SECOND);
    await seen([called(alive(track('b', T + 9 * SECOND, T + 11 * SECOND)), 'cygnus')], T + 11 * SECOND);
    expect(store.visits.list({ limit: 9 })).toMatchObject([{ id: 'v-a', taxon: 'cygnus', tracks: ['a', 'b'] }]);
    await seen([called(track('a', T, T + SECOND), 'ardea-cinerea')], T + 12 * SECOND);
    expect(store.visits.list({ limit: 9 })).toMatchObject([
      { id: 'v-b', taxon: 'cygnus', tracks: ['b'] },
      { id: 'v-a', taxon: 'ardea-cinerea', tracks: ['a'] },
    ]);
  });

  it('is the same after a restart, and told of only once', async () => {
    await seen([called(track('a', T, T + SECOND), 'cygnus-cygnus'), track('b', T + SECOND, T + 2 * SECOND)], T);
    await folding.advance(T + HOUR);
    const before = events();
    folding = newFolding();
    await folding.recover(T + 2 * HOUR);
    expect(events()).toEqual(before);
    expect(store.visits.get('v-a')).toMatchObject({ tracks: ['a', 'b'], review: ['first-record'], closed: true });
  });
});

describe('recover', () => {
  /** Another run on the same store. */
  async function restart(at: number): Promise<void> {
    folding = newFolding();
    await folding.recover(at);
  }

  it('takes tracks that are live in the store for over; their visit goes on within the gap', async () => {
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    await restart(T + 30 * SECOND);
    await seen([alive(track('b', T + 31 * SECOND, T + 32 * SECOND))], T + 32 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ tracks: ['a', 'b'], individuals: 1, closed: false });
  });

  it.each([
    ['minutes', GAP + 2 * SECOND],
    ['days', 3 * DAY],
  ])('closes visits whose gap has passed, after %s without power', async (_, later) => {
    await seen([alive(track('a', T, T + SECOND))], T + SECOND);
    await restart(T + later);
    expect(store.visits.get('v-a')).toMatchObject({ closed: true, endAt: T + SECOND });
    expect(events()).toEqual(['visit.new v-a', 'visit.end v-a']);
  });

  it('mends a visit that only waited to be longer', async () => {
    for (let s = 1; s <= 5; s++) await seen([alive(track('a', T, T + s * SECOND))], T + s * SECOND);
    await restart(T + 6 * SECOND);
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 5 * SECOND, closed: false });
  });

  it('tells of a track without its visit', async () => {
    await store.write(({ tracks }) => tracks.put(track('a', T, T + SECOND)));
    await restart(T + HOUR);
    expect(events()).toEqual(['visit.new v-a', 'visit.end v-a']);
  });

  it('tells nothing twice of what was ended before', async () => {
    await seen([track('a', T, T + 5 * SECOND, { score: 0.7123 })], T + 5 * SECOND);
    await folding.advance(T + HOUR);
    const before = events();
    for (const hours of [1, 2, 23, 25, 49]) await restart(T + hours * HOUR);
    expect(events()).toEqual(before);
  });

  it('makes no second visit of one that began before the day that is looked back on', async () => {
    await seen([track('a', T, T + SECOND), track('b', T + 20 * SECOND, T + HOUR)], T + HOUR);
    await folding.advance(T + 2 * HOUR);
    await restart(T + DAY + HOUR / 2);
    expect(store.visits.list({ limit: 10 }).map(({ id }) => id)).toEqual(['v-a']);
    expect(events()).toEqual(['visit.new v-a', 'visit.end v-a']);
  });
});
