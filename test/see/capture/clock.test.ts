import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameClock } from '../../../src/see/capture/clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 2025-05-03 08:00 in Shanghai. */
const T = Date.parse('2025-05-03T00:00:00Z');

/** A clock of a box that boots at a wall time, whose wall clock can be set. */
function boxAt(wall: number, age = 0) {
  const now = { monotonic: 5_000, wall };
  const clock = new FrameClock(
    () => now.monotonic,
    () => now.wall,
    age,
  );
  /** Lets time pass, and looks at the wall clock every second as a watch does. */
  const pass = (ms: number) => {
    const steps = [];
    for (let left = ms; left > 0; left -= SECOND) {
      now.monotonic += Math.min(SECOND, left);
      now.wall += Math.min(SECOND, left);
      steps.push(clock.follow());
    }
    return steps.filter((step) => step !== undefined);
  };
  const set = (by: number) => {
    now.wall += by;
  };
  return { clock, now, pass, set };
}

/** The same on a machine that may sleep. */
function sleeperAt(wall: number) {
  const now = { monotonic: 5_000, wall, sinceBoot: 9_000, late: 0 };
  const clock = new FrameClock(
    () => now.monotonic + now.late,
    () => now.wall,
    0,
    () => now.sinceBoot,
  );
  const pass = (ms: number) => {
    const steps = [];
    for (let left = ms; left > 0; left -= SECOND) {
      for (const of of ['monotonic', 'wall', 'sinceBoot'] as const) now[of] += Math.min(SECOND, left);
      steps.push(clock.follow());
    }
    return steps.filter((step) => step !== undefined);
  };
  return { clock, now, pass };
}

describe('the clock of frames', () => {
  it('stamps in whole milliseconds that rise strictly, by the monotonic clock alone', () => {
    const { clock, now, set } = boxAt(T);
    expect([clock.stamp(), clock.stamp()]).toEqual([T, T + 1]);
    now.monotonic += 200;
    set(-DAY);
    expect(clock.stamp()).toBe(T + 200);
    set(3 * DAY);
    expect(clock.stamp()).toBe(T + 201);
  });

  it('tells wall time as it is while nobody sets the wall clock', () => {
    const { clock, now, pass } = boxAt(T);
    expect(pass(HOUR)).toEqual([]);
    expect(clock.wall(clock.now())).toBe(now.wall);
  });

  it('starts in 1970, and tells all in the new time once the clock is set an hour later', () => {
    const { clock, pass, set } = boxAt(20 * SECOND);
    pass(HOUR);
    const seenAt = clock.stamp();
    set(T);
    expect(pass(SECOND)).toEqual([{ from: 20 * SECOND, to: 20 * SECOND + HOUR + SECOND, step: T }]);
    expect(clock.wall(seenAt)).toBe(T + 20 * SECOND + HOUR);
  });

  it.each([
    ['back by an hour', -HOUR],
    ['forward by a day', DAY],
    ['back by a day', -DAY],
  ])('set %s tells once what of before is doubtful, and what it tells from then on is right', (_, step) => {
    const { clock, now, pass, set } = boxAt(T);
    pass(10 * MINUTE);
    set(step);
    expect(pass(5 * MINUTE)).toEqual([{ from: T, to: T + 10 * MINUTE + SECOND, step }]);
    expect(clock.wall(clock.now())).toBe(now.wall);
    set(-step);
    // Only what was told since the last step is doubtful by this one.
    expect(pass(SECOND)).toMatchObject([{ from: T + step + 10 * MINUTE + SECOND, step: -step }]);
  });

  it('doubts no more than a day of what was told before it was set, however long it ran', () => {
    const { pass, set } = boxAt(T, 200 * DAY);
    set(3 * DAY);
    expect(pass(SECOND)).toEqual([{ from: T + SECOND - DAY, to: T + SECOND, step: 3 * DAY }]);
  });

  it.each([2 * SECOND, 8 * HOUR, 3 * DAY])(
    'takes %i ms in which the machine slept for time that passed, and for no step',
    (slept) => {
      const { clock, now, pass } = sleeperAt(T);
      pass(HOUR);
      const before = clock.stamp();
      now.wall += slept;
      now.sinceBoot += slept;
      expect(clock.stamp()).toBe(before + slept);
      expect(clock.follow()).toBeUndefined();
      expect(pass(10 * MINUTE)).toEqual([]);
      expect(clock.wall(clock.now())).toBe(now.wall);
      expect(clock.wall(before)).toBe(before);
      // A clock that is set is told all the same, and what was slept is no part of it.
      now.wall += DAY;
      expect(pass(SECOND)).toMatchObject([{ step: DAY }]);
    },
  );

  it('takes no moment between two readings of its clocks for a sleep, and follows the real ones', () => {
    const { clock, now } = sleeperAt(T);
    // The thread waited for a second turn after it had read the uptime.
    now.late = 5 * SECOND;
    expect(clock.stamp()).toBe(T + 5 * SECOND);
    now.late = 0;
    now.monotonic += 5 * SECOND;
    now.sinceBoot += 5 * SECOND;
    expect(clock.stamp()).toBe(T + 5 * SECOND + 1);
    const real = new FrameClock();
    expect(Math.abs(real.wall(real.stamp()) - Date.now())).toBeLessThan(SECOND);
    expect(real.follow()).toBeUndefined();
  });

  it('doubts what the box told before this clock was made as well', () => {
    const { pass, set } = boxAt(T, 2 * HOUR);
    set(DAY);
    expect(pass(SECOND)).toMatchObject([{ from: T - 2 * HOUR }]);
  });

  it.each([5 * SECOND, -5 * SECOND, 50 * SECOND, -50 * SECOND])(
    'makes up for %i ms, which is drift, without a step and without a jump',
    (by) => {
      const { clock, now, pass, set } = boxAt(T);
      set(by);
      expect(pass(SECOND)).toEqual([]);
      const before = clock.wall(clock.now());
      pass(SECOND);
      expect(clock.wall(clock.now()) - before).toBe(SECOND + Math.sign(by) * 100);
      expect(pass(10 * Math.abs(by))).toEqual([]);
      expect(clock.wall(clock.now())).toBe(now.wall);
    },
  );

  it('takes for drift what a cheap crystal loses in months without a network, and no more', () => {
    const { pass, set } = boxAt(T, 90 * DAY);
    set(13 * MINUTE);
    expect(pass(SECOND)).toEqual([]);
    const other = boxAt(T, 90 * DAY);
    other.set(15 * MINUTE);
    expect(other.pass(SECOND)).toHaveLength(1);
  });

  it('never tells an earlier time of a later frame, whatever is done to the wall clock', () => {
    const move = fc.record({ pass: fc.integer({ min: 1, max: 600 }), by: fc.integer({ min: -2 * DAY, max: 2 * DAY }) });
    const small = fc.record({ pass: fc.integer({ min: 1, max: 600 }), by: fc.integer({ min: -50_000, max: 50_000 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof(move, small), { maxLength: 12 }), (moves) => {
        const { clock, pass, set } = boxAt(T);
        const stamps = [clock.stamp()];
        for (const { pass: seconds, by } of moves) {
          set(by);
          pass(seconds * SECOND);
          stamps.push(clock.stamp());
          const told = stamps.map((at) => clock.wall(at));
          expect(told).toEqual([...told].sort((a, b) => a - b));
          // Between two frames no more and no less than a tenth is made up for.
          for (const [i, at] of stamps.entries()) {
            if (i === 0) continue;
            const passed = at - stamps[i - 1]!;
            expect(Math.abs(told[i]! - told[i - 1]! - passed)).toBeLessThanOrEqual(passed / 10 + 1);
          }
        }
      }),
    );
  });

  it('is right again within minutes, whatever was done to the wall clock before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -DAY, max: DAY }), { maxLength: 8 }), (sets) => {
        const { clock, now, pass, set } = boxAt(T);
        for (const by of sets) {
          set(by);
          pass(7 * SECOND);
        }
        pass(12 * MINUTE);
        expect(Math.abs(clock.wall(clock.now()) - now.wall)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
