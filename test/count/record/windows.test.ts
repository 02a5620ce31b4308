import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Window, windowsOf } from '../../../src/count/record/windows.ts';

const SECOND = 1000;
const window = (visit: string, from: number, to: number, camera = 'east'): Window => ({
  ...{ visit, camera, over: true },
  startAt: from * SECOND,
  endAt: to * SECOND,
});
const ids = (clips: readonly Window[][]) => clips.map((clip) => clip.map(({ visit }) => visit));

describe('windowsOf', () => {
  it('puts visits at one time into one clip, and others apart', () => {
    const wanted = [window('a', 0, 20), window('b', 2, 22), window('c', 40, 60), window('d', 0, 20, 'west')];
    expect(ids(windowsOf(wanted, 20 * SECOND))).toEqual([['a', 'b'], ['d'], ['c']]);
  });

  it('shares a short visit in a long one, and none that overlap at the edge only', () => {
    const wanted = [window('long', 0, 20), window('short', 8, 14), window('edge', 18, 28)];
    expect(ids(windowsOf(wanted, 20 * SECOND))).toEqual([['long', 'short'], ['edge']]);
  });

  const wanted = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 100 }), length: fc.integer({ min: 1, max: 20 }), west: fc.boolean() }),
    { maxLength: 12 },
  );

  it('has each visit in one clip, of its own camera, and no clip longer than half as much again', () => {
    fc.assert(
      fc.property(wanted, (all) => {
        const windows = all.map(({ from, length, west }, i) =>
          window(`v${i}`, from, from + length, west ? 'west' : 'east'),
        );
        const clips = windowsOf(windows, 20 * SECOND);
        expect(
          clips
            .flat()
            .map(({ visit }) => visit)
            .sort(),
        ).toEqual(windows.map(({ visit }) => visit).sort());
        for (const clip of clips) {
          expect(new Set(clip.map(({ camera }) => camera)).size).toBe(1);
          const length = Math.max(...clip.map((one) => one.endAt)) - Math.min(...clip.map((one) => one.startAt));
          expect(length).toBeLessThanOrEqual(30 * SECOND);
        }
      }),
    );
  });
});
