import type { Response } from 'express';
import type { CameraStatus } from '../domain.ts';
import type { OutboxEvent, ServerDeps } from './deps.ts';
import { cameraEvent, visitEvent } from './shapes/event.ts';

/** Bounds of the event streams. */
export interface StreamLimits {
  /** Most streams at once. */
  readonly streams: number;
  /** Time between comments that keep a quiet stream open, milliseconds. */
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before it is cut off (to resume later), milliseconds. */
  readonly stalledMs: number;
}

/** Outbox entries read at a time: the bound of what waits in memory for one reader. */
const PAGE = 100;

/** How soon a browser comes back after a stream ended, milliseconds. */
const RETRY_MS = 1000;

/**
 * One reader of live events. Visit events are pulled from the outbox as fast as the reader takes them, so that none is
 * missed and none waits in memory; of each camera only the newest state waits. A reader that takes nothing for
 * `stalledMs` is cut off, and resumes from its last id.
 */
export class EventStream {
  readonly #deps: ServerDeps;
  readonly #response: Response;
  readonly #limits: StreamLimits;
  readonly #states = new Map<string, CameraStatus>();
  #page: OutboxEvent[] = [];
  #cursor: number;
  #blocked = false;
  #ended = false;
  #heartbeat: NodeJS.Timeout | undefined;
  #stalled: NodeJS.Timeout | undefined;

  constructor(deps: ServerDeps, response: Response, after: number, limits: StreamLimits) {
    this.#deps = deps;
    this.#response = response;
    this.#cursor = after;
    this.#limits = limits;
  }

  /** Sends every camera's state and the events after the cursor, then what comes. */
  start(): void {
    this.#heartbeat = setInterval(() => {
      if (!this.#blocked) this.#write(': still here\n\n');
    }, this.#limits.heartbeatMs);
    this.#write(`retry: ${RETRY_MS}\n\n`);
    for (const status of this.#deps.cameras()) this.#states.set(status.camera, status);
    this.pump();
  }

  /** Keeps the newest state of a camera to be sent. */
  setCamera(status: CameraStatus): void {
    this.#states.set(status.camera, status);
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
    if (this.#page.length === 0) this.#page = [...this.#deps.eventsAfter(this.#cursor, PAGE)];
    const event = this.#page.shift();
    if (!event) return undefined;
    this.#cursor = event.cursor;
    return visitEvent(event, this.#deps);
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
