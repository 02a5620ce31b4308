/** A clock that moved by more than this (ms) beside steady time was set, to a right time or a wrong one. */
const SET = 86_400_000;
/** It is taken for right after so long (ms) in which it was not set again: time for somebody to see that it is wrong. */
const BELIEVED_AFTER = 86_400_000;

/**
 * Knows whether a clock has settled. What is let go of for its age is gone for good, so it must not be by a clock that jumped a year
 * ahead a moment ago. Pure: both times are given.
 */
export class SettledClock {
  #wall: number | undefined;
  #steady = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;

  /** @param wall the newest time that is known to have been right, ms; undefined where there is none */
  constructor(wall: number | undefined, steady: number) {
    this.#wall = wall;
    this.#steady = steady;
  }

  /** True unless the clock was set within the last day. @param wall now, ms @param steady a clock that is never set, ms */
  isSettled(wall: number, steady: number): boolean {
    const moved = this.#wall === undefined ? 0 : wall - this.#wall - (steady - this.#steady);
    if (Math.abs(moved) > SET) this.#heldUntil = steady + BELIEVED_AFTER;
    this.#wall = wall;
    this.#steady = steady;
    return steady >= this.#heldUntil;
  }
}
