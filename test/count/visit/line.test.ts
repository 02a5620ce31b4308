import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overcounted } from '../../../fixtures/lines.ts';
import type { Track, Visit } from '../../../src/base/domain.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { maxN } from '../../../src/count/visit/max-n.ts';
import { heldUntil } from '../../../src/count/visit/span.ts';
import { isWithin } from '../../../src/know/taxonomy/taxa.ts';
import { called, SECOND, track } from './tracks.ts';

type Given = readonly [id: string, taxon: string, from: number, to: number];

function tracksOf(list: readonly Given[]): Track[] {
  return list.map(([id, taxon, from, to]) => called(track(id, from * SECOND, to * SECOND), taxon));
}

/** Individuals by taxon, of visits of tracks given as [id, taxon, from second, to second]. */
function counted(...list: Given[]): [string, number][] {
  return foldAll(tracksOf(list)).map(({ taxon, individuals }) => [taxon, individuals]);
}

const MALLARD = 'anas-platyrhynchos';
const TEAL = 'anas-crecca';

describe('names of one line that are there at once', () => {
  it('add up to what is seen at once: three gulls that were called three things', () => {
    // One gull's track breaks twice: each time the new box is there before the old one is gone.
    const gulls = counted(
      ['a', 'larus-argentatus', 0, 10],
      ['b', 'larus', 9.6, 20],
      ['c', 'aves', 0, 30],
      ['d', 'aves', 0, 30],
      ['e', 'aves', 19.6, 30],
    );
    expect(gulls).toEqual([
      ['larus-argentatus', 1],
      ['aves', 2],
    ]);
  });

  it('count beyond a deeper name only what was never counted under it, whenever that was', () => {
    // Two unnamed at first, of which one may be the mallard that comes when one of them is left.
    expect(counted(['a', 'aves', 0, 60], ['b', 'aves', 1, 20], ['c', MALLARD, 30, 60])).toEqual([
      ['aves', 1],
      [MALLARD, 1],
    ]);
    // Five mallards, then one, and three that bear no name beside it: they may be of the five.
    const five = ['a', 'b', 'c', 'd', 'e'].map((id): Given => [id, MALLARD, 0, id === 'a' ? 60 : 10]);
    expect(counted(...five, ['x', 'aves', 20, 60], ['y', 'aves', 20, 60], ['z', 'aves', 20, 60])).toEqual([
      [MALLARD, 5],
    ]);
  });

  it('lose nobody certain: a duck of one species after one of another, with two unnamed beside both', () => {
    const ducks = counted(['a', MALLARD, 0, 10], ['b', TEAL, 20, 30], ['x', 'aves', 0, 30], ['y', 'aves', 0, 30]);
    expect(ducks).toEqual([
      [MALLARD, 1],
      ['aves', 2],
      [TEAL, 1],
    ]);
  });

  it('that count nobody join a deeper one, also where its tracks overlap', () => {
    // Never more than two at once: the last one may be the first mallard, and the last mallard the duck.
    const visits = foldAll(
      tracksOf([
        ['a', MALLARD, 0, 10],
        ['b', MALLARD, 20, 30],
        ['g', 'anas', 8, 15],
        ['w', 'aves', 12, 25],
      ]),
    );
    expect(visits.map(({ taxon, individuals, tracks }) => [taxon, individuals, tracks.length])).toEqual([
      [MALLARD, 1, 2],
      ['anas', 1, 2],
    ]);
  });

  const someTracks = fc
    .array(
      fc.record({
        from: fc.integer({ min: 0, max: 200 }),
        length: fc.integer({ min: 1, max: 90 }),
        taxon: fc.constantFrom('aves', 'anatidae', 'anas', MALLARD, TEAL, 'ardea-cinerea'),
      }),
      { maxLength: 11 },
    )
    .map((list) => tracksOf(list.map(({ from, length, taxon }, i) => [`t${i}`, taxon, from, from + length])));

  it('never count more than were seen at once, nor fewer than certainly differ, in any order', () => {
    fc.assert(
      fc.property(someTracks, fc.integer({ min: 1, max: 60 }), (tracks, gap) => {
        const visits = foldAll(tracks, { gapMs: gap * SECOND });
        expect(overcounted(visits, tracks)).toEqual([]);
        for (const some of linked(visits)) {
          const within = tracks.filter(({ id }) => some.some((visit) => visit.tracks.includes(id)));
          for (const taxon of new Set(within.map(({ verdict }) => verdict!.taxon))) {
            const certain = mostCertain(within.filter(({ verdict }) => isWithin(verdict!.taxon, taxon)));
            const sum = some
              .filter((visit) => isWithin(visit.taxon, taxon))
              .reduce((n, visit) => n + visit.individuals, 0);
            expect(sum).toBeGreaterThanOrEqual(certain);
          }
        }
        for (const visit of visits) {
          const own = tracks.filter(({ id, verdict }) => visit.tracks.includes(id) && verdict!.taxon === visit.taxon);
          expect(visit.individuals).toBeGreaterThanOrEqual(1);
          expect(visit.individuals).toBeLessThanOrEqual(maxN(own));
        }
        expect(foldAll([...tracks].reverse(), { gapMs: gap * SECOND })).toEqual(visits);
      }),
      { numRuns: 500 },
    );
  });
});

/** Visits that share time with others of their line, together with these. */
function linked(visits: readonly Visit[]): Visit[][] {
  const parts: Visit[][] = [];
  for (const visit of visits) {
    const met = parts.filter((part) => part.some((other) => onOneLine(visit, other) && meet(visit, other)));
    for (const part of met) parts.splice(parts.indexOf(part), 1);
    parts.push([...met.flat(), visit]);
  }
  return parts;
}

/** The most tracks each two of which certainly show two animals: there together, or named on two branches. */
function mostCertain(tracks: readonly Track[], chosen: readonly Track[] = []): number {
  let most = chosen.length;
  for (const [i, next] of tracks.entries())
    if (chosen.every((other) => differ(next, other)))
      most = Math.max(most, mostCertain(tracks.slice(i + 1), [...chosen, next]));
  return most;
}

function differ(a: Track, b: Track): boolean {
  const [one, other] = [a.verdict!.taxon, b.verdict!.taxon];
  if (!isWithin(one, other) && !isWithin(other, one)) return true;
  return a.startAt < heldUntil(b) && b.startAt < heldUntil(a);
}

function onOneLine(a: Visit, b: Visit): boolean {
  return isWithin(a.taxon, b.taxon) || isWithin(b.taxon, a.taxon);
}

function meet(a: Visit, b: Visit): boolean {
  return a.startAt <= b.endAt && b.startAt <= a.endAt;
}
