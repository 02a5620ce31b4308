import type { Response } from 'express';
import type { CameraStatus } from '../../base/domain.ts';
import { cameraEvent } from './shapes/event.ts';

/** Bounds of the event streams. */
export interface StreamLimits {
  /** Most streams at once. */
  readonly streams: number;
  /** Most streams of one token. */
  readonly each: number;
  /** Time between comments that keep a quiet stream open, milliseconds. */
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before it is cut off (to resume later), milliseconds. */
  readonly stalledMs: number;
}

/** Where a stream reads what it sends. */
export interface Tape {
  /** True where cameras' states are sent between. */
  readonly cameras: boolean;
  /**
   * What comes after a cursor, oldest first, at most `limit`, each as it is sent, and the cursor up to which all was read, what is
   * not sent included: it is never read again. There is no more where that is the cursor that was given.
   */
  after(cursor: number, limit: number): { readonly texts: readonly string[]; readonly next: number };
}

/** Outbox entries read at a time: the bound of what waits in memory for one reader. */
const PAGE = 100;

/** How soon a browser comes back after a stream ended, milliseconds. */
const RETRY_MS = 1000;

/**
 * One reader of live events. Entries are pulled from the outbox as fast as the reader takes them, so that none is
 * missed and none waits in memory; of each camera only the newest state waits. A reader that takes nothing for
 * `stalledMs` is cut off, and resumes from its last id.
 */
export class EventStream {
  readonly #tape: Tape;
  readonly #response: Response;
  readonly #limits: StreamLimits;
  readonly #states = new Map<string, CameraStatus>();
  #page: string[] = [];
  /** Up to here the tape was read. */
  #read: number;
  /** True while the tape is to be read on in another turn. */
  #reading = false;
  #blocked = false;
  #ended = false;
  #heartbeat: NodeJS.Timeout | undefined;
  #stalled: NodeJS.Timeout | undefined;

  constructor(tape: Tape, response: Response, after: number, limits: StreamLimits) {
    this.#tape = tape;
    this.#response = response;
    this.#read = after;
    this.#limits = limits;
  }

  /** Sends cameras' states, where the tape wants them, and what comes after the cursor, then what is new. */
  start(cameras: readonly CameraStatus[]): void {
    this.#heartbeat = setInterval(() => {
      if (!this.#blocked) this.#write(': still here\n\n');
    }, this.#limits.heartbeatMs);
    this.#write(`retry: ${RETRY_MS}\n\n`);
    if (this.#tape.cameras) for (const status of cameras) this.#states.set(status.camera, status);
    this.pump();
  }

  /** Keeps the newest state of a camera to be sent. */
  setCamera(status: CameraStatus): void {
    if (this.#tape.cameras) this.#states.set(status.camera, status);
    this.pump();
  }

  /** Sends all there is to send, until the reader's buffer is full. */
  pump(): void {
    while (!this.#blocked && !this.#ended) {
      const text = this.#next();
      if (text === undefined) return;
      this.#write(text);
    }
  }

  /** Ends the stream at once. May be called again. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stalled);
    if (this.#blocked) this.#response.destroy();
    else this.#response.end();
  }

  #next(): string | undefined {
    for (const [camera, status] of this.#states) {
      this.#states.delete(camera);
      return cameraEvent(status);
    }
    if (this.#page.length === 0) this.#readOn();
    return this.#page.shift();
  }

  /** Reads a piece of the tape; where nothing of it is sent, the next piece is read in another turn: others come first. */
  #readOn(): void {
    const { texts, next } = this.#tape.after(this.#read, PAGE);
    this.#page = [...texts];
    const more = texts.length === 0 && next > this.#read;
    this.#read = next;
    if (!more || this.#reading) return;
    this.#reading = true;
    setImmediate(() => {
      this.#reading = false;
      this.pump();
    });
  }

  #write(text: string): void {
    if (this.#ended || this.#response.write(text)) return;
    this.#blocked = true;
    this.#stalled = setTimeout(() => this.#response.destroy(), this.#limits.stalledMs);
    this.#response.once('drain', () => {
      this.#blocked = false;
      clearTimeout(this.#stalled);
      this.pump();
    });
  }
}
