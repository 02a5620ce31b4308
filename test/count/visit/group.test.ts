import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/base/domain.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { maxN } from '../../../src/count/visit/max-n.ts';
import { isWithin } from '../../../src/know/taxonomy/taxa.ts';
import { called, SECOND, track } from './tracks.ts';

/** Visits of tracks given as [id, taxon, from second, to second]: taxon, tracks and individuals of each. */
function visitsOf(...list: [id: string, taxon: string, from: number, to: number][]) {
  const tracks = list.map(([id, taxon, from, to]) => called(track(id, from * SECOND, to * SECOND), taxon));
  return foldAll(tracks).map(({ taxon, tracks, individuals }) => [taxon, tracks.join(''), individuals]);
}

const MALLARD = 'anas-platyrhynchos';

describe('a track that is named less deeply', () => {
  it.each(['anas', 'anatidae', 'anseriformes', 'aves'])('joins a visit it may be part of: %s', (taxon) => {
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', taxon, 20, 30])).toEqual([[MALLARD, 'ab', 1]]);
    expect(visitsOf(['a', taxon, 0, 10], ['b', MALLARD, 10, 30])).toEqual([[MALLARD, 'ab', 1]]);
  });

  it('stays by itself where it overlaps, comes too late, or is of another branch', () => {
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'aves', 9, 30])).toEqual([
      [MALLARD, 'a', 1],
      ['aves', 'b', 1],
    ]);
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'aves', 71, 80])).toHaveLength(2);
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'ardeidae', 20, 30])).toHaveLength(2);
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'mammalia', 20, 30])).toHaveLength(2);
  });

  it('adds nobody: of two that are there at once only one joins', () => {
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'aves', 20, 30], ['c', 'aves', 25, 40])).toEqual([
      [MALLARD, 'ab', 1],
      ['aves', 'c', 1],
    ]);
  });

  it('joins the nearest of several', () => {
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'ardea-cinerea', 0, 15], ['c', 'aves', 20, 30])).toEqual([
      [MALLARD, 'a', 1],
      ['ardea-cinerea', 'bc', 1],
    ]);
  });

  it('makes two visits of a taxon one where it comes between, unless it overlaps one of them', () => {
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'aves', 50, 60], ['c', MALLARD, 110, 120])).toEqual([
      [MALLARD, 'abc', 1],
    ]);
    expect(visitsOf(['a', MALLARD, 0, 10], ['b', 'aves', 50, 115], ['c', MALLARD, 110, 120])).toEqual([
      [MALLARD, 'a', 1],
      ['aves', 'b', 1],
      [MALLARD, 'c', 1],
    ]);
  });

  it('joins by way of others, in both directions, at any depth', () => {
    expect(
      visitsOf(['a', 'aves', 0, 10], ['b', 'anas', 60, 70], ['c', MALLARD, 120, 130], ['d', 'aves', 180, 190]),
    ).toEqual([[MALLARD, 'abcd', 1]]);
  });

  const someTracks = fc
    .array(
      fc.record({
        from: fc.integer({ min: 0, max: 600 }),
        length: fc.integer({ min: 1, max: 90 }),
        taxon: fc.constantFrom('aves', 'anatidae', 'anas', MALLARD, 'anas-crecca', 'ardea-cinerea', 'mammalia'),
      }),
      { maxLength: 20 },
    )
    .map((list) =>
      list.map(({ from, length, taxon }, i) => called(track(`t${i}`, from * SECOND, (from + length) * SECOND), taxon)),
    );

  it('is in one visit, whatever the order, and never raises what is counted at once', () => {
    const ordered = someTracks.chain((tracks) =>
      fc.tuple(fc.constant(tracks), fc.shuffledSubarray(tracks, { minLength: tracks.length })),
    );
    fc.assert(
      fc.property(ordered, ([tracks, order]) => {
        const visits = foldAll(tracks);
        const byId = (a: Visit, b: Visit) => (a.id < b.id ? -1 : 1);
        expect(foldAll(order).sort(byId)).toEqual([...visits].sort(byId));
        expect(visits.flatMap((visit) => visit.tracks).sort()).toEqual(tracks.map(({ id }) => id).sort());
        for (const visit of visits) {
          const of = tracks.filter(({ id }) => visit.tracks.includes(id));
          const own = of.filter(({ verdict }) => verdict!.taxon === visit.taxon);
          // What is counted under deeper names is taken off: see line.test.ts.
          expect(visit.individuals).toBeLessThanOrEqual(maxN(own));
          for (const { verdict } of of) expect(isWithin(visit.taxon, verdict!.taxon)).toBe(true);
        }
        for (const a of visits) {
          for (const b of visits) {
            if (a.id < b.id && a.taxon === b.taxon) {
              expect(Math.max(a.startAt - b.endAt, b.startAt - a.endAt)).toBeGreaterThan(60 * SECOND);
            }
          }
        }
      }),
    );
  });
});
