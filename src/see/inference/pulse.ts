import { Patience } from '../../base/patience.ts';
import { say } from '../../base/said/said.ts';
import type { ChildReport } from './messages.ts';

/** How often a pulse is felt, ms. */
export const FELT_EVERY = 1_000;
/** The shortest time (ms) after which silence means hanging: some eighty runs of the default detector. */
const LEAST = 6_000;
/** A run under full load takes a few times as long as when the model was proved; one of this many times hangs. */
const TIMES = 20;

/**
 * How long (ms) a process may be silent, by how long its slowest model took for one crop when it was proved: what a busy
 * machine does to a run must never look like a process that hangs.
 */
export function answersWithin(slowestMs: number): number {
  return Math.max(LEAST, Math.round(TIMES * slowestMs));
}

/** Judges by what a process tells of itself whether it hangs. Pure: times in ms of a clock that never jumps. */
export class Pulse {
  readonly #within: number;
  /** Since it told anything: stopped, or a run that never ends. */
  readonly #word = new Patience(2 * FELT_EVERY);
  /** Since it answered a crop while one waited: alive, and yet nothing comes of it. */
  readonly #work = new Patience(2 * FELT_EVERY);
  #answered = -1;

  /** @param within of `answersWithin` */
  constructor(within: number) {
    this.#within = within;
  }

  /** Takes in what the process told. */
  heard({ waiting, answered }: Omit<Extract<ChildReport, { type: 'alive' }>, 'type'>): void {
    this.#word.heard();
    if (waiting === 0 || answered !== this.#answered) this.#work.heard();
    this.#answered = answered;
  }

  /** Feels for it. @returns why it is taken to hang, in words; undefined while it lives */
  feel(now: number): string | undefined {
    const word = this.#word.look(now);
    const work = this.#work.look(now);
    const seconds = this.#within / 1000;
    if (word > this.#within) return say('hung-silent', { seconds });
    return work > this.#within ? say('hung-unanswering', { seconds }) : undefined;
  }
}
