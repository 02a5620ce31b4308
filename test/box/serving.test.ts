import { rm } from 'node:fs/promises';
import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Shown, serverDeps } from '../../src/box/serving.ts';
import { openAlerts } from '../../src/tell/alert/open.ts';
import { outboxEvent } from '../../src/tell/server/shapes/event.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVerdict, aVisit, T } from '../count/store/values.ts';

const DAY = 86_400_000;

describe('what the API asks of a box', () => {
  let deps: ReturnType<typeof serverDeps>;
  let store: Store;
  let database: string;
  beforeEach(async () => {
    database = await tempFile();
    store = await tempStore(database);
    const pool = {
      model: 'yolox-nano@e8af0749',
      detectors: [{ id: 'yolox-nano@e8af0749' }],
      classifiers: [{ id: 'birds@350fcd8c', kinds: ['bird'] }],
      status: [{ state: 'running', restarts: 0 }],
    };
    // Only what is asked of a box here: a whole one has processes and cameras.
    const shown = {
      config: { site: { site: { name: 'East', timeZone: 'Asia/Shanghai' } }, cameras: [] },
      ...{ store, database, startedAt: T, statuses: new Map(), troubles: { all: [] } },
      pool: () => pool,
      detectors: () => new Map(),
      second: () => undefined,
      failure: () => undefined,
      watchers: () => [{ cameras: ['east'], state: 'down', restarts: 2, cause: 'it hung' }],
      unlooked: () => ['east'],
      heldUp: { worst: () => ({ at: T, seconds: 7.5 }) },
      onCamera: () => () => {},
    } as unknown as Shown;
    deps = serverDeps(shown, new Registry());
    await store.saveVisit(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1'] }), 'new', T, [
      aTrack('t1', { verdict: aVerdict() }),
    ]);
    await store.saveVisit(aVisit('b', { taxon: 'anatidae', review: ['off-list'] }), 'new', T);
    await store.saveVisit(aVisit('c', { taxon: 'ardea-cinerea' }), 'new', T);
  });

  it('is what is within a taxon, in lists and in tallies', async () => {
    const idsOf = (filter: object) => deps.visits({ ...filter, limit: 9 }).map(({ visit }) => visit.id);
    expect(idsOf({ taxon: 'anatidae' })).toEqual(['b', 'a']);
    expect(idsOf({ taxon: 'anas' })).toEqual(['a']);
    expect(idsOf({ taxon: 'aves' })).toEqual(['c', 'b', 'a']);
    expect(idsOf({ taxon: 'aves', review: true })).toEqual(['b']);
    await store.saveVisit(aVisit('d', { taxon: 'leucogeranus-leucogeranus' }), 'new', T);
    await store.saveVisit(aVisit('e', { taxon: 'grus-grus' }), 'new', T);
    expect(idsOf({ protection: true })).toEqual(['e', 'd']);
    expect(idsOf({ protection: 1, taxon: 'aves' })).toEqual(['d']);
    expect(idsOf({ protection: 2, taxon: 'anatidae' })).toEqual([]);
    const day = { by: [], period: 'day', basis: 'best', from: T - DAY / 2, to: T + DAY / 2 } as const;
    const counted = (taxon: string) => deps.tallies({ ...day, taxon }).reduce((sum, row) => sum + (row.visits ?? 0), 0);
    expect([counted('anatidae'), counted('aves'), counted('cygnus')]).toEqual([2, 5, 0]);
  });

  it('is what happened to visits, and what alerts opened of them', async () => {
    const close = openAlerts(store, { timeZone: 'Asia/Shanghai', listed: () => true, channels: {} });
    await store.saveVisit(aVisit('crane', { taxon: 'grus-grus', startAt: T + 1000 }), 'new', T + 1000);
    close();
    const { events, next } = deps.eventsAfter(3, 9);
    expect(next).toBe(store.events.last());
    expect(events.map(({ type }) => type)).toEqual(['alert.new', 'alert.new', 'visit.new']);
    const [first] = events.map((event) => outboxEvent(event, deps));
    expect(first).toMatch(/^id: 4\nevent: alert.new\ndata: .*"reason":"first-of-year".*"state":"unconfirmed"/);
    const [alert] = deps.alerts({ limit: 1 });
    expect(deps.alert(alert!.id)).toEqual({ alert, deliveries: [] });
  });

  it('is why a track is called so, and what is known of its taxon', () => {
    expect(deps.visit('a')?.tracks[0]?.verdict).toEqual(aVerdict());
    expect(deps.taxa('绿头鸭', 1)).toMatchObject([{ id: 'anas-platyrhynchos', english: 'Mallard' }]);
    expect(deps.above('anas-platyrhynchos').map(({ rank }) => rank)).toEqual(['genus', 'family', 'order', 'class']);
  });

  it('is its health, also where the file of the database was taken away', async () => {
    expect(deps.health().store).toEqual({ ok: true, bytes: expect.any(Number) });
    await rm(database);
    expect(deps.health().store).toEqual({ ok: false, message: expect.stringContaining('ENOENT') });
  });

  it('is which of its parts hang, and at which cameras nobody looks', () => {
    expect(deps.health()).toMatchObject({
      watchers: [{ cameras: ['east'], state: 'down', restarts: 2, message: 'it hung' }],
      unlooked: ['east'],
      heldUp: { at: T, seconds: 7.5 },
    });
  });

  it('is which models it runs', () => {
    expect(deps.health().models).toMatchObject([
      { id: 'yolox-nano@e8af0749', task: 'detect' },
      { id: 'birds@350fcd8c', task: 'classify', kinds: ['bird'] },
    ]);
  });
});
