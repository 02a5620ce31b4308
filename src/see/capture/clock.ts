import { uptime } from 'node:os';

/** A wall clock that is this far (ms) from where it should be has been corrected; less is the unsteadiness of reading it. */
const NOTICED = 100;
/** What a clock may run wrong by: a minute when it was set, and 100 millionths of the time since, which cheap crystals do. */
const DRIFT_MS = 60_000;
const DRIFT_SHARE = 1e-4;
/** A drift is made up for over ten times as long: times that are told go a tenth faster or slower meanwhile. */
const SLEW = 0.1;
/**
 * A step puts no more than so much of the past in doubt, ms. What was wrong since a start is set right within minutes or hours of it,
 * by the network or by whoever started the box; a clock that ran for longer and is then set was rather right before, and
 * a wrong move of somebody's must not take months out of the counts.
 */
const REACH = 86_400_000;
/** The machine slept where its clocks say so by more than this (ms): the system tells its uptime in hundredths of a second. */
const SLEPT = 1_000;
/** Corrections kept; of what was told before them the oldest is good enough. */
const MOST = 256;

/** The wall clock was set by more than it can have drifted. Wall times in ms. */
export interface ClockStep {
  /** What was told of the time between these, as it was told then, is not to be believed. */
  readonly from: number;
  readonly to: number;
  /** By how much it was set; below 0 it was set back. */
  readonly step: number;
}

/** From a steady time on, the correction goes from a value to another one at the pace of `SLEW`. */
interface Correction {
  readonly from: number;
  readonly value: number;
  readonly target: number;
}

/**
 * The time of one camera. Inside, everything runs on steady time: wall time when the clock was made, and what has passed
 * since by the monotonic clock. It never goes back and never jumps, whatever is done to the wall clock. What is told
 * carries wall time, which `wall` makes of it.
 *
 * A field box without a battery clock boots with a wrong time and is set right later, and a clock that hears of the time
 * seldom drifts. A correction that drift explains is followed smoothly, so that told times still rise. Anything more is a
 * step: from then on all that is told, and of tracks that live also what happened before, is in the new time.
 *
 * A machine that slept (a lid that was closed, a system that was suspended) did not have its clock set: the monotonic clock stands
 * still meanwhile, the system's uptime does not, and steady time goes on by what was slept. A virtual machine that was
 * paused by its host cannot tell: what it missed looks like a step forward.
 */
export class FrameClock {
  readonly #monotonic: () => number;
  readonly #wall: () => number;
  readonly #sinceBoot: () => number;
  #zero: number;
  /** By how much the uptime is ahead of the monotonic clock. */
  #ahead: number;
  /** Steady time since which the wall clock was not set. */
  #setAt: number;
  #last = Number.NEGATIVE_INFINITY;
  #corrections: Correction[];

  /**
   * @param monotonic milliseconds from anywhere
   * @param wall milliseconds since the epoch
   * @param age for how long (ms) the box has told things by this wall clock
   * @param sinceBoot milliseconds since the machine booted, those in which it slept too; by default the system's uptime beside its
   *   monotonic clock, and beside another one that one, which never sleeps
   */
  constructor(
    monotonic: () => number = steady,
    wall: () => number = Date.now,
    age = 0,
    sinceBoot: () => number = monotonic === steady ? () => uptime() * 1000 : monotonic,
  ) {
    this.#monotonic = monotonic;
    this.#wall = wall;
    this.#sinceBoot = sinceBoot;
    // The other way round than in `#wake`, for the same reason.
    const now = monotonic();
    this.#ahead = sinceBoot() - now;
    this.#zero = wall() - monotonic();
    this.#setAt = this.now() - age;
    this.#corrections = [{ from: this.#setAt, value: 0, target: 0 }];
  }

  /** Steady time, ms. */
  now(): number {
    return this.#monotonic() + this.#zero;
  }

  /** Steady time of a frame whose last byte has just arrived: whole milliseconds, strictly rising. */
  stamp(): number {
    this.#wake();
    this.#last = Math.max(this.#last + 1, Math.round(this.now()));
    return this.#last;
  }

  /** Wall time, in whole ms, of a steady one, as far as is known now. Never falls as steady time rises. */
  wall(at: number): number {
    return Math.round(at + this.#correctionAt(at));
  }

  /**
   * Compares with the wall clock; to be called every second or so.
   * @returns the step, where it was set by more than it can have drifted
   */
  follow(): ClockStep | undefined {
    this.#wake();
    const now = this.now();
    const off = this.#wall() - now;
    const { target } = this.#corrections.at(-1)!;
    if (Math.abs(off - target) <= NOTICED) return undefined;
    const present = this.#correctionAt(now);
    const step = off - present;
    if (Math.abs(step) <= DRIFT_MS + DRIFT_SHARE * (now - this.#setAt)) {
      this.#corrections = [...this.#corrections, { from: now, value: present, target: off }].slice(-MOST);
      return undefined;
    }
    const told = { from: this.wall(Math.max(this.#setAt, now - REACH)), to: this.wall(now), step: Math.round(step) };
    this.#corrections = this.#corrections.map(({ from, value, target: aim }) => ({
      ...{ from, value: value + step, target: aim + step },
    }));
    // What was still to be made up for is part of the step.
    this.#corrections.push({ from: now, value: off, target: off });
    this.#setAt = now;
    return told;
  }

  /** Takes in what the machine has slept. Read before the monotonic clock, so that a busy moment between the two is no sleep. */
  #wake(): void {
    const sinceBoot = this.#sinceBoot();
    const slept = sinceBoot - this.#monotonic() - this.#ahead;
    if (slept <= SLEPT) return;
    this.#zero += slept;
    this.#ahead += slept;
  }

  #correctionAt(at: number): number {
    const { from, value, target } = this.#corrections.findLast((one) => one.from <= at) ?? this.#corrections[0]!;
    const pace = SLEW * Math.max(0, at - from);
    return value + Math.max(-pace, Math.min(pace, target - value));
  }
}

function steady(): number {
  return performance.now();
}
