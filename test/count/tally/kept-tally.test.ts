import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/base/domain.ts';
import { effort } from '../../../src/count/tally/effort-rows.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import type { DailyRule } from '../../../src/count/tally/rule.ts';
import { type TallyKey, tally } from '../../../src/count/tally/tally.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit } from '../store/values.ts';

const HOUR = 3_600_000;
const ZONE = 'Asia/Shanghai';
/** 2025-06-28 00:00 in Shanghai, three days before the second half-year. */
const START = Date.parse('2025-06-27T16:00:00Z');
const RULE: DailyRule = { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' };

const aCount = fc.record({
  at: fc.nat(144 * 60),
  camera: fc.constantFrom('east', 'reeds'),
  taxon: fc.constantFrom('anas-platyrhynchos', 'anas-crecca', 'ardea-cinerea', 'aves'),
  individuals: fc.integer({ min: 1, max: 9 }),
  zone: fc.constantFrom(undefined, 'pool'),
  corrected: fc.boolean(),
});
const KEYS: readonly TallyKey[] = ['taxon', 'camera', 'zone', 'hour'];

describe('tallies from sums that are kept', () => {
  it('are those of the visits themselves, for any range, split and word', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aCount, { maxLength: 20 }),
        fc.subarray([...KEYS]),
        fc.constantFrom('day', 'week', 'month', 'half-year', 'year'),
        fc.constantFrom('best', 'machine', 'reviewed'),
        fc.constantFrom(undefined, 'species', 'family', 'class'),
        fc.tuple(fc.nat(144 * 60), fc.nat(144 * 60)).map((ends) => ends.sort((a, b) => a - b)),
        async (counts, by, period, basis, rank, [first = 0, last = 0]) => {
          const stores = [await tempStore(), await tempStore()] as const;
          await keepDaily(stores[0], RULE);
          for (const store of stores)
            for (const [n, { at, camera, taxon, individuals, zone, corrected }] of counts.entries()) {
              const startAt = START + at * 60_000;
              const visit = aVisit(`v${n}`, { startAt, camera, taxon, individuals, tracks: [`t${n}`] });
              await store.saveVisit(zone ? { ...visit, zone } : visit, 'end', startAt, [aTrack(`t${n}`, { startAt })]);
              await store.addEffort({
                camera,
                minute: startAt,
                frames: 1,
                dropped: 0,
                watchedSeconds: 30,
                ...(corrected && { sight: 'dark' }),
              });
              const said = { action: 'correct', taxon: 'anas-crecca', juveniles: 1 } as const;
              const review: Review = { id: `r${n}`, visit: `v${n}`, track: `t${n}`, at: startAt, by: 'Lin', ...said };
              if (corrected) await store.write(({ reviews }) => reviews.put(review));
            }
          const query = {
            from: START + first * 60_000,
            to: START + last * 60_000 + 1,
            zone: ZONE,
            period,
            by,
            basis,
            ...(rank && { rank }),
          } as const;
          const [kept, counted] = stores.map((store) => tally(store, query).map(({ records, rai, ...row }) => row));
          expect(kept).toEqual(counted);
          expect(effort(stores[0], query)).toEqual(effort(stores[1], query));
          await Promise.all(stores.map((store) => store.close()));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('give records, days and groups, with what they rest on, worked by hand', async () => {
    const store = await tempStore();
    await keepDaily(store, RULE);
    // Mallards at 0:00 (3), 0:20 (5; 20 min after, no record), 0:30 (2; a record again), and the next day (1); one teal.
    const seen = [
      [0, 3],
      [20, 5],
      [30, 2],
      [1440, 1],
    ] as const;
    for (const [minutes, individuals] of seen)
      await store.saveVisit(
        aVisit(`v${minutes}`, { taxon: 'anas-platyrhynchos', startAt: START + minutes * 60_000, individuals }),
        'end',
        START,
      );
    await store.saveVisit(aVisit('teal', { taxon: 'anas-crecca', startAt: START + 60_000 }), 'end', START);
    // Half an hour watched, a third of it in the dark.
    for (let minute = 0; minute < 30; minute++)
      await store.addEffort({
        camera: 'east',
        minute: START + minute * 60_000,
        frames: 300,
        dropped: 0,
        watchedSeconds: 60,
        sight: minute < 10 ? 'dark' : 'clear',
      });
    const range = { from: START, to: START + 48 * HOUR, zone: ZONE, period: 'half-year' } as const;
    const [genus] = tally(store, { ...range, by: ['taxon'], rank: 'genus' });
    expect(genus).toMatchObject({
      ...{ taxon: 'anas', visits: 5, records: 4, individuals: 12, maxIndividuals: 5, daysPresent: 2, reviewed: 0 },
      ...{ firstAt: START, lastAt: START + 24 * HOUR, effortHours: 0.5 },
      groups: { count: 5, smallest: 1, largest: 5 },
    });
    // 20 minutes could be seen: 20 / 1440 days; 100 x 4 / (20 / 1440) = 28,800.
    expect(genus?.effortDays).toBeCloseTo(20 / 1440, 10);
    expect(genus?.rai).toBeCloseTo(28_800, 6);
    const hours = tally(store, { ...range, by: ['hour'], within: 'anas-platyrhynchos' });
    expect(hours.map(({ visits }) => visits)).toEqual([4, ...Array(23).fill(null)]);
    const machine = tally(store, { ...range, by: [], basis: 'machine' });
    expect(machine).toMatchObject([{ visits: 5, records: null, rai: null }]);
  });
});
