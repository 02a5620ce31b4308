import { describe, expect, it, vi } from 'vitest';
import { Folding } from '../../../src/count/record/folding.ts';
import { Owed } from '../../../src/count/record/owed.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, called, SECOND, track } from '../visit/tracks.ts';

const [visit] = foldAll([track('a', T, T + SECOND)]);
const none = { tracks: [], changes: [], withdrawn: [] };

describe('Owed', () => {
  it('goes with the next write once, which wins where both know something', () => {
    const owed = new Owed();
    owed.keep({ ...none, tracks: [alive(track('a', T, T + 1)), track('b', T, T + 1)], withdrawn: ['x'] });
    const next = owed.with({ ...none, tracks: [track('a', T, T + 9)], withdrawn: ['x', 'y'] });
    expect(next.tracks.map(({ id, endAt }) => [id, endAt])).toEqual([
      ['b', T + 1],
      ['a', T + 9],
    ]);
    expect(next.withdrawn).toEqual(['x', 'y']);
    expect(owed.with(none)).toEqual(none);
  });

  it('keeps the verdict of a track whose later state has none', () => {
    const owed = new Owed();
    owed.keep({ ...none, tracks: [called(alive(track('a', T, T + 1)), 'anas')] });
    expect(owed.with({ ...none, tracks: [track('a', T, T + 9)] }).tracks).toMatchObject([
      { endAt: T + 9, verdict: { taxon: 'anas' } },
    ]);
  });

  it('keeps the beginning of a visit, and of the steps after it the newest', () => {
    const owed = new Owed();
    owed.keep({ ...none, changes: [{ change: 'new', visit: visit! }] });
    owed.keep({ ...none, changes: [{ change: 'update', visit: visit! }] });
    const { changes } = owed.with({ ...none, changes: [{ change: 'end', visit: visit! }] });
    expect(changes.map(({ change }) => change)).toEqual(['new', 'end']);
  });
});

describe('a disk that refuses for a while', () => {
  it('costs nothing: what it refused is stored with the next write, the beginning of the visit too', async () => {
    const store = await tempStore();
    const folding = new Folding(store, 60 * SECOND, new Repeats());
    const full = vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
    await expect(folding.tracks([alive(track('a', T, T + SECOND))], [], T + SECOND)).rejects.toThrow('disk full');
    await expect(folding.tracks([track('a', T, T + 2 * SECOND)], [], T + 2 * SECOND)).rejects.toThrow('disk full');
    full.mockRestore();
    await folding.advance(T + 3 * SECOND);
    expect(store.tracks.get('a')).toMatchObject({ endAt: T + 2 * SECOND, ended: 'lost' });
    expect(store.visits.get('v-a')).toMatchObject({ endAt: T + 2 * SECOND });
    expect(store.events.after(0).map(({ type }) => type)[0]).toBe('visit.new');
  });
});
