import { messageOf, RoostError } from '../base/errors.ts';

/** What runs, and how it is ended. */
export interface Part {
  /** For the log: `watchers`. */
  readonly name: string;
  /** How long its end may take, ms. */
  readonly limitMs: number;
  /** Ends it. May reject, or never settle: the other parts are ended all the same. */
  stop(): Promise<void> | void;
}

/** A part that did not end as it should, and why. */
export interface NotStopped {
  readonly part: string;
  readonly why: string;
}

/**
 * The parts of a box, in the order in which they were started. They end in the opposite order, whatever becomes of each, so
 * that the first one, the database, is closed last.
 */
export class Parts {
  readonly #parts: Part[] = [];
  #stopping: Promise<readonly NotStopped[]> | undefined;

  /** Takes over a part that was started. @throws RoostError where the parts are being ended already */
  add(part: Part): void {
    if (this.#stopping) throw new RoostError('start', part.name, 'the box is being stopped');
    this.#parts.push(part);
  }

  /** Within this time every part has ended or been given up, ms. */
  get limitMs(): number {
    return this.#parts.reduce((sum, { limitMs }) => sum + limitMs, 0);
  }

  /** Ends every part, one after the other. Never rejects; asked twice, both hear of the one end. @returns what went wrong */
  stop(): Promise<readonly NotStopped[]> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** The same for parts of a part. @throws RoostError (rejects) that names each that did not end as it should */
  async end(): Promise<void> {
    const wrong = await this.stop();
    const words = wrong.map(({ part, why }) => `${part}: ${why}`);
    if (words.length > 0) throw new RoostError('stop', wrong.map(({ part }) => part).join(', '), words.join('; '));
  }

  async #stopAll(): Promise<readonly NotStopped[]> {
    const wrong: NotStopped[] = [];
    for (const part of this.#parts.reverse()) {
      const why = await end(part);
      if (why !== undefined) wrong.push({ part: part.name, why });
    }
    return wrong;
  }
}

/** Ends one part within its limit. @returns why it did not end as it should */
async function end({ limitMs, stop }: Part): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`it did not end within ${limitMs / 1000} s`), limitMs);
  });
  // A part that throws at once must not leave the rest running either.
  const ended = (async () => stop())().then(() => undefined, messageOf);
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
