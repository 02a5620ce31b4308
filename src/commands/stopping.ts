import { constants } from 'node:os';

/**
 * TERM and Ctrl-C, for commands that end in order. A command that never asks for `signal` is ended by the system at once, as
 * any program is: one that took no notice could not be stopped at all.
 */
export class Stopping {
  readonly #controller = new AbortController();
  #listening = false;
  #by: NodeJS.Signals | undefined;

  /** Aborted by the first TERM or Ctrl-C from now on. A second one ends the process. */
  get signal(): AbortSignal {
    if (!this.#listening) {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => this.#stop(name));
      this.#listening = true;
    }
    return this.#controller.signal;
  }

  /** What ended the command; undefined where nothing did. */
  get by(): NodeJS.Signals | undefined {
    return this.#by;
  }

  /** As shells tell of what a signal ended: 130 for Ctrl-C, 143 for TERM; undefined where nothing did. */
  get exitCode(): number | undefined {
    return this.#by && 128 + constants.signals[this.#by];
  }

  #stop(name: NodeJS.Signals): void {
    this.#by ??= name;
    this.#controller.abort();
  }
}
