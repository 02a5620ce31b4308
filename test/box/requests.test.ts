import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../src/box/answers.ts';
import { exported } from '../../src/box/exporting.ts';
import { FORMATS } from '../../src/tell/export/formats.ts';
import { readingHere } from '../../src/tell/server/reading.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { readConfig } from './fixture.ts';

const DAY = 86_400_000;
const EVER = { from: Date.parse('0000-01-01T00:00:00Z'), to: Date.parse('9999-12-31T23:59:59Z') };

let store: Store;
let database: string;
beforeEach(async () => {
  database = await tempFile();
  store = await tempStore(database);
  await store.saveVisit(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1'] }), 'end', T, [aTrack('t1')]);
  await store.saveVisit(aVisit('b', { taxon: 'ardea-cinerea', startAt: T + DAY, endAt: T + DAY + 9000 }), 'end', T);
  await store.addEffort({ camera: 'east', minute: T - (T % 60_000), frames: 300, dropped: 0, watchedSeconds: 60 });
});

describe('a question about ten thousand years', () => {
  /** The store, and how often it was asked. */
  function counted() {
    const count = { asked: 0 };
    const counting = <T extends object>(table: T): T =>
      new Proxy(table, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key, target);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]) => {
            count.asked += 1;
            return value.apply(target, given);
          };
        },
      });
    const { visits, tracks, reviews, media, effort, deployments, cameras, countable, sums, alerts, presence } = store;
    const tables = { visits, tracks, reviews, media, effort, deployments, cameras, countable, sums, alerts, presence };
    const watched = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, counting(table)]));
    return { count, reader: { ...watched, visit: (id: string) => store.visit(id) } as unknown as Store };
  }

  async function askedFor(range: { from: number; to: number }, path: string, more: object): Promise<number> {
    const { count, reader } = counted();
    const reading = readingHere(
      answers(readConfig(database), reader, () => T + 2 * DAY),
      () => T + 2 * DAY,
    );
    const query = { ...range, ...more };
    await reading.answer({ path, long: true, input: { params: { queue: 'random' }, query } }, AbortSignal.any([]));
    return count.asked;
  }

  it.each([
    ['/api/v1/visits', { hour: 5, limit: 50 }],
    ['/api/v1/tallies', { by: ['taxon', 'camera'], period: 'year', basis: 'best' }],
    ['/api/v1/presence', { basis: 'best', domestic: 'apart' }],
    ['/api/v1/records', { interval: 30, compare: 'lastRecord', apart: 'station', basis: 'best' }],
    ['/api/v1/review/queues', { share: 1, seed: '' }],
    ['/api/v1/review/queues/{queue}', { share: 1, seed: '', limit: 5, decided: 'true' }],
  ])('asks the store no more than one about the time that was recorded: %s', async (path, more) => {
    const recorded = { from: T - DAY, to: T + 2 * DAY };
    const least = await askedFor(recorded, path, more);
    expect(least).toBeGreaterThan(0);
    const years = { from: T - 4_000 * DAY, to: EVER.to };
    const ever = path === '/api/v1/tallies' ? { ...years, to: T + 4_000 * DAY } : EVER;
    expect(await askedFor(ever, path, more)).toBeLessThanOrEqual(least);
  });

  it.each(FORMATS.map(({ name }) => name))('exports no more days than were recorded: %s', async (name) => {
    const asked = async (range: { from: number; to: number }) => {
      const { count, reader } = counted();
      const rest = { interval: 30, compare: 'lastRecord', apart: 'station', basis: 'best', media: true } as const;
      const pieces = exported(readConfig(database), reader, name, { ...rest, ...range, precise: true }, false);
      for await (const piece of pieces) expect(piece.length).toBeGreaterThan(0);
      return count.asked;
    };
    const least = await asked({ from: T - DAY, to: T + 2 * DAY });
    // Days until now, on which nobody looked, are told of.
    expect(await asked({ ...EVER, to: T + 2 * DAY })).toBeLessThanOrEqual(least);
  });
});
