import { afterEach, describe, expect, it } from 'vitest';
import type { CameraStatus, FromWatcher, Track } from '../../../src/base/domain.ts';
import { Recorder } from '../../../src/count/record/recorder.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { unwatched } from '../../../src/see/watch/unwatched.ts';
import { eventually } from '../../patience.ts';
import { type Refusal, refusingStore } from '../store/refusing.ts';
import { tempFile } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, called, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A recorder that runs on a real file, with a clock that goes on by itself and by hand. */
async function running(store: Store, more: { mostBytes?: number } = {}) {
  const clock = { ahead: 0 };
  const log: [object, string][] = [];
  const options = {
    ...{ gapMs: MINUTE, clock: String, facts: more },
    monotonic: () => performance.now() + clock.ahead,
  };
  const recorder = new Recorder(store, options, { warn: (...line) => log.push(line) });
  await recorder.start();
  ends.push(async () => {
    await recorder.stop();
    await store.close();
  });
  return { recorder, clock, log, words: () => log.map(([, message]) => message) };
}
const tell = (tracks: readonly Track[], withdrawn: readonly string[] = []): FromWatcher => {
  const [{ camera, endAt: at } = { camera: 'east', endAt: T }] = tracks;
  return { type: 'tracks', camera, at, tracks, withdrawn };
};
const effort = (minute: number): FromWatcher => ({
  type: 'effort',
  part: { camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 },
});

describe.each<Refusal>(['full', 'read-only'])('a disk that is %s', (how) => {
  it('for hours, then takes again: counting goes on by itself, and nothing is missing', async () => {
    const { store, refuse, allow } = await refusingStore();
    const { recorder, words } = await running(store);
    recorder.take(tell([alive(track('before', T - HOUR, T - HOUR))]));
    await eventually(() => expect(store.visits.get('v-before')).toBeDefined());
    refuse(how);
    const down: CameraStatus = {
      ...unwatched('east', T),
      state: 'down',
      cause: { code: 'stalled', message: 'silent' },
    };
    const at = (i: number) => T + i * 2 * MINUTE;
    for (let i = 0; i < 1_000; i++) {
      recorder.take(tell([track(`t${i}`, at(i), at(i) + SECOND)]));
      recorder.take(effort(at(i)));
    }
    for (let i = 0; i < 5; i++) recorder.take({ type: 'status', status: down });
    await eventually(() => expect(recorder.failure).toMatch(/; \d+ facts wait in memory/));
    allow();
    await eventually(() => expect(store.visits.get('v-t999')).toMatchObject({ closed: true }));
    expect(recorder.failure).toBeUndefined();
    expect(recorder.remarks).toBeUndefined();
    expect(store.visits.list({ limit: 2_000 })).toHaveLength(1_001);
    expect(store.effort.total('east', T, at(1_000))).toMatchObject({ watchedSeconds: 60_000 });
    expect(store.cameras.states('east', T, T + 1)).toMatchObject([{ state: 'down' }]);
    expect(words()).toContain('could not store; facts wait in memory');
    await eventually(() => expect(words()).toContain('the disk takes facts again'));
  });

  it('for longer than memory lasts: what was lost is told, and is time in which nobody looked', async () => {
    const { store, refuse, allow } = await refusingStore();
    const { recorder, clock, log } = await running(store, { mostBytes: 30_000 });
    refuse('read-only');
    for (let i = 0; i < 60; i++) {
      recorder.take(tell([track(`t${i}`, T + i * MINUTE, T + i * MINUTE + SECOND)]));
      recorder.take(effort(T + i * MINUTE));
    }
    await eventually(() => expect(recorder.failure).toBeDefined());
    allow();
    await eventually(() => expect(store.tracks.get('t59')).toBeDefined());
    const stored = store.tracks.page(undefined, 99).map(({ id }) => Number(id.slice(1)));
    const looked = store.effort.between(T, T + 60 * MINUTE).map(({ minute }) => (minute - T) / MINUTE);
    expect(stored.length).toBeLessThan(60);
    expect(looked.filter((minute) => !stored.includes(minute))).toEqual([]);
    clock.ahead += 2 * MINUTE;
    await eventually(() =>
      expect(recorder.remarks).toMatch(/^\d+ facts were lost, and their minutes count as not looked/),
    );
    const lost = log.find(([, message]) => message.startsWith('facts were lost'))?.[0];
    expect(lost).toMatchObject({ facts: { track: 60 - stored.length }, from: T });
  });

  it('keeps nothing from starting, nor from stopping', async () => {
    const file = await tempFile();
    const first = await refusingStore(file);
    await first.store.write(({ tracks }) => tracks.put(alive(track('left', T, T + SECOND))));
    await first.store.close();
    const { store, refuse, allow } = await refusingStore(file);
    refuse('read-only');
    const { recorder } = await running(store);
    expect(recorder.failure).toMatch(/cannot be written/);
    allow();
    await eventually(() => expect(store.tracks.get('left')).toMatchObject({ ended: 'interrupted' }));
    await eventually(() => expect(store.visits.get('v-left')).toMatchObject({ closed: true }));
    refuse(how);
    for (let i = 0; i < 300; i++) recorder.take(tell([track(`t${i}`, T, T + SECOND)]));
    await recorder.stop();
    expect(recorder.failure).toBeDefined();
  });
});

describe('a fact that is wrong in itself', () => {
  it('is told, and costs no other fact', async () => {
    const { store } = await refusingStore();
    const { recorder, words } = await running(store);
    const bad = { ...track('bad', T, T + SECOND), endAt: T - SECOND };
    recorder.take(tell([track('a', T, T + SECOND), bad, called(track('b', T, T + SECOND), 'anas-crecca')]));
    await eventually(() => expect(store.visits.list({ limit: 9 }).map(({ id }) => id)).toEqual(['v-b', 'v-a']));
    recorder.take(tell([track('c', T + HOUR, T + HOUR + SECOND)]));
    await eventually(() => expect(store.visits.get('v-c')).toBeDefined());
    expect(words()).toEqual(['a fact is wrong in itself and was set aside']);
    expect(recorder.failure).toBeUndefined();
    expect(recorder.remarks).toMatch(/^1 facts were set aside, the last one: .*CHECK constraint failed/);
  });
});

describe('a track', () => {
  const live = (id: string, camera: string) => alive(track(id, T, T + SECOND, { camera }));
  const over = { ended: 'interrupted', endAt: T + SECOND };

  it('ends with the watcher of its camera, and its visit closes; another camera goes on', async () => {
    const { store } = await refusingStore();
    const { recorder } = await running(store);
    recorder.take(tell([live('a', 'east')]));
    recorder.take(tell([live('b', 'reeds')]));
    await eventually(() => expect(store.visits.open()).toHaveLength(2));
    recorder.cameraEnded('east');
    recorder.take(tell([live('a', 'east')]));
    await eventually(() => expect(store.visits.get('v-a')).toMatchObject({ closed: true }));
    expect(store.tracks.get('a')).toMatchObject(over);
    expect(store.tracks.get('b')?.ended).toBeUndefined();
    expect(store.visits.open().map(({ id }) => id)).toEqual(['v-b']);
  });

  it('of which nobody speaks for minutes ends, whatever became of its watcher', async () => {
    const { store } = await refusingStore();
    const { recorder, clock } = await running(store);
    recorder.take(tell([live('a', 'east')]));
    await eventually(() => expect(store.visits.open()).toHaveLength(1));
    clock.ahead += 6 * MINUTE;
    await eventually(() => expect(store.visits.get('v-a')).toMatchObject({ closed: true }));
    expect(store.tracks.live()).toEqual([]);
  });

  it('that an earlier run left ends at a start: of a camera that is no more, and where the clock is behind', async () => {
    const ahead = Date.now() + 400 * 24 * HOUR;
    const { store } = await refusingStore();
    await store.write(({ tracks }) => {
      tracks.put(live('removed', 'no-more'));
      tracks.put(alive(track('future', ahead, ahead + SECOND)));
    });
    await running(store);
    expect(store.tracks.live()).toEqual([]);
    expect(store.tracks.get('future')).toMatchObject({ ended: 'interrupted', endAt: ahead + SECOND });
    expect(store.visits.open()).toEqual([]);
    expect(store.visits.list({ limit: 9 }).map(({ id, closed }) => [id, closed])).toEqual([
      ['v-future', true],
      ['v-removed', true],
    ]);
  });
});
