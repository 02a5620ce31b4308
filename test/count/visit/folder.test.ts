import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track, Visit } from '../../../src/base/domain.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { VisitFolder } from '../../../src/count/visit/folder.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { alive, called, HOUR, MINUTE, SECOND, track } from './tracks.ts';

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

  it('ends a visit whose time has not come, once the clock was set back by more than the gap', () => {
    const T = 10 * HOUR;
    const folder = new VisitFolder({ gapMs: MINUTE });
    folder.offer([track('a', T + HOUR, T + HOUR + 5 * SECOND)]);
    expect(folder.advance(T + HOUR + 6 * SECOND)).toEqual([]);
    expect(folder.advance(T).map(({ change, visit }) => [change, visit.id, visit.closed])).toEqual([
      ['end', 'v-a', true],
    ]);
    folder.offer([alive(track('b', T + 2 * HOUR, T + 2 * HOUR + 5 * SECOND))]);
    expect(folder.advance(T)).toEqual([]);
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
    expect(changes[0]!.visit.reason).toBe(
      'same box seen at least 3 times since 00:00 UTC and nothing ever moved there',
    );
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
  const tracksFrom = (base: number) =>
    fc
      .array(
        fc.record({
          startAt: fc.integer({ min: 0, max: 1200 }).map((s) => base + s * SECOND),
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

  it.each([
    ['of one day', '2025-04-24T00:10:00Z', {}],
    ['over a midnight', '2025-04-24T00:00:00Z', { timeZone: 'UTC' }],
    ['over the midnight of Cairo after which it is one', '2025-04-24T22:00:00Z', { timeZone: 'Africa/Cairo' }],
  ])('gives what folding all at once gives, in any order of ends: %s', (_, at, days) => {
    const midnight = Date.parse(at);
    const someTracks = tracksFrom(midnight - 10 * MINUTE);
    const ordered = someTracks.chain((tracks) =>
      fc.tuple(fc.constant(tracks), fc.shuffledSubarray(tracks, { minLength: tracks.length })),
    );
    fc.assert(
      fc.property(ordered, fc.integer({ min: 1, max: 6 }), ([tracks, order], chunk) => {
        const folder = new VisitFolder({ repeats: new Repeats(), ...days });
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
        note(folder.advance(midnight + 3600 * SECOND));
        const batch = foldAll([...young, ...tracks], { repeats: new Repeats(), ...days });
        if ('timeZone' in days)
          for (const { startAt, endAt } of batch) expect(endAt <= midnight || startAt >= midnight).toBe(true);
        const byId = (a: Visit, b: Visit) => (a.id < b.id ? -1 : 1);
        expect(folder.visits().sort(byId)).toEqual([...batch].sort(byId));
        expect([...seen.values()].sort(byId)).toEqual([...batch].sort(byId));
      }),
    );
  });
});

describe('VisitFolder over midnights', () => {
  const SITE = { timeZone: 'Asia/Shanghai' };
  /** A midnight of Shanghai, 1 May. */
  const MAY = Date.parse('2025-04-30T16:00:00Z');
  const DAY = 24 * 60 * MINUTE;
  const heron = (endAt: number) => called(track('h', MAY - 10 * MINUTE, endAt), 'ardea-cinerea');
  const told = (changes: ReturnType<VisitFolder['offer']>) =>
    changes.map(({ change, visit }) => [change, visit.id, visit.startAt - MAY, visit.endAt - MAY, visit.continues]);

  it('cuts a visit at each midnight of the site, and says which one it continues', () => {
    const folder = new VisitFolder(SITE);
    folder.offer([alive(heron(MAY - MINUTE))]);
    expect(told(folder.offer([alive(heron(MAY + MINUTE))]))).toEqual([
      ['update', 'v-h', -10 * MINUTE, 0, undefined],
      ['new', 'v-h-20250501', 0, MINUTE, 'v-h'],
    ]);
    expect(told(folder.advance(MAY + 61 * SECOND))).toEqual([['end', 'v-h', -10 * MINUTE, 0, undefined]]);
    expect(told(folder.offer([heron(MAY + 2 * DAY + HOUR)]))).toEqual([
      ['update', 'v-h-20250501', 0, DAY, 'v-h'],
      ['new', 'v-h-20250502', DAY, 2 * DAY, 'v-h-20250501'],
      ['new', 'v-h-20250503', 2 * DAY, 2 * DAY + HOUR, 'v-h-20250502'],
    ]);
    expect(foldAll([heron(MAY + 2 * DAY + HOUR)], SITE).map(({ id }) => id)).toEqual([
      ...['v-h', 'v-h-20250501', 'v-h-20250502', 'v-h-20250503'],
    ]);
  });

  it('goes on with the visit before midnight also by another track, but not after the gap, nor with another taxon', () => {
    const continues = (at: number, taxon: string) =>
      foldAll([heron(MAY - 20 * SECOND), called(track('b', at, at + HOUR), taxon)], SITE)[1]?.continues;
    expect(continues(MAY + 40 * SECOND, 'ardea-cinerea')).toBe('v-h');
    expect(continues(MAY + 41 * SECOND, 'ardea-cinerea')).toBeUndefined();
    expect(continues(MAY + 40 * SECOND, 'grus-grus')).toBeUndefined();
  });

  it('is no first record again on the next day', () => {
    const visits = foldAll([heron(MAY + HOUR)], { ...SITE, isFirst: () => true });
    expect(visits.map(({ review }) => review)).toEqual([['first-record'], []]);
  });

  it('tells nothing again of days that it has forgotten, and knows from the store what a visit continues', () => {
    const stored: unknown[] = [];
    const find = (...asked: unknown[]) => {
      stored.push(asked);
      return 'v-old';
    };
    const folder = new VisitFolder({ ...SITE, stored: find });
    folder.advance(MAY + 3 * DAY + HOUR);
    const changes = folder.offer([alive(heron(MAY + 3 * DAY + HOUR))]);
    expect(told(changes)).toEqual([
      ['new', 'v-h-20250503', 2 * DAY, 3 * DAY, 'v-old'],
      ['new', 'v-h-20250504', 3 * DAY, 3 * DAY + HOUR, 'v-h-20250503'],
    ]);
    expect(stored[0]).toEqual(['east', 'ardea-cinerea', MAY + 2 * DAY, MAY + 2 * DAY - MINUTE]);
  });
});
