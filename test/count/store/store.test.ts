import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Media, Track } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, aVerdict, aVisit, live, T } from './values.ts';

const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 };

function aCrop(id: string, more: Partial<Media> = {}): Media {
  return {
    id,
    camera: 'east',
    type: 'crop',
    at: T,
    file: `media/${id}.jpg`,
    sha256: 'ab',
    bytes: 9,
    blurred: false,
    ...more,
  };
}

describe('tracks', () => {
  it('come back as they were saved', async () => {
    const store = await tempStore();
    await store.saveTrack(aTrack('t1'));
    await store.saveTrack(live(aTrack('t2', { moved: false, path: [] })));
    expect(store.tracks.get('t1')).toEqual(aTrack('t1'));
    expect(store.tracks.get('t2')).toEqual(live(aTrack('t2', { moved: false, path: [] })));
    expect(store.tracks.get('t3')).toBeUndefined();
  });

  it('replace their last checkpoint, and stay ended when one comes late', async () => {
    const store = await tempStore();
    const young = live(aTrack('t1'));
    await store.checkpoint([young]);
    await store.checkpoint([{ ...young, endAt: T + 5000, hits: 30 }]);
    expect(store.tracks.live()).toEqual([{ ...young, endAt: T + 5000, hits: 30 }]);
    await store.saveTrack({ ...young, endAt: T + 6000, ended: 'lost' });
    await store.checkpoint([young]);
    expect(store.tracks.get('t1')).toMatchObject({ endAt: T + 6000, ended: 'lost' });
  });

  it('change their kind while they live, as looks outvote one another', async () => {
    const store = await tempStore();
    await store.checkpoint([live(aTrack('t1', { kind: 'person' }))]);
    await store.checkpoint([live(aTrack('t1', { kind: 'bird' }))]);
    expect(store.tracks.get('t1')).toEqual(live(aTrack('t1', { kind: 'bird' })));
  });
});

describe('a verdict', () => {
  const named = (id: string, more = {}) => live(aTrack(id, { verdict: aVerdict(more) }));

  it('comes back with its track, wherever tracks are read', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('v1', { tracks: ['t1'] }), 'new', T, [named('t1')]);
    expect(store.tracks.get('t1')).toEqual(named('t1'));
    expect(store.tracks.live()).toEqual([named('t1')]);
    expect(store.tracks.since(T)).toEqual([named('t1')]);
    expect(store.tracks.ofVisit('v1')).toEqual([named('t1')]);
  });

  it('gives way to a later one, also after the track ended, and to nothing else', async () => {
    const store = await tempStore();
    const verdict = async (track: Track) => {
      await store.saveTrack(track);
      return store.tracks.get('t1')?.verdict?.taxon;
    };
    expect(await verdict(live(aTrack('t1')))).toBeUndefined();
    expect(await verdict(named('t1', { taxon: 'aves', rank: 'class' }))).toBe('aves');
    expect(await verdict(live(aTrack('t1')))).toBe('aves');
    expect(await verdict(named('t1', { taxon: 'anas', rank: 'genus' }))).toBe('anas');
    expect(await verdict(aTrack('t1'))).toBe('anas');
    expect(await verdict(named('t1', { taxon: 'aves', rank: 'class' }))).toBe('anas');
    expect(await verdict(aTrack('t1', { verdict: aVerdict() }))).toBe('anas-platyrhynchos');
  });

  it('is kept with its visit by the ids of taxa alone, so that a name can change and no record with it', async () => {
    const file = await tempFile();
    const store = await tempStore(file);
    const taxon = 'anas-platyrhynchos';
    await store.saveVisit(aVisit('v1', { tracks: ['t1'], taxon }), 'new', T, [named('t1', { taxon })]);
    const db = new Database(file, { readonly: true });
    const kept = ['tracks', 'verdicts', 'visits', 'visit_tracks', 'events'].map((table) =>
      JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()),
    );
    db.close();
    const { scientific, english, chinese } = taxonById(taxon)!;
    expect(kept.filter((rows) => rows.includes(taxon))).toHaveLength(3);
    for (const name of [scientific, english, chinese]) expect(kept.filter((rows) => rows.includes(name!))).toEqual([]);
  });

  it('is refused with its track where it cannot be one', async () => {
    const store = await tempStore();
    await expect(store.saveTrack(named('t1', { score: 1.5 }))).rejects.toBeInstanceOf(RoostError);
    expect(store.tracks.get('t1')).toBeUndefined();
  });
});

describe('a visit', () => {
  it('comes back with its tracks in order and the media of both', async () => {
    const store = await tempStore();
    const visit = aVisit('v1', { tracks: ['t2', 't1'], individuals: 2 });
    const second = aTrack('t1', { startAt: T + 100 });
    await store.saveVisit(visit, 'new', T, [second, aTrack('t2')]);
    const crops = [
      aCrop('m1', { track: 't1', region: box, box, score: 0.9 }),
      aCrop('m2', { track: 't2', score: 0.8 }),
    ];
    const clip = aCrop('m3', { visit: 'v1', type: 'clip', blurred: true });
    await Promise.all([...crops, clip, aCrop('m4')].map((media) => store.addMedia(media)));
    expect(store.visit('v1')).toEqual({
      visit,
      version: 1,
      reviews: [],
      tracks: [aTrack('t2'), second],
      media: [...crops, clip],
      again: [],
    });
    expect(store.media.bestCrop('v1')).toEqual(crops[0]);
    expect(store.media.get('m3')).toEqual(clip);
    expect(store.visit('v9')).toBeUndefined();
  });

  it('is shown by a picture out of which nobody was wiped, where it has one', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('v1', { tracks: ['t1'] }), 'new', T, [aTrack('t1')]);
    await store.addMedia(aCrop('wiped', { track: 't1', score: 0.9, blurred: true }));
    expect(store.media.bestCrop('v1')?.id).toBe('wiped');
    await store.addMedia(aCrop('whole', { track: 't1', score: 0.5 }));
    expect(store.media.bestCrop('v1')?.id).toBe('whole');
  });

  it('is replaced as it grows, also when a track leaves it', async () => {
    const store = await tempStore();
    await store.saveVisit(aVisit('v1', { tracks: ['t1', 't2'], closed: false }), 'new', T, [
      aTrack('t1'),
      aTrack('t2'),
    ]);
    const grown = aVisit('v1', { tracks: ['t2', 't3'], closed: false, individuals: 2, endAt: T + 9000 });
    await store.saveVisit(grown, 'update', T + 9000, [aTrack('t3')]);
    expect(store.visits.get('v1')).toEqual(grown);
    expect(store.visits.open()).toEqual([grown]);
    await store.saveVisit({ ...grown, closed: true }, 'end', T + 70_000);
    expect(store.visits.open()).toEqual([]);
    expect(store.events.after(0)).toMatchObject([
      { type: 'visit.new', body: { trackCount: 2, joined: ['t1', 't2'], left: [] } },
      { type: 'visit.update', body: { trackCount: 2, joined: ['t3'], left: ['t1'] } },
      { type: 'visit.end', body: { trackCount: 2, joined: [], left: [] } },
    ]);
  });

  it('of a track that was never stored is refused with a hint', async () => {
    const store = await tempStore();
    const saved = store.saveVisit(aVisit('v1', { tracks: ['t1'] }), 'new', T);
    await expect(saved).rejects.toThrow(/refers to a track.*Save the track first/);
    await expect(saved).rejects.toBeInstanceOf(RoostError);
    expect(store.visits.get('v1')).toBeUndefined();
    expect(store.events.last()).toBe(0);
  });
});

describe('effort', () => {
  it('adds up within a minute and never passes 60 seconds', async () => {
    const store = await tempStore();
    const part = { camera: 'east', minute: T, frames: 200, dropped: 1, watchedSeconds: 40 };
    await store.addEffort(part);
    await store.addEffort(part);
    await store.addEffort({ ...part, camera: 'reeds', watchedSeconds: 0.5 });
    await store.addEffort({ ...part, minute: T + 60_000, watchedSeconds: 7 });
    expect(store.effort.between(T, T + 60_000)).toEqual([
      { camera: 'east', minute: T, frames: 400, dropped: 2, watchedSeconds: 60 },
      { ...part, camera: 'reeds', watchedSeconds: 0.5 },
    ]);
    expect(store.effort.between(T, T + 120_000, 'east')).toHaveLength(2);
    expect(store.effort.total('east', T, T + 120_000)).toMatchObject({ watchedSeconds: 67, frames: 600, dropped: 3 });
    expect(store.effort.total('none', T, T + 120_000)).toMatchObject({ watchedSeconds: 0, frames: 0, dropped: 0 });
    expect(store.effort.cameras()).toEqual(['east', 'reeds']);
  });
});

describe('camera states', () => {
  it('are told with the one that was in force before', async () => {
    const store = await tempStore();
    const down = { camera: 'east', at: T, state: 'down', cause: { code: 'refused', message: 'refused' } } as const;
    const up = { camera: 'east', at: T + 10, state: 'watching' } as const;
    await store.saveCameraState(down);
    await store.saveCameraState(up);
    await store.saveCameraState({ ...down, at: T + 20 });
    expect(store.cameras.states('east', T + 5, T + 20)).toEqual([down, up]);
    expect(store.cameras.states('east', T, T + 5)).toEqual([down]);
    expect(store.events.after(0, 1)).toEqual([{ cursor: 1, at: T, type: 'camera.state', body: down }]);
  });
});
