import type { Message } from './message.ts';

/**
 * Sends a message; resolves with the receiver's answer, rejects where it was not taken. When the signal aborts it ends the
 * connection and rejects.
 */
export type Send = (message: Message, signal: AbortSignal) => Promise<string>;

/** At most so many messages in any so many ms. */
export interface Pace {
  readonly messages: number;
  readonly ms: number;
}

/** A way out of the box, of one kind. */
export interface Outlet {
  readonly send: Send;
  /** How many of a message's news fit into one, at least one; all without it. */
  fits?(message: Message): number;
  /** What the receiver bears. */
  readonly paces?: readonly Pace[];
}

/** Keeps to the paces of one receiver. */
export class Paced {
  readonly #paces: readonly Pace[];
  readonly #longest: number;
  #sent: number[] = [];

  constructor(paces: readonly Pace[] = []) {
    this.#paces = paces;
    this.#longest = Math.max(0, ...paces.map(({ ms }) => ms));
  }

  /** Takes a turn, if there is one. @param now ms of a clock that is never set @returns false where it is too soon */
  take(now: number): boolean {
    this.#sent = this.#sent.filter((at) => at > now - this.#longest);
    const full = this.#paces.some(({ messages, ms }) => this.#sent.filter((at) => at > now - ms).length >= messages);
    if (!full) this.#sent.push(now);
    return !full;
  }
}
