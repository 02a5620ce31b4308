import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import type { Name } from '../../../src/try/again/name.ts';
import type { FoldRule } from '../../../src/try/again/otherwise.ts';
import { called, MINUTE, SECOND, track } from '../../count/visit/tracks.ts';
import { wholeDiff } from './whole.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
const RULE: FoldRule = {
  ...{ gapMs: MINUTE, timeZone: 'Asia/Shanghai', clock: () => '12:00', falsePlaces: [] },
};
const name = (taxon: string): Name => ({ taxon, rank: 'species', score: 0.9, review: [] });
const TEAL = 'anas-crecca';
const PINTAIL = 'anas-acuta';
/** Baer's pochard, protected at level I. */
const POCHARD = 'aythya-baeri';

/** Tracks that are there together, each in a place of its own. */
function flock(count: number, startAt = T): Track[] {
  return Array.from({ length: count }, (_, i) =>
    track(`t${i}`, startAt, startAt + 10 * SECOND, { box: { x: 0.2 * i, y: 0.4, w: 0.1, h: 0.1 } }),
  );
}

function diff(tracks: readonly Track[], present: Record<string, Name | null>, candidate: Record<string, Name | null>) {
  const sides = { present: new Map(Object.entries(present)), candidate: new Map(Object.entries(candidate)) };
  return wholeDiff(tracks, sides, RULE, T - MINUTE);
}

describe('what counts would be otherwise', () => {
  it('is nothing where both say the same', () => {
    const same = { t0: name(TEAL), t1: name(TEAL) };
    expect(diff(flock(2), same, same)).toMatchObject({
      changed: 0,
      otherwise: [],
      visits: { present: 1, candidate: 1 },
    });
  });

  it('is exact where one of a flock is another species: its visit splits and both counts change', () => {
    const found = diff(
      flock(3),
      { t0: name(TEAL), t1: name(TEAL), t2: name(TEAL) },
      { t0: name(TEAL), t1: name(TEAL), t2: name(PINTAIL) },
    );
    expect(found.changed).toBe(1);
    expect(found.otherwise).toHaveLength(1);
    expect(found.otherwise[0]).toMatchObject({
      present: [{ id: 'v-t0', taxon: TEAL, individuals: 3 }],
      candidate: [
        { id: 'v-t0', taxon: TEAL, individuals: 2 },
        { id: 'v-t2', taxon: PINTAIL, individuals: 1 },
      ],
    });
    expect(found.taxa).toEqual([
      { taxon: PINTAIL, present: { visits: 0, individuals: 0 }, candidate: { visits: 1, individuals: 1 } },
      { taxon: TEAL, present: { visits: 1, individuals: 3 }, candidate: { visits: 1, individuals: 2 } },
    ]);
  });

  it('tells a protected species that is lost, and a name that goes altogether', () => {
    const found = diff(flock(1), { t0: name(POCHARD) }, { t0: null });
    expect(found.taxa).toContainEqual(
      expect.objectContaining({ taxon: POCHARD, protection: 1, candidate: { visits: 0, individuals: 0 } }),
    );
    expect(found.otherwise[0]!.candidate).toMatchObject([{ taxon: 'aves', individuals: 1 }]);
  });

  it('leaves tracks that nobody looked at under the names that they have', () => {
    const [first, second] = flock(2);
    const tracks = [first!, called(second!, TEAL)];
    const found = diff(tracks, { t0: name(TEAL) }, { t0: name(PINTAIL) });
    expect(found.taxa.find(({ taxon }) => taxon === TEAL)).toMatchObject({
      present: { individuals: 2 },
      candidate: { individuals: 1 },
    });
  });

  it('compares only visits of the run, and none whose time is in doubt', () => {
    const old = track('old', T - 60 * MINUTE, T - 59 * MINUTE);
    const doubtful = {
      ...track('lost', T, T + SECOND, { box: { x: 0.8, y: 0.1, w: 0.1, h: 0.1 } }),
      clock: 'doubtful' as const,
    };
    const found = diff(
      [old, doubtful],
      { old: name(TEAL), lost: name(TEAL) },
      { old: name(PINTAIL), lost: name(PINTAIL) },
    );
    expect(found.visits).toEqual({ present: 1, candidate: 1 });
    expect(found.taxa).toEqual([]);
  });

  it('says of any names what folding each side by itself counts, and of the same names nothing', () => {
    const taxon = fc.constantFrom(TEAL, PINTAIL, POCHARD, 'anas', 'anatidae', 'aves');
    fc.assert(
      fc.property(fc.array(fc.tuple(taxon, taxon, fc.nat(300)), { maxLength: 8 }), (drawn) => {
        const tracks = drawn.map(([, , s], i) =>
          track(`t${i}`, T + s * SECOND, T + (s + 10) * SECOND, { box: { x: 0.1 * i, y: 0.4, w: 0.08, h: 0.1 } }),
        );
        const side = (k: 0 | 1) => Object.fromEntries(drawn.map((one, i) => [`t${i}`, name(one[k])]));
        const found = diff(tracks, side(0), side(1));
        expect(diff(tracks, side(0), side(0)).changed).toBe(0);
        const back = diff(tracks, side(1), side(0));
        expect(back.otherwise.length).toBe(found.otherwise.length);
        const present = (of: typeof found, key: 'present' | 'candidate') =>
          Object.fromEntries(of.taxa.flatMap((one) => (one[key].visits > 0 ? [[one.taxon, one[key]]] : [])));
        expect(present(back, 'present')).toEqual(present(found, 'candidate'));
        // What does not differ in any visit differs in no count.
        if (found.otherwise.length === 0) expect(present(found, 'present')).toEqual(present(found, 'candidate'));
      }),
      { numRuns: 60 },
    );
  });
});
