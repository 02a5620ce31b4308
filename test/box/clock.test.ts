import { afterEach, describe, expect, it, vi } from 'vitest';
import { BoxClock, type ClockState, clockDoubt, describeClock } from '../../src/box/clock.ts';

const T = Date.parse('2026-05-03T06:00:00Z');
const HOUR = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

describe('a clock', () => {
  it.each([
    ['nothing is known', T, {}, undefined],
    ['it is after all that is known', T, { recorded: T - 1, built: T - HOUR }, undefined],
    ['it drifted by a minute', T, { recorded: T + 60_000, built: T + 60_000 }, undefined],
    [
      'it is before the newest record',
      T,
      { recorded: T + HOUR },
      /2026-05-03 06:00, which is before the newest record/,
    ],
    ['it starts in 1970', 0, { built: T }, /1970-01-01 00:00, which is before this Roost was built/],
  ])('is judged where %s', (_, now, evidence, why) => {
    const doubt = clockDoubt(now, evidence);
    if (why) expect(doubt).toMatch(why);
    else expect(doubt).toBeUndefined();
  });
});

describe('a box with a doubtful clock', () => {
  function watched(waitMs: number, start: number, evidence: object) {
    vi.useFakeTimers();
    const states: ClockState[] = [];
    const world = { now: start, monotonic: 0 };
    const options = { waitMs, now: () => world.now, monotonic: () => world.monotonic };
    const clock = new BoxClock(evidence, options, (state) => states.push(state));
    clock.start();
    /** Time passes, second by second. */
    const pass = (ms: number) => {
      for (let left = ms; left > 0; left -= 1_000) {
        world.now += 1_000;
        world.monotonic += 1_000;
        vi.advanceTimersByTime(1_000);
      }
    };
    return { clock, states, world, pass };
  }

  it('waits until it is set, and says both once', () => {
    const { clock, states, world, pass } = watched(HOUR, 0, { built: T });
    expect(states).toMatchObject([{ waiting: true, doubt: expect.stringContaining('1970') }]);
    pass(60_000);
    expect(states).toHaveLength(1);
    world.now = T + HOUR;
    pass(2_000);
    expect(states.slice(1)).toEqual([{ waiting: false, doubt: undefined }]);
    expect(vi.getTimerCount()).toBe(0);
    expect(clock.state.doubt).toBeUndefined();
  });

  it('goes on when it has waited long enough, and is still doubtful', () => {
    const { clock, states, pass } = watched(60_000, 0, { built: T });
    pass(61_000);
    expect(states.map(({ waiting }) => waiting)).toEqual([true, false]);
    expect(clock.state.doubt).toBeDefined();
    expect(describeClock(clock.state, 60_000)).toMatch(/marked as doubtful; alerts are no longer waiting/);
    clock.stop();
  });

  it('learns of it from its records as well, and is quiet where nothing is wrong', () => {
    const { clock, states } = watched(HOUR, T, { built: T - HOUR });
    clock.learn(undefined);
    clock.learn(T - 1);
    expect(states).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    clock.learn(T + 24 * HOUR);
    expect(states).toMatchObject([{ waiting: true }]);
    clock.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
