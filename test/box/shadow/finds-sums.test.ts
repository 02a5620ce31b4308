import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection, LiveMark } from '../../../src/base/domain.ts';
import { noFinds, otherwiseIn, type PictureLook, withLook } from '../../../src/box/shadow/finds-sums.ts';
import { NO_FOLLOWED, taxaOf, withFollowed } from '../../../src/box/shadow/followed-sums.ts';
import { chosen } from '../../../src/box/shadow/shown.ts';
import type { FoundOtherwise } from '../../../src/tell/server/shadow-facts.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
const bird = (x: number): Detection => ({ box: { x, y: 0.4, w: 0.1, h: 0.1 }, kind: 'bird', score: 0.8 });
const mark = (track: string, x: number, taxon?: string): LiveMark => ({
  ...{ track, kind: 'bird', box: bird(x).box, seen: true, score: 0.9 },
  ...(taxon !== undefined && { name: { taxon, rank: 'species', score: 0.9 } }),
});
const look = (other: Partial<PictureLook>): PictureLook => ({
  ...{ camera: 'east', at: T, marks: [], present: [], candidate: [], ms: { present: 10, candidate: 20 } },
  ...other,
});

describe('what a camera shows to two detectors', () => {
  it('is summed: by both, by one alone, of another kind, unfollowed, boxed twice, and how long it took', () => {
    const mammal = { ...bird(0.1), kind: 'mammal' as const };
    const first = look({
      ...{ present: [bird(0.1), bird(0.3)], candidate: [mammal, bird(0.5), bird(0.7), bird(0.11)] },
      marks: [mark('t1', 0.5)],
    });
    const sum = withLook(withLook(noFinds('east'), first), look({ ms: { present: 20, candidate: 20 } }));
    expect(sum).toEqual({
      ...{ camera: 'east', pictures: 2, withheld: 0, both: 1, otherKind: 0, presentOnly: 1, candidateOnly: 2 },
      ...{ unfollowed: 1, doubled: { present: 0, candidate: 1 }, ms: { present: 15, candidate: 20 } },
      otherKind: 1,
    });
    expect(otherwiseIn(first).map(({ how }) => how)).toEqual([
      ...['present-only', 'candidate-only', 'candidate-only', 'other-kind', 'doubled-by-candidate'],
    ]);
    expect(otherwiseIn(first).find(({ how }) => how === 'other-kind')).toMatchObject({ kind: 'bird', as: 'mammal' });
  });
});

describe('followed animals', () => {
  it('are overlooked where the present detector found them once and the candidate in no picture', () => {
    const marks = [mark('baer', 0.1, 'aythya-baeri'), mark('teal', 0.5, 'anas-crecca'), mark('any', 0.8)];
    let state = withFollowed(NO_FOLLOWED, T, marks, { present: [bird(0.1), bird(0.5)], candidate: [] });
    state = withFollowed(state, T + 10_000, marks, { present: [], candidate: [bird(0.5)] });
    const unseen = [
      { ...mark('gone', 0.2, 'anas-crecca'), seen: false },
      { ...mark('who', 0.2), kind: 'person' as const },
    ];
    state = withFollowed(state, T + 20_000, unseen, { present: [], candidate: [] });
    expect(taxaOf(state)).toEqual([
      { taxon: 'aythya-baeri', protection: 1, tracks: 1, present: 1, candidate: 0, overlooked: 1 },
      { taxon: 'anas-crecca', tracks: 1, present: 1, candidate: 1, overlooked: 0 },
      { taxon: 'aves', tracks: 1, present: 0, candidate: 0, overlooked: 0 },
    ]);
  });

  it('are held one by one only for a while and only so many, and are counted once each however they come', () => {
    const pictures = fc.array(fc.array(fc.nat(2_000), { maxLength: 40 }), { maxLength: 40 });
    fc.assert(
      fc.property(pictures, (all) => {
        let state = NO_FOLLOWED;
        const seen = new Set<number>();
        // A track is in pictures one after another: those of each picture are new ones.
        for (const [i, tracks] of all.entries()) {
          const fresh = [...new Set(tracks)].map((track) => 10_000 * i + track);
          for (const track of fresh) seen.add(track);
          const marks = fresh.map((track) => mark(`t${track}`, 0.1));
          state = withFollowed(state, T + i * 60_000, marks, { present: [bird(0.1)], candidate: [] });
          expect(state.lately.length).toBeLessThanOrEqual(500);
        }
        expect(taxaOf(state).reduce((sum, { tracks }) => sum + tracks, 0)).toBe(seen.size);
        expect(taxaOf(state).reduce((sum, { overlooked }) => sum + overlooked, 0)).toBe(seen.size);
      }),
    );
  });
});

describe('pictures that are shown', () => {
  const picture = (at: number, how: FoundOtherwise['how']) => ({ at, found: [{ how, ...bird(0.1) }] });
  it('are the most telling, and of these the newest, in the order of their times', () => {
    const all = [
      ...[picture(1, 'other-kind'), picture(2, 'present-only'), picture(3, 'doubled-by-present')],
      ...[picture(4, 'candidate-only'), picture(5, 'doubled-by-candidate'), picture(6, 'present-only')],
    ];
    const { kept, left } = chosen(all, 3);
    expect(kept.map(({ at }) => at)).toEqual([2, 4, 6]);
    expect(left.map(({ at }) => at)).toEqual([1, 3, 5]);
    expect(chosen(all, 5).left.map(({ at }) => at)).toEqual([3]);
  });
});
