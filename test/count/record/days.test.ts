import { beforeEach, describe, expect, it } from 'vitest';
import { Folding } from '../../../src/count/record/folding.ts';
import { apply, rederive } from '../../../src/count/record/rederive.ts';
import { storeReview } from '../../../src/count/record/reviews.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { records } from '../../../src/count/tally/records.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { type SavingStore as Store, tempStore } from '../store/temp.ts';
import { alive, called, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';
import { restarted, told } from './told.ts';

const ZONE = 'Asia/Shanghai';
const SITE = { timeZone: ZONE, listed: () => true };
const RULE = { gapMs: 60 * SECOND, clock: String, ...SITE };
/** A midnight of Shanghai. */
const MAY = Date.parse('2025-04-30T16:00:00Z');
const DAY = 24 * HOUR;
const HERON = 'ardea-cinerea';

/** A heron that comes ten minutes before midnight and stands there. */
const heron = (endAt: number) => called(track('h', MAY - 10 * MINUTE, endAt), HERON);

let store: Store;
let folding: Folding;
beforeEach(async () => {
  store = await tempStore();
  await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  folding = newFolding();
});

const newFolding = () => new Folding(store, RULE.gapMs, new Repeats({ clock: String }), SITE);
const all = () => store.visits.page({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 99 });
const stands = async (until: number) => {
  for (let at = MAY - 5 * MINUTE; at <= until; at += 7 * HOUR) await told(store, folding, [alive(heron(at))], [], at);
  await told(store, folding, [heron(until)], [], until);
  await folding.advance(until + 2 * MINUTE);
};

describe('a heron that stands for three days', () => {
  it('is a visit of each day, and one record', async () => {
    await stands(MAY + 2 * DAY + HOUR);
    expect(all().map(({ visit }) => [visit.id, visit.continues, visit.closed])).toEqual([
      ['v-h', undefined, true],
      ['v-h-20250501', 'v-h', true],
      ['v-h-20250502', 'v-h-20250501', true],
      ['v-h-20250503', 'v-h-20250502', true],
    ]);
    const range = { from: MAY - DAY, to: MAY + 9 * DAY };
    expect(store.countable.between('east', range.from, range.to).map(({ independent }) => independent)).toEqual([
      ...[true, false, false, false],
    ]);
    const rule = { intervalMinutes: 30, compare: 'lastIndependentRecord' } as const;
    const query = { ...range, ...rule, zone: ZONE, basis: 'best' as const, stations: {} };
    expect(await records(store, query)).toMatchObject([{ taxon: HERON, records: 1, visits: 4, daysPresent: 4 }]);
    const ended = store.events.after(0).filter(({ type }) => type === 'visit.end');
    expect(ended.map(({ body }) => ('id' in body ? body.id : ''))).toEqual(all().map(({ visit }) => visit.id));
  });

  it('is reviewed day by day: what a person says of one part changes no other', async () => {
    await stands(MAY + DAY + HOUR);
    const say = async (visit: string, taxon: string) => {
      const { version } = store.visits.reviewed(visit)!;
      await storeReview(store, { visit, by: 'Lin', action: 'correct', taxon }, version, MAY + 3 * DAY);
    };
    await say('v-h-20250501', 'grus-grus');
    expect(all().map(({ outcome }) => outcome?.taxon)).toEqual([undefined, 'grus-grus', undefined]);
    // The heron before midnight, the crane after it, and the heron again: three records.
    expect(store.countable.between('east', 0, MAY + 9 * DAY).map(({ independent }) => independent)).toEqual([
      ...[true, true, true],
    ]);
    await say('v-h', 'grus-grus');
    expect(all().map(({ outcome }) => outcome?.taxon)).toEqual(['grus-grus', 'grus-grus', undefined]);
    expect(store.countable.between('east', 0, MAY + 9 * DAY).map(({ independent }) => independent)).toEqual([
      ...[true, false, true],
    ]);
    // Derived again under another zone, each decision goes to the part in which its time lies.
    const there = rederive(store, { ...RULE, timeZone: 'Asia/Tokyo' }, MAY + 5 * DAY);
    await store.write((tables) => apply(tables, there, MAY + 5 * DAY));
    expect(all().map(({ visit, outcome }) => [visit.startAt - MAY, outcome?.taxon])).toEqual([
      [-10 * MINUTE, 'grus-grus'],
      [23 * HOUR, undefined],
    ]);
  });

  it('has its pictures day by day, and one of before where a day has none', async () => {
    await stands(MAY + DAY + HOUR);
    const crop = (id: string, at: number) => ({
      ...{ id, camera: 'east', track: 'h', type: 'crop' as const, at, file: id, sha256: id, bytes: 1, blurred: false },
      score: 0.5,
    });
    await store.addMedia(crop('m1', MAY - MINUTE));
    await store.addMedia(crop('m2', MAY + HOUR));
    expect(all().map(({ visit: { id } }) => store.media.ofVisit(id).map((media) => media.id))).toEqual([
      ...[['m1'], ['m2'], []],
    ]);
    expect(store.media.bestCrop('v-h-20250501')?.id).toBe('m2');
    expect(store.media.bestCrop('v-h-20250502')?.id).toBeDefined();
  });

  it('is the same after a restart on its third day, and when it is derived again', async () => {
    const another = called(track('b', MAY + HOUR, MAY + 2 * HOUR), HERON);
    for (let at = MAY - 5 * MINUTE; at < MAY + 2 * DAY + HOUR; at += 7 * HOUR) {
      await told(store, folding, [alive(heron(at)), ...(at > MAY && at < MAY + DAY ? [another] : [])], [], at);
      await folding.advance(at);
    }
    await folding.flush();
    const before = all().map(({ visit }) => ({ ...visit, closed: true }));
    folding = newFolding();
    await restarted(store, folding, MAY + 2 * DAY + 3 * HOUR);
    await folding.advance(MAY + 2 * DAY + 3 * HOUR);
    expect(all().map(({ visit }) => visit)).toEqual(before);
    expect(before[1]).toMatchObject({ id: 'v-h-20250501', individuals: 2, tracks: ['h', 'b'] });
    const again = rederive(store, RULE, MAY + 5 * DAY);
    expect([again.changed, again.gone]).toEqual([[], []]);
  });

  it('is cut at the next start where it was stored as one visit, before visits were cut', async () => {
    folding = new Folding(store, RULE.gapMs, new Repeats({ clock: String }));
    await told(store, folding, [alive(heron(MAY + 2 * DAY + HOUR))], [], MAY + 2 * DAY + HOUR);
    expect(all()).toHaveLength(1);
    folding = newFolding();
    await restarted(store, folding, MAY + 2 * DAY + 2 * HOUR);
    expect(all().map(({ visit }) => [visit.id, visit.closed])).toEqual([
      ['v-h', true],
      ['v-h-20250501', true],
      ['v-h-20250502', true],
      ['v-h-20250503', true],
    ]);
  });
});
