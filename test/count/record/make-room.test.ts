import { beforeEach, describe, expect, it } from 'vitest';
import type { Media, Visit } from '../../../src/base/domain.ts';
import { lackOf, limitsOf, type RoomDisk, RoomMaker } from '../../../src/count/record/make-room.ts';
import { refusingStore } from '../store/refusing.ts';
import { type SavingStore, saving, tempFile, tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';

const KB = 1000;
const facts = {
  protection: (taxon: string) => (taxon === 'grus-leucogeranus' ? 1 : undefined),
  sample: { share: 1e-9, seed: '' },
} as const;

describe('room', () => {
  let store: SavingStore;
  let removed: string[];
  let free: number;
  let refuses: boolean;
  const disk: RoomDisk = {
    space: async () => ({ free, total: 1e6 }),
    remove: async (file) => {
      if (refuses) throw new Error('EROFS: read-only');
      removed.push(file);
      free += 10 * KB;
    },
    release: async () => false,
  };
  const maker = (budget: number) => new RoomMaker(store, disk, { budget, floor: 0 }, facts);

  beforeEach(async () => {
    store = await tempStore();
    removed = [];
    free = 1e6;
    refuses = false;
  });

  /** A visit with a clip and a crop of 10 kB each. */
  async function visit(id: string, more: Partial<Visit> = {}, clip: Partial<Media> = {}): Promise<void> {
    const startAt = more.startAt ?? T;
    const track = aTrack(`t-${id}`, { startAt });
    await store.saveVisit(aVisit(id, { tracks: [track.id], ...more }), 'new', T, [track]);
    const media = { camera: 'east', at: startAt, bytes: 10 * KB, blurred: false };
    await store.addMedia({
      ...media,
      id: `${id}-clip`,
      visit: id,
      type: 'clip',
      file: `${id}.mp4`,
      sha256: id,
      ...clip,
    });
    await store.addMedia({
      ...media,
      id: `${id}-crop`,
      track: track.id,
      type: 'crop',
      file: `${id}.jpg`,
      sha256: `${id}j`,
    });
  }
  const whatIsGone = (id: string) =>
    store.media.ofVisit(id).map(({ type, gone }) => `${type} ${gone ? 'gone' : 'kept'}`);

  it('is made of the clips of long common visits first, and what went is told with its hash', async () => {
    await visit('best', { score: 0.9, endAt: T + 90_000 });
    await visit('short', { endAt: T + 1000 });
    await visit('long', { endAt: T + 90_000 });
    await visit('crane', { taxon: 'grus-leucogeranus', endAt: T + 90_000 });
    expect(store.room.bytes()).toBe(80 * KB);
    expect(await maker(82 * KB).make(T + 5)).toBe(1);
    expect(removed).toEqual(['long.mp4']);
    expect(store.media.get('long-clip')).toMatchObject({
      ...{ sha256: 'long', bytes: 10 * KB, gone: { at: T + 5, why: 'to make room, as common' } },
    });
    expect(store.room.went(T)).toEqual({ files: 1, bytes: 10 * KB });
    expect(store.room.bytes()).toBe(70 * KB);
  });

  it('keeps what is protected to the last, and says where even that must go', async () => {
    await visit('common');
    await visit('other', { taxon: 'aves' });
    await visit('crane', { taxon: 'grus-leucogeranus', endAt: T + 900_000 });
    const room = maker(24 * KB);
    await room.make(T);
    expect(whatIsGone('crane')).toEqual(['clip kept', 'crop kept']);
    expect((await room.look(T)).kept).toBe(20 * KB);
    await maker(0).make(T);
    expect(removed.slice(4).sort()).toEqual(['crane.jpg', 'crane.mp4']);
    free = 0;
    const none = new RoomMaker(store, disk, { floor: 5 * KB }, facts);
    expect(await none.make(T)).toBe(0);
    expect(await none.look(T)).toMatchObject({ stuck: true, kept: 0 });
  });

  it('keeps what a report cites and a person decided on, also where that came after the plan was made', async () => {
    await visit('best', { score: 0.9 });
    for (const id of ['a', 'b', 'c', 'd']) await visit(id);
    const room = maker(1e9);
    free = 0;
    await room.make(T);
    expect(removed).toEqual(['a.mp4']);
    await store.write((tables) => {
      tables.room.mark('b', 'cited', '2025H1', T);
      tables.room.mark('c', 'taught', 'birds', T);
    });
    free = -20 * KB;
    await room.make(T);
    expect(removed.slice(1).sort()).toEqual(['a.jpg', 'd.jpg', 'd.mp4']);
    expect([...whatIsGone('b'), ...whatIsGone('c')]).toEqual(Array(2).fill(['clip kept', 'crop kept']).flat());
  });

  it('has files of the same bytes go together, as what the worthiest of them shows', async () => {
    const shared = { sha256: 'same', at: T };
    await visit('crane', { taxon: 'grus-leucogeranus' }, shared);
    await visit('duck', { endAt: T + 99_000, score: 0.5 }, shared);
    await visit('alone', { taxon: 'anas-crecca' });
    expect(store.room.bytes()).toBe(50 * KB);
    await maker(23 * KB).make(T);
    expect(removed.sort()).toEqual(['alone.jpg', 'alone.mp4', 'duck.jpg']);
    await maker(0).make(T);
    expect(removed.slice(3).sort()).toEqual(['crane.jpg', 'crane.mp4', 'duck.mp4']);
    expect(store.room.bytes()).toBe(0);
  });

  it('is made with what was written that it goes before it goes: another run removes what a kill left', async () => {
    const file = await tempFile();
    store = await tempStore(file);
    await visit('a');
    refuses = true;
    await expect(maker(0).make(T)).rejects.toThrow('read-only');
    expect(store.media.get('a-clip')?.gone?.at).toBe(T);
    expect(store.media.filesIn('.')).toEqual([]);
    await store.close();
    store = await tempStore(file);
    refuses = false;
    expect(await maker(1e9).make(T)).toBe(0);
    expect(removed.sort()).toEqual(['a.jpg', 'a.mp4']);
    expect(store.room.leaving()).toEqual([]);
  });

  it('gives back what was held back where the disk is so full that nothing can be written', async () => {
    const { store: refusing, refuse, allow } = await refusingStore();
    store = saving(refusing);
    await visit('a');
    refuse('read-only');
    const release = async () => {
      allow();
      return true;
    };
    await expect(maker(0).make(T)).rejects.toThrow('READONLY');
    await new RoomMaker(store, { ...disk, release }, { budget: 0, floor: 0 }, facts).make(T);
    expect(removed.sort()).toEqual(['a.jpg', 'a.mp4']);
    await store.close();
  });

  it('counts a file that went and was cut again as kept', async () => {
    await visit('a');
    await maker(0).make(T);
    const { gone: _, ...again } = store.media.get('a-clip')!;
    await store.addMedia(again);
    expect(store.media.get('a-clip')?.gone).toBeUndefined();
    expect(store.room.bytes()).toBe(10 * KB);
  });

  it('is told with the days that are left at the rate of the last day', async () => {
    await visit('a', { startAt: T });
    const room = new RoomMaker(store, disk, { budget: 100 * KB, floor: 0 }, facts);
    // 20 kB in half a day; 10 kB of the budget are its margin.
    expect(await room.look(T + 43_200_000)).toMatchObject({ perDay: 40 * KB, daysLeft: 1.75, stuck: false });
    expect((await room.look(T + 1000)).perDay).toBeUndefined();
  });
});

describe('limits of room', () => {
  it('follow from the size of the disk where none are set', () => {
    expect(limitsOf({}, 64e9)).toEqual({ budget: 51.2e9, floor: 3.2e9, margin: 0.25e9 });
    expect(limitsOf({}, 4e12)).toMatchObject({ floor: 20e9 });
    expect(limitsOf({}, 0.5e9)).toMatchObject({ floor: 0.1e9, margin: 5e6 });
  });

  it('want so much to go as the tighter of the two lacks', () => {
    const limits = { budget: 1000, floor: 100, margin: 10 };
    expect(lackOf(limits, 990, 110)).toBe(0);
    expect(lackOf(limits, 995, 110)).toBe(5);
    expect(lackOf(limits, 0, 50)).toBe(60);
  });
});
