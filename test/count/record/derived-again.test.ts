import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track, Visit } from '../../../src/base/domain.ts';
import { Folding, type FoldingSite } from '../../../src/count/record/folding.ts';
import type { TrackNews } from '../../../src/count/store/events.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { refusingStore } from '../store/refusing.ts';
import { tempFile } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, called, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';
import { told } from './told.ts';

const DAY = 24 * HOUR;
const GAP = MINUTE;

/** A folding whose clock the test moves, and what it complained of. */
function aFolding(store: Store, site: FoldingSite = {}) {
  const clock = { now: 0 };
  const complaints: string[] = [];
  const hooks = {
    monotonic: () => clock.now,
    failed: (_: object, error: unknown) => complaints.push(String(error)),
  };
  return { folding: new Folding(store, GAP, new Repeats(), site, hooks), clock, complaints };
}

/** The database refuses to store any visit of a taxon, as it would one that is wrong in itself. */
function refuseVisitsOf(db: Database, taxon: string) {
  for (const event of ['INSERT', 'UPDATE'])
    db.exec(`CREATE TRIGGER no_${event} BEFORE ${event} ON visits WHEN NEW.taxon = '${taxon}'
      BEGIN SELECT RAISE(ABORT, 'not this visit'); END`);
  return () => db.exec('DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE');
}
const events = (store: Store) =>
  store.events
    .after(0, 999)
    .flatMap(({ type, body }) => (type.startsWith('visit.') ? [`${type} ${(body as Visit).id}`] : []));
const unfolded = (store: Store) => store.tracks.unfolded(99).map(({ id }) => id);

describe('a track that cannot be folded', () => {
  const zoneOf = (broken: { now: boolean }) => (camera: string) => {
    if (broken.now && camera === 'broken') throw new Error('no such zone');
    return undefined;
  };
  const one = (id: string, at: number, camera = 'east') => track(id, at, at + SECOND, { camera });

  it('is stored, is told once, and holds up no other; it is folded when that can be done', async () => {
    const { store } = await refusingStore();
    const broken = { now: true };
    const { folding, clock, complaints } = aFolding(store, { zoneOf: zoneOf(broken) });
    await told(store, folding, [one('good', T), one('bad', T, 'broken')], [], T);
    for (let s = 2; s < 9; s++)
      await told(store, folding, [alive(track('bad', T, T + s * SECOND, { camera: 'broken' }))], [], T + s * SECOND);
    await told(store, folding, [one('next', T + HOUR)], [], T + HOUR);
    await folding.advance(T + 2 * HOUR);
    expect(store.visits.list({ limit: 9 }).map(({ id }) => id)).toEqual(['v-next', 'v-good']);
    expect(store.tracks.get('bad')).toMatchObject({ endAt: T + SECOND });
    expect(complaints.filter((why) => why.includes('no such zone'))).toHaveLength(2);
    await folding.flush();
    expect(unfolded(store)).toEqual(['bad']);
    broken.now = false;
    await folding.advance(T + 2 * HOUR);
    expect(store.visits.get('v-bad')).toBeUndefined();
    clock.now += 11 * MINUTE;
    await folding.advance(T + 2 * HOUR + SECOND);
    expect(store.visits.get('v-bad')).toMatchObject({ closed: true });
    await folding.flush();
    expect(unfolded(store)).toEqual([]);
    await store.close();
  });

  it('is folded by a later run, also after many days, with what was around it then and nothing else', async () => {
    const file = await tempFile();
    const first = await refusingStore(file);
    const broken = { now: true };
    const { folding } = aFolding(first.store, { zoneOf: zoneOf(broken) });
    await told(first.store, folding, [one('early', T, 'broken')], [], T);
    broken.now = false;
    await told(
      first.store,
      folding,
      [one('near', T + 30 * SECOND, 'broken'), one('other', T + 40 * SECOND)],
      [],
      T + MINUTE,
    );
    await folding.advance(T + HOUR);
    await told(first.store, folding, [one('days later', T + 9 * DAY, 'broken')], [], T + 9 * DAY);
    await folding.advance(T + 10 * DAY);
    await folding.flush();
    const before = events(first.store);
    await first.store.close();

    const { store } = await refusingStore(file);
    await aFolding(store).folding.recover(T + 30 * DAY);
    expect(store.visits.get('v-early')).toMatchObject({ tracks: ['early', 'near'], closed: true });
    expect(events(store).slice(before.length)).toEqual([
      'visit.new v-early',
      'visit.end v-early',
      'visit.withdrawn v-near',
    ]);
    const second = aFolding(store).folding;
    await second.recover(T + 31 * DAY);
    expect(events(store)).toHaveLength(before.length + 3);
    await second.flush();
    expect(unfolded(store)).toEqual([]);
    await store.close();
  });
});

describe('a visit that the store refuses', () => {
  it('holds up no other and no track, and is told from its beginning to its end once it can be', async () => {
    const { store, db } = await refusingStore();
    const { folding, clock } = aFolding(store);
    const allow = refuseVisitsOf(db, 'grus-grus');
    await told(store, folding, [called(track('crane', T, T + SECOND), 'grus-grus'), track('b', T, T + SECOND)], [], T);
    await told(store, folding, [track('c', T + HOUR, T + HOUR + SECOND)], [], T + HOUR);
    await folding.advance(T + 2 * HOUR);
    expect(store.visits.list({ limit: 9 }).map(({ id }) => id)).toEqual(['v-c', 'v-b']);
    expect(store.tracks.get('crane')).toBeDefined();
    allow();
    clock.now += 6 * MINUTE;
    await folding.advance(T + 2 * HOUR + SECOND);
    expect(events(store).filter((told) => told.endsWith('crane'))).toEqual(['visit.new v-crane', 'visit.end v-crane']);
    await folding.flush();
    expect(unfolded(store)).toEqual([]);
    await store.close();
  });

  it('is folded by the next run where this one ends before', async () => {
    const file = await tempFile();
    const { store, db } = await refusingStore(file);
    const { folding } = aFolding(store);
    refuseVisitsOf(db, 'grus-grus');
    await told(store, folding, [called(track('crane', T, T + SECOND), 'grus-grus')], [], T);
    await folding.flush();
    expect(unfolded(store)).toEqual(['crane']);
    db.exec('DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE');
    await store.close();
    const next = await refusingStore(file);
    await aFolding(next.store).folding.recover(T + 90 * DAY);
    expect(next.store.visits.get('v-crane')).toMatchObject({ taxon: 'grus-grus', closed: true });
    await next.store.close();
  });
});

describe('a clock that is behind at a start', () => {
  it('opens nothing again that was closed, and closes what was open', async () => {
    const file = await tempFile();
    const first = await refusingStore(file);
    const { folding } = aFolding(first.store);
    await told(first.store, folding, [track('done', T - HOUR, T - HOUR + SECOND)], [], T - HOUR);
    await folding.advance(T);
    await told(first.store, folding, [alive(track('live', T, T + SECOND))], [], T);
    await folding.flush();
    await first.store.close();
    const { store } = await refusingStore(file);
    await aFolding(store).folding.recover(T - 365 * DAY);
    expect(events(store)).toEqual([
      ...['visit.new v-done', 'visit.end v-done'],
      ...['visit.new v-live', 'visit.end v-live'],
    ]);
    await store.close();
  });
});

describe('visits', () => {
  it('are what the stored tracks fold to, and the events tell no other, whatever failed and whenever it started again', async () => {
    const step = fc.record({
      what: fc.constantFrom(
        'track',
        'track',
        'track',
        'live',
        'double',
        'advance',
        'restart',
        'full',
        'free',
        'bad',
        'good',
      ),
      id: fc.nat(5),
      taxon: fc.constantFrom('grus-grus', 'grus', 'anas-crecca'),
      after: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const { store, db, refuse, allow } = await refusingStore();
        // The midnight of the site lies within: visits are cut there.
        const site = { timeZone: 'UTC' };
        let { folding, clock } = aFolding(store, site);
        let free = () => undefined as unknown;
        let now = T - 10 * MINUTE;
        const starts = new Map<number, number>();
        for (const { what, id, taxon, after } of steps) {
          now += after * SECOND;
          clock.now += after * SECOND;
          const startAt = starts.get(id) ?? now - SECOND;
          const state = called(track(`t${id}`, startAt, now), taxon);
          const known = store.tracks.get(`t${id}`)?.ended;
          if (what === 'track' || what === 'live') {
            if (known) continue;
            starts.set(id, startAt);
            const tracks: Track[] = [what === 'live' ? alive(state) : state];
            // The disk may refuse what is derived after it took the facts.
            await store
              .write((tables) => tables.tracks.put(tracks[0]!))
              .then(
                () => folding.tracks(tracks, [], now),
                () => undefined,
              );
          }
          if (what === 'double' && known !== undefined)
            await store
              .write((tables) => tables.tracks.putDouble(`t${id}`))
              .then(
                () => folding.tracks([], [`t${id}`], now),
                () => undefined,
              );
          if (what === 'advance') await folding.advance(now);
          if (what === 'full') refuse('read-only');
          if (what === 'free') allow();
          if (what === 'good') {
            allow();
            free();
            free = () => undefined;
          }
          if (what === 'bad') {
            allow();
            free();
            free = refuseVisitsOf(db, 'grus-grus');
          }
          if (what === 'restart') {
            ({ folding, clock } = aFolding(store, site));
            await folding.recover(now);
          }
        }
        allow();
        free();
        const left = store.tracks.live().map((one): Track => ({ ...one, ended: 'interrupted' }));
        await told(store, folding, left, [], now);
        for (let i = 0; i < 3; i++) {
          clock.now += HOUR;
          await folding.advance(now + HOUR + i);
        }
        await folding.flush();
        const tracks = store.tracks.page(undefined, 99);
        const byTrack = (visit: Visit) => ({ ...visit, review: [], tracks: [...visit.tracks].sort() });
        const byId = (a: Visit, b: Visit) => (a.id < b.id ? -1 : 1);
        const wanted = foldAll(tracks, { gapMs: GAP, repeats: new Repeats(), ...site })
          .map(byTrack)
          .sort(byId);
        expect(store.visits.list({ limit: 99 }).map(byTrack).sort(byId)).toEqual(wanted);
        expect(unfolded(store)).toEqual([]);

        // A receiver that hears only of events has the same visits, each begun once and none told of after it was taken back.
        const receiver = new Map<string, Visit>();
        for (const { type, body } of store.events.after(0, 9_999)) {
          if (!type.startsWith('visit.')) continue;
          const {
            version: _,
            trackCount,
            joined,
            left,
            ...visit
          } = body as Omit<Visit, 'tracks'> & TrackNews & { version: number };
          const were = receiver.get(visit.id)?.tracks;
          expect(were !== undefined).toBe(type !== 'visit.new');
          const tracks = [...(were ?? []).filter((track) => !left.includes(track)), ...joined];
          if (type === 'visit.withdrawn') receiver.delete(visit.id);
          else {
            expect(tracks).toHaveLength(trackCount);
            receiver.set(visit.id, { ...visit, tracks });
          }
        }
        expect([...receiver.values()].map(byTrack).sort(byId)).toEqual(wanted);
        await store.close();
      }),
      { numRuns: 60 },
    );
  });
});
