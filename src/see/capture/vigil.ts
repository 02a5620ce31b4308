/** Looks whether a run gives what it should. Pure: times in milliseconds of a clock that never jumps. */
export interface Vigil {
  /** @returns since when it has been silent, where that is too long; undefined while it is well */
  look(now: number): number | undefined;
}

/** What a run is known by while no frame has come. */
export interface Packets {
  /** Grows as long as the camera sends. */
  readonly packets: number;
  /** Packets at which a decoder can start. */
  readonly keys: number;
}

/** Wants packets, no longer than so long (ms) apart. */
export class PacketVigil implements Vigil {
  readonly #silence: Silence;

  constructor(journal: Packets, within: number, now: number) {
    this.#silence = new Silence(() => journal.packets, within, within, now);
  }

  look(now: number): number | undefined {
    return this.#silence.tooLong(now) ? this.#silence.since : undefined;
  }
}

/** What is waited for of frames. Times in milliseconds. */
export interface FrameWaits {
  /** The first packet and, from the first key packet on, the first complete frame must come within so long. */
  readonly firstFrameWithin: number;
  /** Complete frames are never further apart. */
  readonly frameWithin: number;
  /** The stream flows, but a picture to begin with is waited for longer than `firstFrameWithin`. Called again and again. */
  readonly waiting: () => void;
}

/**
 * Wants frames. Before the first one the stream may flow for minutes without a picture to begin with, where a camera sets its key
 * frames far apart: that is no reason to begin anew, which would only lose the time that was waited.
 */
export class FrameVigil implements Vigil {
  readonly #frames: () => number;
  readonly #journal: Packets;
  readonly #waits: FrameWaits;
  readonly #startedAt: number;
  readonly #before: number;
  readonly #packets: Silence;
  #silence: Silence | undefined;

  /** @param frames counts complete frames, of earlier runs too */
  constructor(frames: () => number, journal: Packets, waits: FrameWaits, now: number) {
    this.#frames = frames;
    this.#journal = journal;
    this.#waits = waits;
    this.#startedAt = now;
    this.#before = frames();
    this.#packets = new Silence(() => journal.packets, waits.firstFrameWithin, waits.firstFrameWithin, now);
  }

  look(now: number): number | undefined {
    const { firstFrameWithin, frameWithin, waiting } = this.#waits;
    if (this.#journal.keys > 0 || this.#frames() > this.#before)
      this.#silence ??= new Silence(this.#frames, firstFrameWithin, frameWithin, now);
    if (this.#silence) return this.#silence.tooLong(now) ? this.#silence.since : undefined;
    if (this.#packets.tooLong(now)) return this.#packets.since;
    if (this.#journal.packets > 0 && now - this.#startedAt > firstFrameWithin) waiting();
    return undefined;
  }
}

/**
 * A count that has to grow. A busy event loop can look at it before it has read what waits in the pipe, so it believes
 * what it sees only the second time.
 */
class Silence {
  readonly #read: () => number;
  readonly #within: number;
  #limit: number;
  #count: number;
  #late = false;
  since: number;

  constructor(read: () => number, firstWithin: number, within: number, now: number) {
    this.#read = read;
    this.#limit = firstWithin;
    this.#within = within;
    this.#count = read();
    this.since = now;
  }

  /** @returns true if it has not grown for too long */
  tooLong(now: number): boolean {
    const count = this.#read();
    if (count !== this.#count) {
      this.#count = count;
      this.since = now;
      this.#limit = this.#within;
      this.#late = false;
      return false;
    }
    if (now - this.since <= this.#limit) return false;
    const again = this.#late;
    this.#late = true;
    return again;
  }
}
