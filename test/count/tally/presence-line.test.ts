import { describe, expect, it } from 'vitest';
import type { EffortMinute, Review } from '../../../src/base/domain.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { presenceLine } from '../../../src/count/tally/presence-line.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit } from '../store/values.ts';

const ZONE = 'Asia/Kathmandu';
const MINUTE = 60_000;
const SLOT = 10 * MINUTE;
/** 6:00 in Kathmandu, whose ten minutes begin at 5 minutes past UTC's. */
const SIX = Date.parse('2025-05-03T00:15:00Z');

async function filled() {
  const store = await tempStore();
  await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  /** Minutes from six, of some animals together. */
  const visit = (
    id: string,
    camera: string,
    taxon: string,
    from: number,
    to: number,
    individuals: number,
    more = {},
  ) => {
    const [startAt, endAt] = [SIX + from * MINUTE, SIX + to * MINUTE];
    const tracks = Array.from({ length: individuals }, (_, n) => aTrack(`${id}-${n}`, { startAt, endAt, camera }));
    const ids = tracks.map((one) => one.id);
    return store.saveVisit(
      aVisit(id, { camera, taxon, startAt, endAt, individuals, tracks: ids, ...more }),
      'end',
      endAt,
      tracks,
    );
  };
  await visit('a', 'east', 'ardea-cinerea', 1, 5, 2);
  // The same herons again, perhaps: not added.
  await visit('b', 'east', 'ardea-cinerea', 7, 12, 3);
  await visit('c', 'east', 'anas-platyrhynchos', 2, 4, 4);
  await visit('d', 'reeds', 'ardea-cinerea', 3, 4, 1);
  await visit('e', 'reeds', 'ardea-cinerea', 3, 4, 1, { zone: 'pool' });
  await visit('hens', 'reeds', 'gallus-gallus-domesticus', 3, 4, 1);
  await visit('f', 'reeds', 'aves', 45, 46, 6);
  const review: Review = {
    id: 'r',
    visit: 'f',
    track: 'f-0',
    at: SIX,
    by: 'Lin',
    action: 'correct',
    taxon: 'ardea-cinerea',
    individuals: 9,
  };
  await store.write(({ reviews }) => reviews.put(review));
  const minute = (camera: string, from: number, more: Partial<EffortMinute> = {}) =>
    store.addEffort({ camera, minute: SIX + from * MINUTE, frames: 300, dropped: 0, watchedSeconds: 60, ...more });
  for (let n = 0; n < 20; n++) await minute('east', n);
  await minute('reeds', 3, { watchedSeconds: 30 });
  await minute('reeds', 4, { sight: 'dark' });
  await minute('reeds', 25, { clock: 'doubtful' });
  return store;
}

describe('presence by ten minutes', () => {
  it('adds up the most at once of each camera, zone and taxon, beside the time looked', async () => {
    const store = await filled();
    const range = { from: SIX, to: SIX + 5 * SLOT, zone: ZONE };
    const line = async (more = {}) =>
      (await presenceLine(store, { ...range, ...more })).map(({ individuals, animalSeconds, lookedSeconds }) => [
        ...[individuals, animalSeconds / 60, lookedSeconds / 60],
      ]);
    expect(await line()).toEqual([
      // 3 herons and 4 mallards in the east, a heron in and one beside the pool; 2 x 4 + 3 x 3 + 4 x 2 + 1 + 1 minutes.
      [9, 27, 10.5],
      [3, 6, 10],
      [null, 0, 0],
      [null, 0, 0],
      // Nobody looked, and yet they were seen: of six, a person made nine.
      [9, 9, 0],
    ]);
    expect(await line({ within: 'ardea-cinerea', cameras: ['east'] })).toEqual([
      ...[
        [3, 17, 10],
        [3, 6, 10],
      ],
      ...[
        [null, 0, 0],
        [null, 0, 0],
        [null, 0, 0],
      ],
    ]);
    expect((await line({ basis: 'machine', to: SIX + 5 * SLOT }))[4]).toEqual([6, 6, 0]);
    expect((await line({ domestic: 'with' }))[0]).toEqual([10, 28, 10.5]);
    expect((await line({ domestic: 'only' }))[0]).toEqual([1, 1, 10.5]);
  });

  it('has every ten minutes that start in the range, over days and changed clocks', async () => {
    const store = await filled();
    const starts = async (from: number, to: number, zone = ZONE) => {
      const rows = await presenceLine(store, { from, to, zone });
      return rows.map(({ at }) => at);
    };
    expect(await starts(SIX - 1, SIX + SLOT + 1)).toEqual([SIX, SIX + SLOT]);
    expect(await starts(SIX + 1, SIX + SLOT)).toEqual([]);
    const autumn = await starts(
      Date.parse('2025-10-24T22:00:00Z'),
      Date.parse('2025-10-26T23:00:00Z'),
      'Europe/Berlin',
    );
    expect(autumn).toHaveLength(49 * 6);
    expect(new Set(autumn.map((at, index) => at - (autumn[index - 1] ?? at - SLOT)))).toEqual(new Set([SLOT]));
  });

  it('is the same from tracks where no slots are kept, and ends when nobody waits for it', async () => {
    const store = await filled();
    const query = { from: SIX - SLOT, to: SIX + 6 * SLOT, zone: ZONE };
    const { effort, presence, countable, sums } = store;
    const bare = {
      ...{ effort, presence, countable },
      sums: { taxa: () => sums.taxa(), cameras: () => sums.cameras(), presence: sums.presence, rule: () => undefined },
    };
    expect(await presenceLine(bare, query)).toEqual(await presenceLine(store, query));
    await expect(presenceLine(store, query, AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
