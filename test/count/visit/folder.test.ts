import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track, Visit } from '../../../src/base/domain.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { VisitFolder } from '../../../src/count/visit/folder.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { alive, called, MINUTE, SECOND, track } from './tracks.ts';

describe('VisitFolder', () => {
  it('opens, grows and ends a visit, under one id', () => {
    const folder = new VisitFolder();
    const bird = track('a', 0, 10 * SECOND);
    expect(folder.offer([alive(track('a', 0, SECOND))])).toMatchObject([
      { change: 'new', visit: { id: 'v-a', taxon: 'aves', individuals: 1, closed: false, status: 'counted' } },
    ]);
    expect(folder.offer([bird])).toMatchObject([{ change: 'update', visit: { id: 'v-a', endAt: 10 * SECOND } }]);
    expect(folder.offer([bird])).toEqual([]);
    expect(folder.offer([track('b', 9 * SECOND, 20 * SECOND)])).toMatchObject([
      { change: 'update', visit: { id: 'v-a', tracks: ['a', 'b'], individuals: 2 } },
    ]);
    expect(folder.advance(80 * SECOND)).toEqual([]);
    expect(folder.advance(80 * SECOND + 1)).toMatchObject([{ change: 'end', visit: { id: 'v-a', closed: true } }]);
    expect(folder.advance(90 * SECOND)).toEqual([]);
  });

  it('joins a track that starts exactly one gap later, and not one later than that', () => {
    const first = track('a', 0, SECOND);
    expect(foldAll([first, track('b', 61 * SECOND, 62 * SECOND)])).toHaveLength(1);
    expect(foldAll([first, track('b', 61 * SECOND + 1, 62 * SECOND)])).toHaveLength(2);
  });

  it('keeps an animal that stands for an hour as one open visit of one', () => {
    const folder = new VisitFolder();
    const ends: unknown[] = [];
    for (let t = 1; t <= 3600; t += 30) {
      folder.offer([alive(track('a', 0, t * SECOND))]);
      ends.push(...folder.advance(t * SECOND));
    }
    expect(ends).toEqual([]);
    expect(folder.advance(3 * 3600 * SECOND)).toEqual([]);
    expect(folder.visits()).toMatchObject([{ id: 'v-a', individuals: 1, closed: false }]);
  });

  it('keeps cameras and taxa apart, and makes no visit of people, vehicles and unconfirmed tracks', () => {
    const folder = new VisitFolder();
    folder.offer([
      track('a', 0, SECOND),
      track('b', 0, SECOND, { kind: 'mammal' }),
      track('c', 0, SECOND, { camera: 'west' }),
      track('d', 0, SECOND, { kind: 'person' }),
      track('e', 0, SECOND, { kind: 'vehicle' }),
      { ...alive(track('f', 0, SECOND)), confirmed: false },
    ]);
    expect(folder.visits().map((visit) => [visit.id, visit.taxon, visit.camera])).toEqual([
      ['v-a', 'aves', 'east'],
      ['v-b', 'mammalia', 'east'],
      ['v-c', 'aves', 'west'],
    ]);
  });

  it('merges two visits that a late track bridges: the earlier id stays, the other is withdrawn', () => {
    const folder = new VisitFolder();
    folder.offer([track('a', 0, SECOND), track('c', 2 * MINUTE, 2 * MINUTE + SECOND)]);
    folder.advance(10 * MINUTE);
    const changes = folder.offer([track('b', MINUTE, MINUTE + SECOND)]);
    expect(changes.map(({ change, visit }) => [change, visit.id])).toEqual([
      ['update', 'v-a'],
      ['withdrawn', 'v-c'],
    ]);
    expect(folder.advance(10 * MINUTE)).toMatchObject([{ change: 'end', visit: { tracks: ['a', 'b', 'c'] } }]);
  });

  it('moves a track whose kind turned out otherwise', () => {
    const folder = new VisitFolder();
    folder.offer([alive(track('a', 0, SECOND, { kind: 'mammal' }))]);
    const changes = folder.offer([track('a', 0, 2 * SECOND)]);
    expect(changes.map(({ change, visit }) => [change, visit.id, visit.taxon])).toEqual([['update', 'v-a', 'aves']]);
  });

  it('takes back a track that was another one boxed twice', () => {
    const folder = new VisitFolder();
    folder.offer([track('a', 0, 9 * SECOND), track('b', SECOND, 5 * SECOND), track('c', 5 * MINUTE, 6 * MINUTE)]);
    expect(folder.withdraw(['b'])).toMatchObject([{ change: 'update', visit: { id: 'v-a', individuals: 1 } }]);
    expect(folder.withdraw(['c'])).toMatchObject([{ change: 'withdrawn', visit: { id: 'v-c' } }]);
    expect(folder.withdraw(['unheard-of'])).toEqual([]);
  });

  it('names a visit by its verdict, and keeps the name where a later state has none', () => {
    const folder = new VisitFolder();
    folder.offer([alive(track('a', 0, SECOND))]);
    const named = folder.offer([called(alive(track('a', 0, 2 * SECOND)), 'anas')]);
    expect(named).toMatchObject([{ change: 'update', visit: { id: 'v-a', taxon: 'anas', score: 0.8 } }]);
    expect(folder.offer([track('a', 0, 3 * SECOND)])).toMatchObject([{ visit: { taxon: 'anas' } }]);
    folder.advance(5 * MINUTE);
    expect(folder.offer([called(track('a', 0, 3 * SECOND), 'anas-platyrhynchos')])).toMatchObject([
      { change: 'update', visit: { id: 'v-a', taxon: 'anas-platyrhynchos', closed: false } },
    ]);
    expect(folder.advance(5 * MINUTE)).toMatchObject([{ change: 'end', visit: { id: 'v-a' } }]);
  });

  it('moves a track that is renamed into the visit of its name, and withdraws what it leaves empty', () => {
    const folder = new VisitFolder();
    const heron = (id: string, at: number) => called(track(id, at, at + SECOND), 'ardea-cinerea');
    folder.offer([heron('a', 0), called(track('b', 0, SECOND), 'anas'), heron('c', 5 * SECOND)]);
    const changes = folder.offer([called(track('b', 0, SECOND), 'ardea-cinerea')]);
    expect(changes.map(({ change, visit }) => [change, visit.id, visit.tracks, visit.individuals])).toEqual([
      ['update', 'v-a', ['a', 'b', 'c'], 2],
      ['withdrawn', 'v-b', ['b'], 1],
    ]);
    const back = folder.offer([called(track('a', 0, SECOND), 'grus-grus')]);
    expect(back.map(({ change, visit }) => [change, visit.id, visit.taxon, visit.tracks])).toEqual([
      ['update', 'v-a', 'grus-grus', ['a']],
      ['new', 'v-b', 'ardea-cinerea', ['b', 'c']],
    ]);
  });

  it('gathers what its tracks ask to be looked at, and says which visit is a first record', () => {
    const folder = new VisitFolder({ isFirst: (taxon, at) => taxon === 'grus-grus' && at === 0 });
    folder.offer([
      called(track('a', 0, SECOND), 'grus-grus', ['out-of-season']),
      called(track('b', 0, SECOND), 'grus-grus', ['kind-conflict']),
      called(track('c', 5 * MINUTE, 6 * MINUTE), 'grus-grus'),
      called(track('d', 0, SECOND), 'emberiza-aureola'),
      called(track('e', 0, SECOND, { looks: 90 }), 'grus-grus'),
    ]);
    expect(folder.visits().map(({ id, status, review }) => [id, status, review])).toEqual([
      ['v-a', 'counted', ['kind-conflict', 'out-of-season', 'first-record']],
      ['v-d', 'counted', ['protected-1']],
      ['v-e', 'set-aside', []],
      ['v-c', 'counted', []],
    ]);
  });

  it('forgets a visit a day after its end', () => {
    const folder = new VisitFolder({ keepMs: 10 * MINUTE });
    folder.offer([track('a', 0, SECOND)]);
    folder.advance(2 * MINUTE);
    expect(folder.visits()).toHaveLength(1);
    folder.advance(11 * MINUTE);
    expect(folder.visits()).toEqual([]);
  });

  it('sets visits at a fixture aside, also the earlier ones, and counts again what moves', () => {
    const folder = new VisitFolder({ repeats: new Repeats() });
    const branch = (id: string, minute: number) =>
      track(id, minute * MINUTE, minute * MINUTE + 5 * SECOND, { moved: false });
    folder.offer([branch('a', 0), branch('b', 20)]);
    folder.advance(30 * MINUTE);
    const changes = folder.offer([branch('c', 40)]);
    expect(changes.map(({ change, visit }) => [change, visit.id, visit.status, visit.closed])).toEqual([
      ['new', 'v-c', 'set-aside', false],
      ['update', 'v-a', 'set-aside', true],
      ['update', 'v-b', 'set-aside', true],
    ]);
    expect(changes[0]!.visit.reason).toBe('same box seen 3 times since 00:00 UTC and nothing ever moved there');
    const bird = folder.offer([{ ...branch('c', 40), moved: true }]);
    expect(bird.map(({ visit }) => [visit.id, visit.status])).toEqual([
      ['v-c', 'counted'],
      ['v-a', 'counted'],
      ['v-b', 'counted'],
    ]);
  });

  /** Names on one branch, names beside it, and none. */
  const names = fc.constantFrom(
    undefined,
    'aves',
    'anatidae',
    'anas',
    'anas-platyrhynchos',
    'anas-crecca',
    'ardea-cinerea',
    'not-in-the-table',
  );

  /** Tracks of three kinds at two cameras and a few places, within twenty minutes. */
  const someTracks = fc
    .array(
      fc.record({
        startAt: fc.integer({ min: 0, max: 1200 }).map((s) => s * SECOND),
        length: fc.integer({ min: 0, max: 120 }).map((s) => s * SECOND),
        kind: fc.constantFrom('bird' as const, 'mammal' as const, 'person' as const),
        camera: fc.constantFrom('east', 'west'),
        moved: fc.boolean(),
        x: fc.constantFrom(0.1, 0.12, 0.6),
        taxon: names,
      }),
      { maxLength: 25 },
    )
    .map((list) =>
      list.map(({ startAt, length, x, taxon, ...rest }, i) => {
        const plain = track(`t${i}`, startAt, startAt + length, { ...rest, box: { x, y: 0.4, w: 0.1, h: 0.1 } });
        return taxon ? called(plain, taxon) : plain;
      }),
    );

  it('gives what folding all at once gives, in any order of ends', () => {
    const ordered = someTracks.chain((tracks) =>
      fc.tuple(fc.constant(tracks), fc.shuffledSubarray(tracks, { minLength: tracks.length })),
    );
    fc.assert(
      fc.property(ordered, fc.integer({ min: 1, max: 6 }), ([tracks, order], chunk) => {
        const folder = new VisitFolder({ repeats: new Repeats() });
        const seen = new Map<string, Visit>();
        const note = (changes: ReturnType<VisitFolder['offer']>) => {
          for (const { change, visit } of changes) {
            expect(seen.has(visit.id)).toBe(change !== 'new');
            if (change === 'withdrawn') seen.delete(visit.id);
            else seen.set(visit.id, visit);
          }
        };
        const young = tracks.map(({ verdict, ...t }, i) => {
          const early = alive({ ...t, endAt: t.startAt, kind: 'bird', moved: false });
          return i % 3 === 0 ? called(early, i % 2 === 0 ? 'anas' : 'ardea-cinerea') : early;
        });
        note(folder.offer(young));
        for (let i = 0; i < order.length; i += chunk) {
          const part: Track[] = order.slice(i, i + chunk);
          note(folder.offer(part));
          note(folder.advance(Math.max(...part.map((t) => t.endAt))));
        }
        note(folder.advance(3600 * SECOND));
        const batch = foldAll([...young, ...tracks], { repeats: new Repeats() });
        const byId = (a: Visit, b: Visit) => (a.id < b.id ? -1 : 1);
        expect(folder.visits().sort(byId)).toEqual([...batch].sort(byId));
        expect([...seen.values()].sort(byId)).toEqual([...batch].sort(byId));
      }),
    );
  });
});
