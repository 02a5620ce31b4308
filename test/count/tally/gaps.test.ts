import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EffortMinute } from '../../../src/base/domain.ts';
import type { CameraChange } from '../../../src/count/store/events.ts';
import { type GapSource, gaps } from '../../../src/count/tally/gaps.ts';
import { tempStore } from '../store/temp.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-05-01T00:00:00Z');
const at = (minute: number) => START + minute * MINUTE;
const facts = { place: '', station: 'east', latitude: 31, longitude: 121, habitat: '' };
const stands = { id: 'east-1', camera: 'east', startAt: START, ...facts };

/** A box whose camera stood from the start on, watched these minutes, and told these states. */
function box(minutes: readonly number[], states: readonly CameraChange[] = [], deployment = stands): GapSource {
  const part = (minute: number): EffortMinute => {
    return { camera: 'east', minute: at(minute), frames: 300, dropped: 0, watchedSeconds: 60 };
  };
  return {
    effort: {
      between: (from, to) => minutes.map(part).filter(({ minute }) => minute >= from && minute < to),
    },
    cameras: {
      states: (_, from, to) => {
        const before = states.filter((state) => state.at < from).slice(-1);
        return [...before, ...states.filter((state) => state.at >= from && state.at < to)];
      },
    },
    deployments: { all: () => [deployment] },
  };
}

const briefly = async (source: GapSource, from: number, to: number) =>
  (await gaps(source, 'east', at(from), at(to))).map(({ startAt, endAt, why, cause }) => [
    ...[(startAt - START) / MINUTE, (endAt - START) / MINUTE, why],
    ...(cause ? [cause.code] : []),
  ]);

describe('gaps', () => {
  it('say what the camera did then, and where nobody ran the box', async () => {
    const refused = { code: 'refused' as const, message: 'no' };
    const source = box(
      [0, 1, 5, 9],
      [
        { camera: 'east', at: at(0), state: 'watching' },
        { camera: 'east', at: at(2) + 1, state: 'down', cause: refused },
        { camera: 'east', at: at(4) + 30_000, state: 'watching' },
      ],
    );
    expect(await briefly(source, 0, 10)).toEqual([
      [2, 4, 'down', 'refused'],
      // Within minute 4 it came back, and not a second was watched.
      [4, 5, 'not-running'],
      [6, 9, 'not-running'],
    ]);
  });

  it.each([
    ['no-inference', 'no-inference'],
    ['watcher-hung', 'no-watcher'],
    ['watcher-ended', 'no-watcher'],
    ['fault', 'fault'],
    ['ffmpeg-hung', 'down'],
    ['stalled', 'down'],
  ] as const)('say of %s whose doing it was: %s', async (code, why) => {
    const source = box(
      [0, 3],
      [
        { camera: 'east', at: at(1), state: 'down', cause: { code, message: 'no' } },
        { camera: 'east', at: at(3), state: 'watching' },
      ],
    );
    expect(await briefly(source, 0, 4)).toEqual([[1, 3, why, code]]);
  });

  it('are none before the camera stood there, and none after it was taken away', async () => {
    const deployment = { ...stands, startAt: at(3), endAt: at(5) };
    expect(await briefly(box([], [], deployment), 0, 10)).toEqual([[3, 5, 'not-running']]);
    expect(await gaps(box([], [], deployment), 'west', at(0), at(10))).toEqual([]);
  });

  it('go on over days, as one', async () => {
    expect(await briefly(box([0, 4000]), 0, 4001)).toEqual([[1, 4000, 'not-running']]);
  });

  it('and what was watched are all of the time, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(3000)), async (minutes) => {
        const found = await gaps(box(minutes), 'east', at(0), at(3001));
        const missed = found.flatMap(({ startAt, endAt }) =>
          Array.from({ length: (endAt - startAt) / MINUTE }, (_, i) => (startAt - START) / MINUTE + i),
        );
        expect([...missed, ...minutes].sort((a, b) => a - b)).toEqual(Array.from({ length: 3001 }, (_, i) => i));
      }),
      { numRuns: 20 },
    );
  });

  it('are read from a real store', async () => {
    const store = await tempStore();
    await store.write(({ deployments }) => deployments.put(stands, START));
    await store.addEffort({ camera: 'east', minute: at(0), frames: 300, dropped: 0, watchedSeconds: 60 });
    await store.saveCameraState({ camera: 'east', at: at(1), state: 'stopped' });
    expect(await briefly(store, 0, 3)).toEqual([[1, 3, 'stopped']]);
  });
});
