import { beforeEach, describe, expect, it } from 'vitest';
import { PeopleMedia } from '../../../src/count/record/people-media.ts';
import { type SavingStore, tempStore } from '../store/temp.ts';
import { aTrack, aVisit, live, T } from '../store/values.ts';

const MINUTE = 60_000;
const visitOf = (id: string, startAt: number) =>
  aVisit(id, { tracks: [`t-${id}`], startAt, endAt: startAt + MINUTE, closed: false });

let store: SavingStore;
beforeEach(async () => {
  store = await tempStore();
});

async function withMedia(id: string, startAt: number) {
  const track = aTrack(`t-${id}`, { startAt });
  await store.saveVisit(visitOf(id, startAt), 'new', startAt, [track]);
  await add(id, startAt);
}
async function add(id: string, at: number) {
  const media = { camera: 'east', at, bytes: 1, blurred: false };
  await store.addMedia({ ...media, id: `${id}.jpg`, track: `t-${id}`, type: 'crop', file: `${id}.jpg`, sha256: id });
  await store.addMedia({ ...media, id: `${id}.mp4`, visit: id, type: 'clip', file: `${id}.mp4`, sha256: `${id}c` });
}
const kept = (id: string) =>
  store.media
    .ofVisit(id)
    .flatMap(({ type, gone }) => (gone ? [] : [type]))
    .sort();

describe('pictures and clips of a visit during which a person was seen', () => {
  it('go where none are to be kept, also those written before and after; the visit stays', async () => {
    await withMedia('with', T);
    await withMedia('without', T + 10 * MINUTE);
    const people = new PeopleMedia(store, true);
    people.visits([{ change: 'update', visit: visitOf('with', T) }], T);
    people.visits([{ change: 'update', visit: visitOf('without', T + 10 * MINUTE) }], T + 10 * MINUTE);
    expect(await people.step(T)).toBe(0);
    people.seen('west', T + MINUTE);
    people.seen('east', T + MINUTE + 1000);
    expect(await people.step(T + MINUTE)).toBe(2);
    expect([kept('with'), kept('without')]).toEqual([[], ['clip', 'crop']]);
    expect(store.room.leaving().sort()).toEqual(['with.jpg', 'with.mp4']);
    const gone = { at: T + MINUTE, why: 'for people were seen during the visit' };
    expect(store.media.get('with.mp4')).toMatchObject({ sha256: 'withc', gone });
    expect(store.visits.get('with')).toBeDefined();
    people.visits([{ change: 'update', visit: { ...visitOf('with', T), closed: true } }], T + 2 * MINUTE);
    await add('with', T);
    expect(await people.step(T + 3 * MINUTE)).toBe(2);
    expect(store.room.went(0)).toEqual({ files: 0, bytes: 0 });
  });

  it('stay where they may be kept, or where the visit was taken back', async () => {
    await withMedia('a', T);
    const keeps = new PeopleMedia(store, false);
    const none = new PeopleMedia(store, true);
    for (const people of [keeps, none]) {
      people.seen('east', T);
      people.visits([{ change: 'update', visit: visitOf('a', T) }], T);
    }
    none.visits([{ change: 'withdrawn', visit: visitOf('a', T) }], T);
    expect([await keeps.step(T), await none.step(T)]).toEqual([0, 0]);
  });
});

it('a crop of a track that turned out to be a person goes, whatever is to be kept', async () => {
  await withMedia('a', T);
  const people = new PeopleMedia(store, false);
  people.tracks([live(aTrack('t-a'))], T);
  expect(await people.step(T)).toBe(0);
  people.tracks([aTrack('t-a', { kind: 'person' })], T);
  expect(await people.step(T)).toBe(1);
  expect(kept('a')).toEqual(['clip']);
  expect(store.media.get('a.jpg')?.gone?.why).toBe('for it turned out to show a person');
});
