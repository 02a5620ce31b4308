import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import type { Change } from '../../../src/count/store/change.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { rebuild } from '../../../src/count/tally/rebuild.ts';
import { type DailyRule, ruleText } from '../../../src/count/tally/rule.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import { hearing } from '../../tell/alert/values.ts';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, aVisit, T } from './values.ts';

const RULE: DailyRule = { timeZone: 'UTC', stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' };
const MINUTE = 60_000;

const refuse = () => {
  throw new Error('not this one');
};
const visit = (store: Store, id: string, more: object = {}) =>
  store.write(({ tracks, visits }) => {
    tracks.put(aTrack(`t-${id}`));
    visits.put(aVisit(id, { tracks: [`t-${id}`], ...more }), 'new', T);
  });
const minute = (store: Store, at: number) =>
  store.write(({ effort }) => effort.put({ camera: 'east', minute: at, frames: 9, dropped: 0, watchedSeconds: 50 }));

describe('a follower', () => {
  it('hears of visits as they were and are, of reviews and of minutes, in the order in which followers came', async () => {
    const store = await tempStore();
    const heard: [string, Change][] = [];
    const stop = store.follow({ name: 'first', take: (change) => heard.push(['first', change]) });
    store.follow({ name: 'second', take: (change) => heard.push(['second', change]) });
    await visit(store, 'v1');
    expect(heard.map(([who]) => who)).toEqual(['first', 'second']);
    expect(heard[0]![1]).toMatchObject({ of: 'visit', before: undefined, after: { visit: { id: 'v1' } }, at: T });
    const review: Review = { id: 'r1', visit: 'v1', track: 't-v1', at: T + 1, by: 'Lin', action: 'reject' };
    await store.write(({ reviews }) => reviews.put(review));
    expect(heard.at(-1)![1]).toMatchObject({ after: { outcome: { status: 'rejected' } } });
    await minute(store, T);
    await minute(store, T);
    expect(heard.at(-1)![1]).toMatchObject({ of: 'effort', before: { frames: 9 }, after: { frames: 18 } });
    stop();
    const before = heard.length;
    await minute(store, T);
    expect(heard.slice(before).map(([who]) => who)).toEqual(['second']);
  });

  it('is told of commits after they are durable, once each', async () => {
    const store = await tempStore();
    const seen: number[] = [];
    const stop = store.follow({ name: 'reader', committed: () => seen.push(store.events.last()) });
    await Promise.all([visit(store, 'v1'), visit(store, 'v2')]);
    stop();
    await visit(store, 'v3');
    expect(seen).toEqual([2]);
  });

  it('that fails undoes only what it wrote, never a fact, and no other follower', async () => {
    const store = await tempStore();
    const others: string[] = [];
    store.follow({
      name: 'broken',
      take: (_, { deployments }) => {
        const place = { place: '', station: 'e', latitude: 0, longitude: 0, habitat: '' };
        deployments.put({ id: 'half', camera: 'east', startAt: T, ...place }, T);
        refuse();
      },
    });
    store.follow({ name: 'other', take: ({ of }) => others.push(of) });
    await visit(store, 'v1');
    await store.write(({ reviews }) =>
      reviews.put({ id: 'r1', visit: 'v1', track: 't-v1', at: T, by: 'Lin', action: 'confirm' }),
    );
    await minute(store, T);
    expect(store.visits.reviewed('v1')?.outcome?.status).toBe('confirmed');
    expect(store.effort.between(T, T + 1)).toHaveLength(1);
    expect(store.deployments.all()).toEqual([]);
    expect(others).toEqual(['visit', 'visit', 'effort']);
  });

  it('is asked again for what it missed until it succeeds, also after a restart', async () => {
    const file = await tempFile();
    const first = await tempStore(file);
    const take = refuse;
    first.follow({ name: 'careless', take });
    await visit(first, 'v1');
    await visit(first, 'v2');
    await first.close();

    const store = await tempStore(file);
    const asked: string[] = [];
    let broken = true;
    store.follow({
      name: 'careless',
      take,
      again: (subject) => {
        asked.push(subject);
        if (broken && subject === 'v1') refuse();
      },
    });
    expect((await store.catchUp(T)).map(String)).toEqual(['Error: not this one']);
    broken = false;
    expect(await store.catchUp(T)).toEqual([]);
    expect(await store.catchUp(T)).toEqual([]);
    expect(asked).toEqual(['v1', 'v2', 'v1']);
  });
});

describe('tallies', () => {
  /** What the sums are, and what a recount from the facts says that they should be. */
  async function keptAndRecounted(store: Store) {
    const all = () => [
      store.sums.sums({ from: 0, to: 2 * T, by: ['day', 'taxon', 'hour'], parts: ['plain'], as: { aves: 'aves' } }),
      store.sums.effort(0, 2 * T, true),
    ];
    const kept = all();
    await store.write((tables) => rebuild(tables, RULE, ruleText(RULE)));
    return [kept, all()];
  }

  it('that could not follow are out of date at once, and after catching up what a recount gives, in any order', async () => {
    const step = fc.record({
      what: fc.constantFrom('visit', 'minute', 'withdraw', 'catch up'),
      id: fc.nat(3),
      n: fc.integer({ min: 1, max: 5 }),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const store = await tempStore();
        await keepDaily(store, RULE);
        let failing = false;
        // What comes behind the tallies cannot reach them; what fails inside them is tried through their own table.
        const daily = await store.write((tables) => tables.daily);
        const put = daily.put.bind(daily);
        const putEffort = daily.putEffort.bind(daily);
        daily.put = (part) => (failing ? refuse() : put(part));
        daily.putEffort = (part) => (failing ? refuse() : putEffort(part));
        for (const { what, id, n, fails } of steps) {
          failing = fails;
          const known = store.visits.get(`v${id}`);
          if (what === 'visit') await visit(store, `v${id}`, { individuals: n, startAt: T + id * MINUTE });
          else if (what === 'minute') await minute(store, T + id * MINUTE);
          else if (what === 'catch up') await store.catchUp(T);
          else if (known) await store.write(({ visits }) => visits.withdraw(known, T));
        }
        failing = false;
        await store.catchUp(T);
        expect(store.sums.rule()).toBe(ruleText(RULE));
        const [kept, recounted] = await keptAndRecounted(store);
        expect(kept).toEqual(recounted);
        await store.close();
      }),
      { numRuns: 25 },
    );
  });

  it('are out of date after a change that nobody followed', async () => {
    const store = await tempStore();
    await store.write((tables) => rebuild(tables, RULE, ruleText(RULE)));
    expect(store.sums.rule()).toBeDefined();
    await minute(store, T);
    expect(store.sums.rule()).toBeUndefined();
    expect(await keepDaily(store, RULE)).toBe(true);
  });
});

describe('alerts', () => {
  it('that could not be written with their visit are opened later, once', async () => {
    const store = await tempStore();
    openAlerts(store, { timeZone: 'UTC', listed: () => false, channels: hearing('webhook') });
    const alerts = await store.write((tables) => tables.alerts);
    const put = alerts.put.bind(alerts);
    alerts.put = refuse;
    await visit(store, 'v1', { taxon: 'grus-grus' });
    expect(store.visits.get('v1')).toBeDefined();
    expect(store.alerts.list({ limit: 9 })).toEqual([]);
    alerts.put = put;
    expect(await store.catchUp(T + 9)).toEqual([]);
    expect(await store.catchUp(T + 9)).toEqual([]);
    const reasons = store.alerts.list({ limit: 9 }).map(({ reason, changedAt }) => [reason, changedAt]);
    expect(reasons.sort()).toEqual([
      ['first-for-site', T + 9],
      ['protected', T + 9],
    ]);
  });
});

describe('what reads a store', () => {
  it('cannot write outside of a transaction, however it came by the tables', async () => {
    const store = await tempStore();
    await visit(store, 'v1');
    const writable = store.tracks as unknown as { put(track: object): void };
    expect(() => writable.put(aTrack('t9'))).toThrow(/outside of a transaction. Use store.write/);
    const kept = await store.write((tables) => tables);
    expect(() => kept.visits.put(aVisit('v9'), 'new', T)).toThrow(/outside of a transaction/);
    expect(() => kept.effort.put({ camera: 'e', minute: T, frames: 1, dropped: 0, watchedSeconds: 1 })).toThrow(
      /outside of a transaction/,
    );
    expect([store.tracks.get('t9'), store.visits.get('v9')]).toEqual([undefined, undefined]);
    expect(store.events.last()).toBe(1);
  });
});
