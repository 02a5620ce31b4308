import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { readStore } from '../../../src/count/store/open.ts';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, aVisit, T } from './values.ts';

function aReview(id: string, more: Partial<Review> = {}): Review {
  return { id, visit: 'v-t1', track: 't1', at: T, by: 'Lin', action: 'confirm', ...more };
}

async function boxWithVisit(file?: string) {
  const store = await tempStore(file);
  await store.saveVisit(aVisit('v-t1', { tracks: ['t1'] }), 'end', T, [aTrack('t1')]);
  return store;
}

describe('reviews in the store', () => {
  it('change what a visit counts as, and leave what the machine said', async () => {
    const store = await boxWithVisit();
    await store.write(({ reviews }) =>
      reviews.put(aReview('r1', { action: 'correct', taxon: 'anas-crecca', individuals: 3 })),
    );
    const found = store.visits.reviewed('v-t1');
    expect(found?.visit).toEqual(aVisit('v-t1', { tracks: ['t1'] }));
    expect(found?.outcome).toMatchObject({ status: 'corrected', taxon: 'anas-crecca', individuals: 3, by: ['Lin'] });
    expect(store.visits.list({ taxa: ['anas-crecca'], limit: 9 })).toHaveLength(1);
    expect(store.visits.list({ taxa: ['aves'], limit: 9 })).toEqual([]);
    expect(store.visits.recordedBefore('anas-crecca', T + 1)).toBe(true);
    expect(store.events.after(1).map(({ type }) => type)).toEqual(['review.new', 'visit.update']);
  });

  it('make the visit grow a version, so that two people can tell that they saw the same', async () => {
    const store = await boxWithVisit();
    const before = store.visits.reviewed('v-t1')!.version;
    await store.write(({ reviews }) => reviews.put(aReview('r1')));
    expect(store.visits.reviewed('v-t1')!.version).toBeGreaterThan(before);
  });

  it('go with their track when the visits are folded anew', async () => {
    const store = await boxWithVisit();
    await store.write(({ reviews }) => reviews.put(aReview('r1', { action: 'reject' })));
    await store.write(({ tracks, visits }) => {
      tracks.put(aTrack('t0', { startAt: T - 1000 }));
      visits.put(aVisit('v-t0', { startAt: T - 1000, tracks: ['t0', 't1'] }), 'new', T);
      visits.withdraw(aVisit('v-t1', { tracks: ['t1'] }), T);
    });
    expect(store.visits.reviewed('v-t1')).toBeUndefined();
    expect(store.visits.reviewed('v-t0')?.outcome?.status).toBe('rejected');
    expect(store.reviews.ofVisit('v-t0').map(({ id }) => id)).toEqual(['r1']);
  });

  it('are refused where the track is in no visit, and leave nothing', async () => {
    const store = await boxWithVisit();
    const write = store.write(({ reviews }) => reviews.put(aReview('r1', { track: 't9' })));
    await expect(write).rejects.toThrow('its track is in no visit');
    expect(store.reviews.page({ from: 0, to: T * 2, limit: 9 })).toEqual([]);
  });

  it('are read in pages, oldest first', async () => {
    const store = await boxWithVisit();
    for (const [i, id] of ['r1', 'r2', 'r3'].entries())
      await store.write(({ reviews }) => reviews.put(aReview(id, { at: T + (i === 2 ? 1 : 0) })));
    const first = store.reviews.page({ from: T, to: T + 2, limit: 2 });
    expect(first.map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(store.reviews.page({ from: T, to: T + 2, limit: 2, after: first[1]! }).map(({ id }) => id)).toEqual(['r3']);
  });

  it('cannot be changed or deleted, by whatever program', async () => {
    const file = await tempFile();
    const store = await boxWithVisit(file);
    await store.write(({ reviews }) => reviews.put(aReview('r1')));
    const db = new Database(file);
    expect(() => db.exec("UPDATE reviews SET reviewer = 'Wu'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM reviews')).toThrow('append-only');
    db.close();
  });
});

describe('a database that is read beside its box', () => {
  it('shows what the box stored, and cannot write', async () => {
    const file = await tempFile();
    const store = await boxWithVisit(file);
    const reader = readStore(file);
    expect(reader.visit('v-t1')?.tracks.map(({ id }) => id)).toEqual(['t1']);
    await store.write(({ reviews }) => reviews.put(aReview('r1')));
    expect(reader.visits.page({ from: 0, to: T * 2, limit: 9 })).toMatchObject([{ outcome: { status: 'confirmed' } }]);
    reader.close();
  });

  it('is refused where there is none, or where it is of another version', async () => {
    const file = await tempFile();
    expect(() => readStore(file)).toThrow('does not exist');
    const db = new Database(file);
    db.exec('CREATE TABLE t (x)');
    expect(() => readStore(file)).toThrow('it is no database of Roost');
    db.close();
    const own = await tempFile();
    await (await tempStore(own)).close();
    const older = new Database(own);
    older.pragma('user_version = 3');
    older.close();
    expect(() => readStore(own)).toThrow('it is of version 3');
  });
});

describe('deployments', () => {
  it('are told of once, and again only where something of them changed', async () => {
    const store = await tempStore();
    const place = { place: 'Hide 3', station: 'east', latitude: 31.5, longitude: 121.9, habitat: '' };
    const deployment = { id: 'east-20250501', camera: 'east', startAt: T, ...place };
    for (let start = 0; start < 3; start++) await store.write(({ deployments }) => deployments.put(deployment, T));
    await store.write(({ deployments }) => deployments.put({ ...deployment, endAt: T + 1000 }, T));
    expect(store.deployments.all()).toEqual([{ ...deployment, endAt: T + 1000 }]);
    expect(store.events.after(0).map(({ type }) => type)).toEqual(['deployment.change', 'deployment.change']);
  });
});
