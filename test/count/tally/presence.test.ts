import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Basis, Review, Track, Visit } from '../../../src/base/domain.ts';
import { SiteClock } from '../../../src/base/site-clock.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import { countedAs } from '../../../src/count/review/basis.ts';
import { PARTS } from '../../../src/count/review/parts.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import type { DailyRule } from '../../../src/count/tally/rule.ts';
import { slotsOf } from '../../../src/count/tally/slots.ts';
import { tally } from '../../../src/count/tally/tally.ts';
import { maxN } from '../../../src/count/visit/max-n.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { told } from '../record/told.ts';
import { tempStore } from '../store/temp.ts';
import { alive, called, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';

const ZONE = 'Europe/Berlin';
const RULE: DailyRule = { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' };
const SITE = { timeZone: ZONE, listed: () => true };
/** Six hours before the hour that Berlin has twice, in the evening before. */
const EVENING = Date.parse('2025-10-25T18:00:00Z');
const SLOT = 10 * MINUTE;
const HERON = 'ardea-cinerea';
const MALLARD = 'anas-platyrhynchos';

/** Each second of a track that a visit holds, cut at its day; the slow way. */
function slotsByHand(visit: Visit, tracks: readonly Track[]) {
  const spans = tracks
    .filter(({ id }) => visit.tracks.includes(id))
    .map(({ startAt, endAt }) => ({ startAt: Math.max(startAt, visit.startAt), endAt: Math.min(endAt, visit.endAt) }));
  const rows: { slot: number; most: number; seconds: number }[] = [];
  for (let slot = Math.floor(visit.startAt / SLOT) * SLOT; slot <= visit.endAt; slot += SLOT) {
    let seconds = 0;
    for (let at = slot; at < slot + SLOT; at += SECOND)
      if (spans.some(({ startAt, endAt }) => startAt <= at && at < endAt)) seconds++;
    if (seconds === 0) continue;
    // Those that are beside each other in the slot, by what is beside them at any of its seconds.
    const there = spans.filter(({ startAt, endAt }) => startAt < slot + SLOT && endAt > slot);
    const most = Math.max(
      ...Array.from({ length: 600 }, (_, second) => slot + second * SECOND).map((at) => {
        return there.filter(({ startAt, endAt }) => startAt <= at && endAt - Math.min(800, (endAt - startAt) / 4) > at)
          .length;
      }),
    );
    rows.push({ slot, most: Math.max(1, most), seconds });
  }
  return rows;
}

/** Presence by hour, counted again from tracks and from what each visit counts as. */
function recount(store: Store, tracks: readonly Track[], basis: Basis) {
  const rows = new Map<string, { seconds: number; most: number; days: Set<number> }>();
  for (const reviewed of store.visits.page({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 999 })) {
    const counted = countedAs(reviewed, basis);
    if (!counted || reviewed.visit.clock) continue;
    const slots = slotsByHand(reviewed.visit, tracks);
    const fullest = Math.max(...slots.map(({ most }) => most));
    for (const { slot, most, seconds } of slots) {
      const local = DateTime.fromMillis(slot, { zone: ZONE });
      const key = `${local.hour} ${counted.taxon}`;
      const known = rows.get(key) ?? { seconds: 0, most: 0, days: new Set() };
      const settled = ['confirmed', 'corrected'].includes(reviewed.outcome?.status ?? '') && basis !== 'machine';
      const seen = settled && most === fullest ? counted.individuals : Math.min(most, counted.individuals);
      known.days.add(local.startOf('day').toMillis());
      rows.set(key, { ...known, seconds: known.seconds + seconds, most: Math.max(known.most, seen) });
    }
  }
  return [...rows].map(([key, { days, ...row }]) => `${key} ${JSON.stringify({ ...row, days: days.size })}`).sort();
}

function kept(store: Store, basis: Basis) {
  const as = Object.fromEntries(store.sums.taxa().map((taxon) => [taxon, taxon]));
  return store.sums
    .presence({ from: 0, to: Number.MAX_SAFE_INTEGER, by: ['hour', 'taxon'], parts: PARTS[basis], as })
    .map(({ hour, taxon, seconds, most, days }) => `${hour} ${taxon} ${JSON.stringify({ seconds, most, days })}`)
    .sort();
}

const aTrack = fc.record({
  from: fc.nat(14 * 60),
  minutes: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 600 })),
  taxon: fc.constantFrom(HERON, MALLARD, 'aves'),
  /** Whether the clock was right, never was, or was set while the track lived. */
  clock: fc.constantFrom('right', 'right', 'right', 'doubtful', 'set'),
});
const aDecision = fc.record({
  which: fc.nat(30),
  action: fc.constantFrom('confirm', 'correct', 'reject', 'uncertain'),
  taxon: fc.constantFrom(HERON, MALLARD),
  individuals: fc.integer({ min: 1, max: 4 }),
});

describe('presence', () => {
  it('is in slots of the site: the most at once, and the seconds in which anybody was there', () => {
    const clock = new SiteClock('Asia/Kathmandu');
    // 6:00 in Kathmandu, 5 h 45 min ahead of UTC: slots begin at 15 minutes past UTC's hour.
    const six = Date.parse('2025-05-03T00:15:00Z');
    const spans = [
      { startAt: six + 9 * MINUTE, endAt: six + 21 * MINUTE },
      { startAt: six + 15 * MINUTE, endAt: six + 16 * MINUTE },
    ];
    expect(slotsOf(spans, clock)).toEqual([
      { slot: six, most: 1, seconds: 60 },
      { slot: six + SLOT, most: 2, seconds: 600 },
      { slot: six + 2 * SLOT, most: 1, seconds: 60 },
    ]);
    expect(slotsOf([{ startAt: six, endAt: six }], clock)).toEqual([{ slot: six, most: 1, seconds: 0 }]);
    expect(slotsOf([{ startAt: six - MINUTE, endAt: six }], clock)).toHaveLength(1);
  });

  it('is what a recount from the tracks gives, after any corrections, over a change of clocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aTrack, { maxLength: 10 }),
        fc.array(aDecision, { maxLength: 8 }),
        async (given, decisions) => {
          const store = await tempStore();
          await keepDaily(store, RULE);
          const folding = new Folding(store, 60 * SECOND, new Repeats({ clock: String }), SITE);
          const tracks = given.map(({ from, minutes, taxon, clock }, n) => {
            const startAt = EVENING + from * MINUTE;
            const one = called(track(`t${n}`, startAt, startAt + minutes * MINUTE), taxon);
            return clock === 'doubtful' ? { ...one, clock } : one;
          });
          for (const one of [...tracks].sort((a, b) => a.startAt - b.startAt)) {
            await folding.advance(one.startAt);
            const middle = one.startAt + Math.floor((one.endAt - one.startAt) / 2000) * SECOND;
            const set = given[tracks.indexOf(one)]!.clock === 'set' && ({ clock: 'doubtful' } as const);
            await told(store, folding, [{ ...alive(one), endAt: middle, ...set }], [], middle);
            await told(store, folding, [one], [], one.endAt);
          }
          await folding.advance(EVENING + 48 * HOUR);
          const visits = () => store.visits.page({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 999 });
          for (const [n, { which, action, taxon, individuals }] of decisions.entries()) {
            const all = visits();
            const on = all[which % Math.max(1, all.length)]?.visit;
            if (!on) continue;
            const first = tracks.find(({ id }) => id === on.tracks[0])!;
            const review: Review = {
              ...{ id: `r${n}`, visit: on.id, track: first.id, at: EVENING + n, by: 'Lin', action },
              ...(first.startAt < on.startAt && { since: on.startAt }),
              ...(action === 'correct' && { taxon, individuals }),
            };
            await store.write(({ reviews }) => reviews.put(review));
          }
          for (const basis of ['best', 'machine', 'reviewed'] as const)
            expect(kept(store, basis), basis).toEqual(recount(store, tracks, basis));
          // The same is told from sums, from slots and from tracks.
          const query = { from: EVENING + 3 * HOUR, to: EVENING + 20 * HOUR, zone: ZONE, period: 'day' } as const;
          const rows = tally(store, { ...query, by: ['taxon', 'hour'] });
          const plain = { ...store, sums: { ...bound(store.sums), rule: () => undefined } };
          const bare = { ...plain, effort: store.effort, presence: store.presence, countable: store.countable };
          const apart = tally(bare, { ...query, by: ['taxon', 'hour'] });
          const facts = (all: typeof rows) =>
            all.map(({ maxIndividuals, presentHours, daysPresent, taxon, hour, startAt }) => {
              return {
                maxIndividuals,
                presentHours: presentHours && Math.round(presentHours * 3600),
                daysPresent,
                taxon,
                hour,
                startAt,
              };
            });
          expect(facts(apart)).toEqual(facts(rows));
          await keepDaily(store, { ...RULE, intervalMinutes: 90 });
          expect(kept(store, 'best')).toEqual(recount(store, tracks, 'best'));
          await store.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves nothing in an hour that a visit no longer reaches once a track of it turned out to be of another', async () => {
    const store = await tempStore();
    await keepDaily(store, RULE);
    const folding = new Folding(store, 60 * SECOND, new Repeats({ clock: String }), SITE);
    // A bird that nobody named goes on where a heron was, into a new day and its second hour, and is a mallard by what follows.
    const heron = called(track('heron', EVENING + 225 * MINUTE, EVENING + 241 * MINUTE), HERON);
    const bird = called(track('bird', EVENING + 241 * MINUTE, EVENING + 301 * MINUTE), 'aves');
    const mallard = called(track('mallard', EVENING + 301 * MINUTE, EVENING + 302 * MINUTE), MALLARD);
    for (const one of [heron, bird, mallard]) await told(store, folding, [one], [], one.endAt);
    await folding.advance(EVENING + 10 * HOUR);
    expect(kept(store, 'best')).toEqual([
      '0 anas-platyrhynchos {"seconds":3540,"most":1,"days":1}',
      '0 ardea-cinerea {"seconds":60,"most":1,"days":1}',
      '1 anas-platyrhynchos {"seconds":120,"most":1,"days":1}',
      '23 ardea-cinerea {"seconds":900,"most":1,"days":1}',
    ]);
    await store.close();
  });

  it('says on how many days and in which hours a heron was there that stood for three', async () => {
    const store = await tempStore();
    await keepDaily(store, RULE);
    const folding = new Folding(store, 60 * SECOND, new Repeats({ clock: String }), SITE);
    const end = EVENING + 50 * HOUR;
    await told(store, folding, [called(track('h', EVENING, end), HERON)], [], end);
    await folding.advance(end + HOUR);
    const range = { from: EVENING - 24 * HOUR, to: end + HOUR, zone: ZONE } as const;
    const [whole] = tally(store, { ...range, period: 'half-year', by: [], within: HERON });
    // Four hours of the 25th, all 25 of the 26th, and the 27th until 21:00.
    expect(whole).toMatchObject({ visits: 3, records: 1, daysPresent: 3, maxIndividuals: 1, presentHours: 50 });
    const days = tally(store, { ...range, period: 'day', by: [], within: HERON });
    expect(days.map(({ daysPresent, presentHours }) => [daysPresent, presentHours])).toEqual([
      ...[
        [null, null],
        [1, 4],
        [1, 25],
        [1, 21],
      ],
    ]);
    const hours = tally(store, { ...range, period: 'half-year', by: ['hour'], within: HERON });
    expect(hours.map(({ presentHours }) => presentHours)).toEqual([
      ...[2, 2, 3, ...Array(17).fill(2), 3, 2, 2, 2].map((hours, hour) => (hour === 20 ? 3 : hour > 20 ? 2 : hours)),
    ]);
    const hourly = tally(store, { ...range, period: 'hour', by: [], within: HERON });
    expect(hourly.filter(({ presentHours }) => presentHours === 1)).toHaveLength(50);
    await store.close();
  });

  it('of a rejected visit is none, and comes back when that is undone', async () => {
    const store = await tempStore();
    await keepDaily(store, RULE);
    const folding = new Folding(store, 60 * SECOND, new Repeats({ clock: String }), SITE);
    await told(store, folding, [called(track('h', EVENING, EVENING + HOUR), HERON)], [], EVENING + HOUR);
    await folding.advance(EVENING + 2 * HOUR);
    const said = (id: string, more: Pick<Review, 'action'> & Partial<Review>) =>
      store.write(({ reviews }) =>
        reviews.put({ id, visit: 'v-h', track: 'h', at: EVENING + 3 * HOUR + id.length, by: 'Lin', ...more }),
      );
    const was = kept(store, 'best');
    expect(was).toHaveLength(1);
    await said('r', { action: 'reject' });
    expect(kept(store, 'best')).toEqual([]);
    await said('rr', { action: 'undo', undoes: 'r' });
    expect(kept(store, 'best')).toEqual(was);
    expect(maxN(store.tracks.ofVisit('v-h'))).toBe(1);
    await store.close();
  });
});

/** The methods of an object, to be spread. */
function bound(sums: Store['sums']) {
  return {
    sums: sums.sums.bind(sums),
    presence: sums.presence.bind(sums),
    effort: sums.effort.bind(sums),
    taxa: sums.taxa.bind(sums),
    cameras: sums.cameras.bind(sums),
  };
}
