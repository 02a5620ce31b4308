import type { Request, Response } from 'express';
import type { LiveEvent, ServerDeps } from './deps.ts';
import { EventStream, type StreamLimits, type Tape } from './stream.ts';

/** The open event streams of a server: one subscription for all of them. */
export class Streams {
  readonly #deps: ServerDeps;
  readonly #limits: StreamLimits;
  readonly #open = new Set<EventStream>();
  #unsubscribe: (() => void) | undefined;
  #stopped = false;

  constructor(deps: ServerDeps, limits: StreamLimits) {
    this.#deps = deps;
    this.#limits = limits;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /** True where one more may be opened. */
  room(): boolean {
    return !this.#stopped && this.#open.size < this.#limits.streams;
  }

  start(): void {
    this.#stopped = false;
    this.#unsubscribe = this.#deps.subscribe((event) => this.#tell(event));
  }

  /** Ends every stream at once. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const stream of this.#open) stream.end();
  }

  /** Answers a request with what a tape has after a cursor, until either side ends it. */
  open(request: Request, response: Response, after: number, tape: Tape): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const stream = new EventStream(tape, response, after, this.#limits);
    this.#open.add(stream);
    response.once('close', () => {
      stream.end();
      this.#open.delete(stream);
    });
    stream.start(this.#deps.cameras());
  }

  #tell(event: LiveEvent): void {
    for (const stream of this.#open) {
      if (event.type === 'outbox') stream.pump();
      else stream.setCamera(event.status);
    }
  }
}
