import type { Request, Response } from 'express';
import type { Access, Who } from '../access/access.ts';
import type { LiveEvent, ServerDeps } from './deps.ts';
import { AT_THE_BOX, mayStay, STILL_MS, whoOf } from './door.ts';
import { goesOn } from './limits.ts';
import { Problem } from './problem.ts';
import { EventStream, type StreamLimits, type Tape } from './stream.ts';

/** The open event streams of a server: one subscription for all of them, and an end for who may not listen any more. */
export class Streams {
  readonly #deps: ServerDeps;
  readonly #limits: StreamLimits;
  readonly #access: Pick<Access, 'still' | 'withoutTokens'>;
  readonly #open = new Map<EventStream, Who>();
  #still: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;
  #stopped = false;

  constructor(deps: ServerDeps, limits: StreamLimits, access: Pick<Access, 'still' | 'withoutTokens'>) {
    this.#deps = deps;
    this.#limits = limits;
    this.#access = access;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Makes sure that one more may be opened: so many of all, and so many of one token, so that nobody holds them all.
   * @throws {Problem} 503
   */
  requireRoom(response: Response): void {
    const { streams, each } = this.#limits;
    const { token } = whoOf(response) ?? AT_THE_BOX;
    const own = [...this.#open.values()].filter((who) => who.token === token).length;
    const full = this.#stopped || this.#open.size >= streams;
    if (!full && own < each) return;
    const detail = full ? 'Too many event streams are open' : `${each} event streams of this token are open already`;
    throw new Problem(503, detail, { headers: { 'Retry-After': '10' } });
  }

  start(): void {
    this.#stopped = false;
    this.#unsubscribe = this.#deps.subscribe((event) => this.#tell(event));
    this.#still = setInterval(() => this.#endThoseWhoMayNot(), STILL_MS);
  }

  /** Ends every stream at once. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearInterval(this.#still);
    for (const stream of this.#open.keys()) stream.end();
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
    goesOn(response);
    const stream = new EventStream(tape, response, after, this.#limits);
    this.#open.set(stream, whoOf(response) ?? AT_THE_BOX);
    response.once('close', () => {
      stream.end();
      this.#open.delete(stream);
    });
    stream.start(this.#deps.cameras());
  }

  /** A token is revoked by another process as well, so it is asked, not told. */
  #endThoseWhoMayNot(): void {
    for (const [stream, who] of this.#open) if (!mayStay(this.#access, who)) stream.end();
  }

  #tell(event: LiveEvent): void {
    for (const stream of this.#open.keys()) {
      if (event.type === 'outbox') stream.pump();
      else stream.setCamera(event.status);
    }
  }
}
