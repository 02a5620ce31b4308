import { say } from '../base/said/said.ts';
/** What tells that a clock is behind. Times in milliseconds since the epoch. */
export interface ClockEvidence {
  /** The newest minute that was recorded under a clock that was right. */
  readonly recorded?: number;
  /** When this Roost was built, or a time before. */
  readonly built?: number;
}

/** A clock may be behind by so much without anybody's fault, ms: it drifts, and is set again. */
const DRIFT = 120_000;
const TICK = 1_000;

/** Why a clock that shows `now` cannot be right; undefined where nothing speaks against it. */
export function clockDoubt(now: number, { recorded, built }: ClockEvidence): string | undefined {
  const shown = iso(now);
  if (recorded !== undefined && now < recorded - DRIFT)
    return say('clock-before-record', { shown, recorded: iso(recorded) });
  if (built !== undefined && now < built - DRIFT) return say('clock-before-build', { shown, built: iso(built) });
  return undefined;
}

/** How a box's clock stands. */
export interface ClockState {
  /** Why it cannot be right; undefined where nothing speaks against it. */
  readonly doubt: string | undefined;
  /** True while what needs the right time waits for it. */
  readonly waiting: boolean;
}

/** What a clock is watched with. */
export interface ClockOptions {
  /** What needs the right time waits for so long, ms, and then goes on under the wrong one. */
  readonly waitMs: number;
  readonly now?: () => number;
  /** Of a clock that is never set, ms. */
  readonly monotonic?: () => number;
}

/** Watches whether the clock of the machine can be right, until it is: one without a battery starts in the past. */
export class BoxClock {
  #evidence: ClockEvidence;
  readonly #waitMs: number;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  readonly #changed: (state: ClockState) => void;
  #state: ClockState = { doubt: undefined, waiting: false };
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param changed called where the clock is doubtful from the start, and with each change */
  constructor(evidence: ClockEvidence, options: ClockOptions, changed: (state: ClockState) => void) {
    this.#evidence = evidence;
    this.#waitMs = options.waitMs;
    this.#now = options.now ?? Date.now;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#changed = changed;
  }

  get state(): ClockState {
    return this.#state;
  }

  /** Looks at once, and then every second until the clock is right. */
  start(): void {
    this.#startedAt = this.#monotonic();
    this.#watch();
  }

  /** Takes in what the database knows, and looks again. @param recorded see `ClockEvidence` */
  learn(recorded: number | undefined): void {
    if (recorded !== undefined) this.#evidence = { ...this.#evidence, recorded };
    this.#watch();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #watch(): void {
    this.stop();
    this.#look();
    if (this.#state.doubt !== undefined) this.#timer = setInterval(() => this.#look(), TICK);
  }

  #look(): void {
    const doubt = clockDoubt(this.#now(), this.#evidence);
    const waiting = doubt !== undefined && this.#monotonic() - this.#startedAt < this.#waitMs;
    const before = this.#state;
    this.#state = { doubt, waiting };
    if (doubt === undefined) this.stop();
    if ((doubt === undefined) !== (before.doubt === undefined) || waiting !== before.waiting)
      this.#changed(this.#state);
  }
}

/** What people should know of a clock that is doubtful. @param waitMs as in `ClockOptions` */
export function describeClock({ doubt, waiting }: ClockState, waitMs: number): string | undefined {
  if (doubt === undefined) return undefined;
  return waiting
    ? say('clock-waited-for', { why: doubt, minutes: Math.round(waitMs / 60_000) })
    : say('clock-doubtful', { why: doubt });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
