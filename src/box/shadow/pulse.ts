import { Patience } from '../../base/patience.ts';
import { say } from '../../base/said/said.ts';

/** What the system tells of a process. */
export interface ProcessFacts {
  /** True where it works, or waits for a core. */
  readonly runs: boolean;
  /** Time that it had a core so far, ms. */
  readonly coreMs: number;
}

/** From when on a process is taken to hang. */
export interface PulseLimits {
  /** How often it is felt for, ms. */
  readonly every: number;
  /** It told nothing, and asked for no core, for so long (ms). */
  readonly silent: number;
  /** It told nothing, and had a core for so long (ms). */
  readonly endless: number;
}

/** A look at one picture takes seconds on a slow box, not minutes; a disk that stalls takes less than a minute. */
export const LIMITS: PulseLimits = { every: 2_000, silent: 60_000, endless: 300_000 };

/**
 * Judges whether a process hangs that has the machine only where nothing else wants it. Such a one may wait for a core for very long: while
 * it does, that it tells nothing says nothing. One that was stopped or waits for ever asks for no core; one that never ends has one and tells
 * nothing. Pure: times in ms of a clock that never jumps.
 */
export class ShadowPulse {
  readonly #limits: PulseLimits;
  readonly #silence: Patience;
  #coreMs: number | undefined;

  constructor(limits: PulseLimits) {
    this.#limits = limits;
    this.#silence = new Patience(2 * limits.every);
  }

  /** It told something. */
  heard(): void {
    this.#silence.heard();
    this.#coreMs = undefined;
  }

  /**
   * Feels for it.
   * @param facts undefined where the system does not tell: then only a silence as long as the longest of both limits says anything
   * @returns why it is taken to hang, in words; undefined while it lives
   */
  feel(now: number, facts: ProcessFacts | undefined): string | undefined {
    const { silent, endless } = this.#limits;
    const most = facts ? silent : Math.max(silent, endless);
    if (facts) this.#coreMs ??= facts.coreMs;
    // What has a core, or waits for one, is not stopped, and waits for nothing else.
    if (facts?.runs) this.#silence.heard();
    else if (this.#silence.look(now) > most) return say('hung-silent', { seconds: most / 1000 });
    if (facts && facts.coreMs - this.#coreMs! > endless) return say('hung-busy', { seconds: endless / 1000 });
    return undefined;
  }
}
