import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import { LiveTracks } from '../../../src/count/record/live-tracks.ts';
import { T } from '../store/values.ts';
import { alive, MINUTE, SECOND, track } from '../visit/tracks.ts';

const live = (id: string, camera = 'east') => alive(track(id, T, T + SECOND, { camera }));
const ids = (tracks: readonly Track[]) => tracks.map(({ id }) => id);

describe('a live track', () => {
  it('that nobody spoke of for five minutes ends as interrupted, as it was told last', () => {
    const tracks = new LiveTracks();
    tracks.told([live('a'), live('b')], 0);
    tracks.told([alive(track('b', T, T + 9 * SECOND))], 4 * MINUTE);
    expect(tracks.silent(5 * MINUTE)).toEqual([]);
    expect(tracks.silent(5 * MINUTE + 1)).toEqual([track('a', T, T + SECOND, { ended: 'interrupted' })]);
    expect(tracks.silent(9 * MINUTE + 1)).toMatchObject([{ id: 'b', endAt: T + 9 * SECOND, ended: 'interrupted' }]);
    expect(tracks.silent(99 * MINUTE)).toEqual([]);
  });

  it('ends with its camera, and lives no more where a late word of it comes; but its true end is taken', () => {
    const tracks = new LiveTracks();
    tracks.told([live('a'), live('b', 'reeds')], 0);
    expect(ids(tracks.ofCamera('east', 1))).toEqual(['a']);
    expect(tracks.told([live('a'), live('c')], 2)).toEqual([live('c')]);
    expect(ids(tracks.told([track('a', T, T + 2 * SECOND)], 3))).toEqual(['a']);
    expect(ids(tracks.ofCamera('east', 4))).toEqual(['c']);
  });

  it('never stays for ever, whoever dies in whatever order, and ends once', () => {
    const step = fc.record({
      what: fc.constantFrom('live', 'end', 'withdraw', 'camera'),
      id: fc.constantFrom('a', 'b', 'c'),
      after: fc.nat(3 * MINUTE),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const tracks = new LiveTracks();
        const open = new Set<string>();
        const ended: string[] = [];
        let now = 0;
        const over = (some: readonly Track[]) => {
          for (const { id } of some) {
            expect(open.delete(id)).toBe(true);
            ended.push(id);
          }
        };
        for (const { what, id, after } of steps) {
          now += after;
          over(tracks.silent(now));
          if (what === 'live') for (const one of tracks.told([live(id)], now)) open.add(one.id);
          if (what === 'end') tracks.told([track(id, T, T + 1)], now);
          if (what === 'withdraw') tracks.withdrawn([id]);
          if (what === 'end' || what === 'withdraw') open.delete(id);
          if (what === 'camera') over(tracks.ofCamera('east', now));
        }
        over(tracks.silent(now + 6 * MINUTE));
        expect([...open]).toEqual([]);
        expect(new Set(ended).size).toBe(ended.length);
      }),
    );
  });
});
