import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Media, Track } from '../../../src/base/domain.ts';
import { type Fact, weightOf } from '../../../src/count/record/fact.ts';
import { Facts, type FactsOptions } from '../../../src/count/record/facts.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { type Refusal, refusingStore } from '../store/refusing.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';
import { alive, called, MINUTE, SECOND, track } from '../visit/tracks.ts';

/** A queue whose clock the test moves. */
function facts(store: Store, more: FactsOptions = {}) {
  const clock = { now: 0 };
  const aside: string[] = [];
  const queue = new Facts(store, {
    monotonic: () => clock.now,
    setAside: (fact) => aside.push(fact.of === 'track' ? fact.track.id : fact.of),
    ...more,
  });
  return { queue, clock, aside };
}
const trackFact = (one: Track): Fact => ({ of: 'track', track: one, at: one.endAt });
const minuteFact = (minute: number, camera = 'east'): Fact => ({
  of: 'effort',
  part: { camera, minute, frames: 300, dropped: 0, watchedSeconds: 60 },
});
const media = (id: string, of: Partial<Media>): Fact => ({
  of: 'media',
  media: {
    ...{ id, camera: 'east', type: 'crop', at: T, file: `media/east/2025-05-03/${id}.jpg`, sha256: '00', bytes: 1 },
    ...{ blurred: false, ...of },
  },
});
async function all(queue: Facts): Promise<void> {
  while ((await queue.store()).length > 0);
}

describe('facts', () => {
  it('are stored in the order in which they came, a slice at a time, states of a track as the newest', async () => {
    const store = await tempStore();
    const { queue } = facts(store);
    for (let i = 0; i < 450; i++) queue.add(trackFact(alive(track('a', T, T + i * SECOND))));
    for (let i = 0; i < 450; i++) queue.add(minuteFact(T + i * MINUTE));
    expect(queue.waiting).toBe(451);
    expect((await queue.store()).length).toBe(200);
    expect(store.tracks.get('a')).toMatchObject({ endAt: T + 449 * SECOND });
    await all(queue);
    expect(store.effort.between(T, T + 500 * MINUTE)).toHaveLength(450);
    expect([queue.waiting, queue.settled]).toEqual([0, true]);
  });

  it('of a track keep its name, its end, and that it was a double', async () => {
    const store = await tempStore();
    const { queue } = facts(store);
    queue.add(trackFact(called(alive(track('a', T, T + 1)), 'anas')));
    queue.add(trackFact(track('a', T, T + 9)));
    queue.add(trackFact(alive(track('a', T, T + 5))));
    queue.add(trackFact(alive(track('b', T, T + 1))));
    queue.add({ of: 'double', id: 'b', camera: 'east', at: T + 2 });
    queue.add(trackFact(track('b', T, T + 3)));
    await all(queue);
    expect(store.tracks.get('a')).toMatchObject({ endAt: T + 9, ended: 'lost', verdict: { taxon: 'anas' } });
    expect(store.tracks.get('b')).toMatchObject({ ended: 'double' });
  });

  it('that are wrong in themselves go aside with their reason, and hold up no other, whatever the order', async () => {
    const bad = (id: string): Track => ({ ...track(id, T, T + SECOND), endAt: T - SECOND });
    const broken = { ...track('broken', T, T), path: [{ at: T }] } as unknown as Track;
    const some = fc.shuffledSubarray([bad('bad'), broken, track('x', T, T), track('y', T, T), track('z', T, T)]);
    await fc.assert(
      fc.asyncProperty(some, async (tracks) => {
        const store = await tempStore();
        const { queue, aside } = facts(store);
        for (const one of tracks) queue.add(trackFact(one));
        await all(queue);
        const ids = tracks.map(({ id }) => id);
        const wrong = ids.filter((id) => ['bad', 'broken'].includes(id));
        expect(ids.filter((id) => store.tracks.get(id))).toEqual(ids.filter((id) => !wrong.includes(id)));
        expect([...aside].sort()).toEqual([...wrong].sort());
        expect(queue.waiting).toBe(0);
        const kept = await store.write(({ setAside }) => setAside.list(9));
        expect(kept).toHaveLength(wrong.length);
        if (wrong.includes('bad')) expect(kept.map(({ reason }) => reason).join()).toContain('CHECK constraint failed');
        await store.close();
      }),
      { numRuns: 20 },
    );
  });

  it('of a picture wait for their track, and of a clip for its visit, for ten minutes', async () => {
    const store = await tempStore();
    const { queue, clock, aside } = facts(store);
    queue.add(media('crop', { track: 'late' }));
    queue.add(media('clip', { visit: 'v-late', type: 'clip' }));
    queue.add(media('never', { track: 'never' }));
    queue.add(minuteFact(T));
    await all(queue);
    expect(store.effort.cameras()).toEqual(['east']);
    expect([queue.waiting, queue.settled, queue.refusal, aside]).toEqual([3, true, undefined, []]);
    expect(queue.hasFile('media/east/2025-05-03/crop.jpg')).toBe(true);
    await store.write(({ tracks, visits }) => {
      tracks.put(aTrack('late'));
      visits.put(aVisit('v-late', { tracks: ['late'] }), 'new', T);
    });
    clock.now += 5 * SECOND;
    await all(queue);
    expect(store.media.ofVisit('v-late').map(({ id }) => id)).toEqual(['clip', 'crop']);
    for (let minutes = 0; minutes < 11; minutes++) {
      clock.now += MINUTE;
      await all(queue);
    }
    expect([queue.waiting, aside]).toEqual([0, ['media']]);
  });

  it('are written once, also where they are asked for while they are being written', async () => {
    const store = await tempStore();
    const { queue } = facts(store);
    for (let i = 0; i < 300; i++) queue.add(minuteFact(T + i * MINUTE));
    queue.add({ of: 'state', change: { camera: 'east', at: T, state: 'down' } });
    const stored = await Promise.all([queue.store(), queue.store(true), queue.store()]);
    expect(stored.flat()).toHaveLength(301);
    expect(store.effort.total('east', T, T + 300 * MINUTE)).toMatchObject({ frames: 300 * 300 });
    expect(store.cameras.states('east', T, T + 1)).toHaveLength(1);
    expect(queue.waiting).toBe(0);
  });

  it('that were told before a clock was set are doubtful, and no later ones', async () => {
    const store = await tempStore();
    const { queue } = facts(store);
    queue.add(trackFact(track('before', T, T + SECOND)));
    queue.add(trackFact(alive(track('through', T, T + SECOND))));
    queue.add(minuteFact(T));
    queue.add({ of: 'doubt', camera: 'east', from: T, to: T + MINUTE, at: T - 50 * SECOND });
    queue.add(trackFact(track('through', T - 40 * SECOND, T + 5 * SECOND)));
    await all(queue);
    expect(store.tracks.get('before')?.clock).toBe('doubtful');
    expect(store.tracks.get('through')).toMatchObject({ endAt: T + 5 * SECOND, ended: 'lost' });
    expect(store.tracks.get('through')?.clock).toBeUndefined();
    expect(store.effort.between(T, T + 1)).toMatchObject([{ clock: 'doubtful' }]);
  });
});

describe.each<Refusal>(['full', 'read-only'])('a disk that is %s for hours', (how) => {
  it('costs nothing within the bound, and what was told meanwhile is stored by itself when it takes again', async () => {
    const { store, refuse, allow } = await refusingStore();
    const { queue, clock, aside } = facts(store);
    queue.add(trackFact(track('first', T, T + SECOND)));
    await all(queue);
    refuse(how);
    const at = (i: number) => T + i * 2 * MINUTE;
    for (let i = 0; i < 6_000; i++) {
      queue.add(trackFact(track(`t${i}`, at(i), at(i) + SECOND)));
      queue.add(media(`m${i}`, { track: `t${i}` }));
      // The first few may still fit into pages that are there.
      if (i % 500 === 499) {
        clock.now += 5 * SECOND;
        await all(queue);
        expect(queue.refusal).toMatch(how === 'full' ? /disk is full/ : /cannot be written/);
        expect(queue.settled).toBe(false);
      }
    }
    for (let i = 0; i < 60; i++) queue.add(minuteFact(T + i * MINUTE));
    queue.add({ of: 'state', change: { camera: 'east', at: T, state: 'down' } });
    allow();
    expect(await queue.store()).toEqual([]);
    clock.now += 5 * SECOND;
    await all(queue);
    expect([queue.waiting, queue.refusal, aside, queue.losses.total]).toEqual([0, undefined, [], 0]);
    expect(store.tracks.unfolded(9_000)).toHaveLength(6_001);
    expect(store.media.get('m5999')).toMatchObject({ track: 't5999' });
    expect(store.effort.total('east', T, T + 60 * MINUTE)).toMatchObject({ watchedSeconds: 3_600 });
    expect(store.cameras.states('east', T, T + 1)).toHaveLength(1);
    await store.close();
  });

  it('beyond the bound loses the oldest, says so, and makes their minutes ones in which nobody looked', async () => {
    const step = fc.record({
      what: fc.constantFrom('track', 'track', 'minute', 'live'),
      camera: fc.constantFrom('east', 'reeds'),
      lasts: fc.integer({ min: 0, max: 200 }),
      refused: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { store, refuse, allow } = await refusingStore();
        const mostBytes = 8 * weightOf(trackFact(track('t', T, T)));
        const { queue, clock } = facts(store, { mostBytes });
        const told: Track[] = [];
        const minutes: { camera: string; minute: number }[] = [];
        for (const [i, { what, camera, lasts, refused }] of steps.entries()) {
          const now = T + i * MINUTE;
          if (refused) refuse(how);
          else allow();
          if (what === 'minute') {
            // A minute is told when it is over.
            minutes.push({ camera, minute: now - MINUTE });
            queue.add(minuteFact(now - MINUTE, camera));
          } else {
            const one = track(`t${i}`, now - lasts * SECOND, now, { camera });
            told.push(one);
            queue.add(trackFact(what === 'live' ? alive(one) : one));
            if (what === 'live') queue.add(trackFact(one));
          }
          clock.now += 5 * SECOND;
          await all(queue);
        }
        allow();
        clock.now += 5 * SECOND;
        await all(queue);
        const gone = told.filter(({ id }) => !store.tracks.get(id));
        const lost = queue.losses.take();
        expect(lost?.facts.track ?? 0).toBe(gone.length);
        for (const { camera, minute } of minutes) {
          const stored = store.effort.between(minute, minute + 1, camera).length > 0;
          // Whatever was stored before its track was told and lost could not know of it: a track is told within its minutes.
          const within = gone.some(
            (one) => one.camera === camera && one.startAt < minute + MINUTE && one.endAt >= minute,
          );
          const early = gone.some(
            (one) => one.camera === camera && one.startAt < minute + MINUTE && one.endAt > minute + MINUTE,
          );
          if (within && !early) expect(stored).toBe(false);
        }
        expect(queue.waiting).toBe(0);
        await store.close();
      }),
      { numRuns: 40 },
    );
  });
});
