import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CameraState } from '../../../src/base/domain.ts';
import { SiteClock } from '../../../src/base/site-clock.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import { rederive } from '../../../src/count/record/rederive.ts';
import { Retention } from '../../../src/count/record/retention.ts';
import { gaps } from '../../../src/count/tally/gaps.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { type SavingStore as Store, tempStore } from '../store/temp.ts';
import { aTrack, T } from '../store/values.ts';
import { called, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';

const DAY = 24 * HOUR;
const clock = new SiteClock('Asia/Shanghai');
const GAP = MINUTE;

let store: Store;
beforeEach(async () => {
  store = await tempStore();
});

/** Sweeps until nothing goes any more. */
async function sweepAll(keeps: ConstructorParameters<typeof Retention>[1], now: number): Promise<number> {
  const retention = new Retention(store, keeps, clock);
  let all = 0;
  for (let gone = 1; gone > 0; all += gone) gone = await retention.sweep(now);
  return all;
}

describe('paths of old tracks', () => {
  it('are thinned to a few points, from which the same visits are derived', async () => {
    const folding = new Folding(store, GAP, new Repeats({ clock: String }), { timeZone: clock.zone });
    // One that wanders, one too weak to count, a stone that is seen three times, and one that stands there over a midnight.
    const path = (from: number, to: number, score: number, walks: number) =>
      Array.from({ length: 200 }, (_, i) => {
        const at = Math.round(from + ((to - from) * i) / 199);
        const box = { x: 0.2 + walks * Math.sin(i / 30), y: 0.4 + walks * Math.cos(i / 17), w: 0.1, h: 0.1 };
        return { at, box, score: score + 0.1 * Math.sin(i) };
      });
    const long = (id: string, from: number, to: number, score: number, walks: number, more: object = {}) => {
      const whole = track(id, from, to, { path: path(from, to, score, walks), hits: 150, looks: 200, ...more });
      return called(whole, 'ardea-cinerea');
    };
    const midnight = clock.at(T).end;
    const all = [
      long('wanders', T, T + 100 * SECOND, 0.8, 0.2),
      long('weak', T + HOUR, T + HOUR + 100 * SECOND, 0.3, 0.2, { hits: 90 }),
      ...[3, 5, 7].map((hours) =>
        long(`stone-${hours}`, T + hours * HOUR, T + hours * HOUR + MINUTE, 0.8, 0, { moved: false }),
      ),
      long('night', midnight - HOUR, midnight + HOUR, 0.8, 0.1),
    ];
    for (const one of all) {
      await store.saveTrack(one);
      await folding.tracks([one], [], one.endAt);
      await folding.advance(one.endAt + 2 * GAP);
    }
    expect(
      store.visits
        .list({ limit: 99 })
        .map(({ status }) => status)
        .sort(),
    ).toEqual([...['counted', 'counted', 'counted'], ...['set-aside', 'set-aside', 'set-aside', 'set-aside']]);
    const rule = { gapMs: GAP, clock: String, timeZone: clock.zone };
    expect(rederive(store, rule, T + 40 * DAY)).toMatchObject({ changed: [], gone: [] });
    expect(store.tracks.get('wanders')!.path).toHaveLength(200);
    expect(await sweepAll({ pathsMs: 30 * DAY }, T + 30 * DAY)).toBe(0);
    expect(await sweepAll({ pathsMs: 30 * DAY }, midnight + 2 * DAY + 30 * DAY)).toBe(6);
    const thin = store.tracks.get('wanders')!;
    expect(thin.path.length).toBeLessThanOrEqual(8);
    expect(thin.path[0]!.at).toBe(T);
    expect(thin.path.at(-1)!.at).toBe(T + 100 * SECOND);
    expect(thin.whole!.score).toBeCloseTo(0.8, 1);
    expect(rederive(store, rule, T + 40 * DAY)).toMatchObject({ after: 7, changed: [], gone: [] });
  });
});

describe('states of a camera', () => {
  it('are thinned to those that tell the same gaps', async () => {
    const states: readonly CameraState[] = ['starting', 'watching', 'frozen', 'down', 'stopped'];
    const step = fc.record({
      second: fc.integer({ min: 0, max: 3 * 24 * 3600 }),
      state: fc.constantFrom(...states),
      code: fc.constantFrom('refused' as const, 'stalled' as const),
    });
    const start = Math.floor(T / DAY) * DAY;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 3 * 1440 }), { minLength: 1, maxLength: 200 }),
        async (steps, minutes) => {
          store = await tempStore();
          const place = { place: '', station: 'east', latitude: 0, longitude: 0, habitat: '' };
          await store.write(({ cameras, effort, deployments }) => {
            deployments.put({ id: 'd', camera: 'east', startAt: start, ...place }, start);
            for (const { second, state, code } of [...steps].sort((a, b) => a.second - b.second)) {
              const cause = state === 'down' && { cause: { code, message: 'no' } };
              cameras.put({ camera: 'east', at: start + second * SECOND, state, ...cause });
            }
            for (const minute of new Set(minutes)) {
              const part = { frames: 300, dropped: 0, watchedSeconds: 60 };
              effort.put({ camera: 'east', minute: start + minute * MINUTE, ...part });
            }
          });
          const asked = [
            [start, start + 3 * DAY],
            [start + 7 * HOUR + 12_345, start + 2 * DAY + 99_999],
          ] as const;
          const told = () => Promise.all(asked.map(([from, to]) => gaps(store, 'east', from, to)));
          const before = await told();
          await sweepAll({ statesMs: 10 * DAY }, start + 20 * DAY);
          expect(await told()).toEqual(before);
          const left = store.cameras.states('east', start, start + 9 * DAY).length;
          expect(left).toBeLessThanOrEqual(steps.length);
          await store.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('that flap all day while the camera watches leave one a day', async () => {
    const start = Math.floor(T / DAY) * DAY;
    await store.write(({ cameras, effort }) => {
      for (let minute = 0; minute < 1440; minute++) {
        effort.put({ camera: 'east', minute: start + minute * MINUTE, frames: 1, dropped: 0, watchedSeconds: 30 });
        cameras.put({ camera: 'east', at: start + minute * MINUTE, state: minute % 2 ? 'watching' : 'down' });
      }
    });
    await sweepAll({ statesMs: 10 * DAY }, start + 20 * DAY);
    expect(store.cameras.states('east', start, start + DAY)).toHaveLength(1);
  });
});

describe('deliveries', () => {
  it('that are over go when they are old, and those that wait stay', async () => {
    await store.saveTrack(aTrack('t'));
    await store.write(({ alerts, deliveries }) => {
      const alert = {
        id: 'a',
        reason: 'protected',
        taxon: 'grus-grus',
        visit: 'v',
        track: 't',
        camera: 'east',
      } as const;
      alerts.put({ ...alert, at: T, changedAt: T, state: 'unconfirmed', individuals: 1, score: 0.9 });
      for (const at of [T, T + 1, T + 9 * DAY]) deliveries.put({ alert: 'a', channel: 'webhook', news: 'new', at });
      const [first, , last] = deliveries.ofAlert('a');
      for (const over of [first!, last!]) deliveries.putState({ ...over, state: 'delivered', attempts: 1, triedAt: T });
    });
    expect(await sweepAll({ deliveriesMs: 2 * DAY }, T + 10 * DAY)).toBe(1);
    expect(store.deliveries.ofAlert('a').map(({ state, at }) => [state, at])).toEqual([
      ['waiting', T + 1],
      ['delivered', T + 9 * DAY],
    ]);
    expect(store.alerts.get('a')).toBeDefined();
  });
});

describe('pictures and clips with people', () => {
  const shown = (id: string, at: number, blurred: boolean, type: 'crop' | 'clip' = 'crop') => {
    return { id, camera: 'east', type, at, file: `${id}.x`, sha256: id, bytes: 1, blurred };
  };
  const add = (...of: Parameters<typeof shown>) => store.addMedia(shown(...of));
  const gone = (...ids: string[]) => ids.filter((id) => store.media.get(id)?.gone);

  it('go after their time, those of others stay, and both are told', async () => {
    await store.write(({ media }) => {
      for (let i = 0; i < 450; i++) media.put(shown(`bird-${i}`, T + i, false));
    });
    await add('old', T + 1000, true);
    await add('clip', T + 1000, true, 'clip');
    await add('new', T + 3 * DAY, true);
    const retention = new Retention(store, { peopleMs: 7 * DAY }, clock);
    let now = T + 8 * DAY;
    for (let i = 0; i < 5; i++) await retention.sweep(now++);
    expect(gone('old', 'clip', 'new', 'bird-0', 'bird-449')).toEqual(['old', 'clip']);
    const why = 'after 7 days, for people were wiped out of it';
    expect(store.media.get('old')).toMatchObject({ sha256: 'old', gone: { why } });
    expect(store.room.leaving().sort()).toEqual(['clip.x', 'old.x']);
    await add('late', T, true);
    now = T + 11 * DAY;
    for (let i = 0; i < 8; i++) {
      await retention.sweep(now);
      now += MINUTE + 1;
    }
    expect(gone('new', 'late')).toEqual(['new', 'late']);
  });

  it('go at once where none are to be kept', async () => {
    await add('old', T, true);
    expect(await new Retention(store, { peopleMs: 0 }, clock).sweep(T + 1)).toBe(1);
    expect(store.media.get('old')?.gone?.why).toBe('for people were wiped out of it');
  });
});
