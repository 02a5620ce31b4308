import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelWatch } from '../../../src/box/models/model-watch.ts';
import {
  keptOn,
  type ModelState,
  NO_STATE,
  promoted,
  rolledBack,
  takenBackLately,
} from '../../../src/box/models/state.ts';
import { judgeWatch, otherwise, type WatchRules, type WatchSeen } from '../../../src/box/models/watch-rules.ts';
import { aTrack, aVerdict } from '../../count/store/values.ts';
import { eventually } from '../../patience.ts';

const HOUR = 3_600_000;
const RULES: WatchRules = { ms: 24 * HOUR, mostErrors: 5, mostSlower: 2, mostOtherwise: 0.5, leastTracks: 4 };
const GOOD: WatchSeen = {
  ...{ elapsed: HOUR, errors: 0, latency: { before: 1, after: 1.2 } },
  taxa: { before: ['a', 'a', 'b', 'b'], after: ['a', 'b', 'b', 'b'] },
};

describe('a model that was put into use', () => {
  it('is watched for its time, and kept then', () => {
    expect(judgeWatch(RULES, GOOD)).toEqual({ is: 'watched' });
    expect(judgeWatch(RULES, { ...GOOD, elapsed: 24 * HOUR })).toMatchObject({ is: 'kept' });
  });

  it.each<[string, Partial<WatchSeen>]>([
    ['looks failed', { errors: 6 }],
    ['2.1 times as long', { latency: { before: 1, after: 2.1 } }],
    [
      '0 % of tracks have a name',
      { taxa: { before: ['a', 'b', 'c', 'd'], after: [undefined, undefined, undefined, undefined] } },
    ],
    ['75 % of names', { taxa: { before: ['a', 'a', 'a', 'a'], after: ['a', 'b', 'c', 'd'] } }],
  ])('is taken back where it does worse: %s', (why, worse) => {
    expect(judgeWatch(RULES, { ...GOOD, ...worse })).toEqual({ is: 'rolled-back', why: expect.stringContaining(why) });
  });

  it('is not judged by what too few tracks or measures tell', () => {
    const few = {
      latency: { before: undefined, after: 9 },
      taxa: { before: ['a', 'a', 'a'], after: ['b', 'b', 'b', 'b'] },
    };
    expect(judgeWatch(RULES, { ...GOOD, ...few })).toEqual({ is: 'watched' });
  });

  it('has a mix that differs from itself by nothing, from another by at most all, both ways alike', () => {
    const taxa = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    fc.assert(
      fc.property(taxa, taxa, (one, two) => {
        expect(otherwise(one, one)).toBe(0);
        const moved = otherwise(one, two);
        expect(moved).toBeCloseTo(otherwise(two, one));
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

/** Watching of a state in memory. */
function watching(state: ModelState, called: (at: number) => string) {
  const done: string[] = [];
  let now = 1000;
  let held = state;
  const watch = new ModelWatch({
    ...{ rules: RULES, log: { info: () => undefined, warn: () => undefined }, now: () => now },
    turnover: {
      state: async () => held,
      keep: async (id, why) => {
        held = keptOn(held, id, { at: now, why });
      },
      rollBack: async (id, why, alone = false) => {
        held = rolledBack(held, id, { at: now, why, alone });
      },
    },
    tracks: (from, to) =>
      [10, 20, 30, 40, 2000, 2001, 2002, 2003]
        .filter((at) => at >= from && at <= to)
        .map((at) => aTrack(`t${at}`, { verdict: aVerdict({ taxon: called(at) }) })),
    audited: async (what, subject, why, work) => {
      done.push(`${what} ${subject}: ${why}`);
      await work();
    },
  });
  const at = (time: number) => {
    now = time;
  };
  return { watch, done, at, state: () => held };
}

describe('watching models', () => {
  const used = promoted(NO_STATE, { id: 'planes', version: 3 }, { at: 1000, why: 'by Lin' });

  it('keeps one that does as well as before', async () => {
    const box = watching(used, () => 'anas-crecca');
    await box.watch.look();
    expect(box.state().lines.planes!.watch).toEqual({ at: 1000 });
    box.at(1000 + 24 * HOUR);
    await box.watch.look();
    expect(box.state().lines.planes).toMatchObject({ present: 3, previous: 0 });
    expect(box.state().lines.planes!.watch).toBeUndefined();
    expect(box.state().lines.planes!.steps.at(-1)).toMatchObject({ what: 'kept', alone: true });
    expect(box.done).toEqual([]);
  });

  it('takes one back that names otherwise, writes who did it, and has people hear of it for a day', async () => {
    const box = watching(used, (at) => (at < 1000 ? 'anas-crecca' : 'aythya-baeri'));
    await box.watch.look();
    expect(box.done).toEqual([]);
    box.at(5000);
    await box.watch.look();
    expect(box.done).toEqual([expect.stringMatching(/^roll back a model by itself planes-3: 100 % of names/)]);
    expect(box.state().lines.planes).toMatchObject({ present: 0 });
    expect(takenBackLately(box.state(), 6000, 24 * HOUR)).toContain('planes-3');
    expect(takenBackLately(box.state(), 5000 + 24 * HOUR, 24 * HOUR)).toBeUndefined();
    // It is over where somebody puts one into use again.
    const again = promoted(box.state(), { id: 'planes', version: 4 }, { at: 7000, why: 'by Lin' });
    expect(takenBackLately(again, 7001, 24 * HOUR)).toBeUndefined();
  });

  it('counts looks that fail, and no other trouble', async () => {
    const box = watching(used, () => 'anas-crecca');
    await box.watch.look();
    const trouble = (message: string) => box.watch.take({ type: 'trouble', camera: 'east', message });
    for (let i = 0; i < 9; i++) trouble('cut clip east: no segment');
    await box.watch.look();
    expect(box.done).toEqual([]);
    for (let i = 0; i < 5; i++) box.watch.take({ type: 'failed-look', camera: 'east' });
    await box.watch.look();
    expect(box.done).toEqual([]);
    // The one that is too many has it taken back at once.
    box.watch.processEnded();
    await eventually(() => expect(box.state().lines.planes!.present).toBe(0));
    expect(box.done).toEqual([expect.stringContaining('6 looks failed')]);
  });

  it('measures how long frames wait before and after', async () => {
    const box = watching(used, () => 'anas-crecca');
    const wait = (seconds: number) => {
      for (let i = 0; i < 60; i++) box.watch.take({ type: 'latency', camera: 'east', seconds });
    };
    wait(0.1);
    await box.watch.look();
    wait(0.15);
    await box.watch.look();
    expect(box.done).toEqual([]);
    for (let i = 0; i < 9; i++) wait(0.3);
    await box.watch.look();
    expect(box.done).toEqual([expect.stringContaining('times as long as before')]);
  });

  it('takes nothing that was measured after a start of the box for what was before the model', async () => {
    const box = watching(used, () => 'anas-crecca');
    const wait = (seconds: number) => {
      for (let i = 0; i < 60; i++) box.watch.take({ type: 'latency', camera: 'east', seconds });
    };
    box.watch.start();
    await box.watch.stop();
    wait(0.1);
    await box.watch.look();
    for (let i = 0; i < 9; i++) wait(0.3);
    await box.watch.look();
    expect(box.done).toEqual([]);
  });
});
