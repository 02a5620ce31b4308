import type { Request, Response } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access, Who } from '../access/access.ts';
import { AT_THE_BOX, mayStay, STILL_MS, whoOf } from './door.ts';
import { Problem } from './problem.ts';
import { openSocket } from './upgrade.ts';
import { Viewer, type ViewerDeps, type ViewerLimits } from './viewer.ts';

/** Bounds of the live view. */
export interface ViewersLimits extends ViewerLimits {
  /** Most connections at once. */
  readonly viewers: number;
  /** Most connections of one token. */
  readonly each: number;
  /** Time between questions whether a viewer is still there, milliseconds; who does not answer until the next is cut off. */
  readonly heartbeatMs: number;
}

/** Longest message of a viewer, bytes: it asks for frames, no more. */
const MOST_ASKED = 1_024;

/** One connection. */
interface Connection {
  readonly viewer: Viewer;
  readonly socket: WebSocket;
  readonly who: Who;
  answered: boolean;
}

/** Everybody who looks on over this server, and an end for who may not any more. */
export class Viewers {
  readonly #deps: ViewerDeps;
  readonly #limits: ViewersLimits;
  readonly #access: Pick<Access, 'still' | 'withoutTokens'>;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_ASKED, perMessageDeflate: false });
  readonly #open = new Set<Connection>();
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(deps: ViewerDeps, limits: ViewersLimits, access: Pick<Access, 'still' | 'withoutTokens'>) {
    this.#deps = deps;
    this.#limits = limits;
    this.#access = access;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  start(): void {
    this.#stopped = false;
    this.#timers = [
      setInterval(() => this.#endThoseWhoMayNot(), STILL_MS),
      setInterval(() => this.#askWhoIsThere(), this.#limits.heartbeatMs),
    ];
  }

  /** Ends every connection at once. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const { viewer } of this.#open) viewer.end();
  }

  /**
   * Lets a request go on as a viewer's connection.
   * @throws {Problem} 503 where too many look on
   */
  open(request: Request, response: Response): void {
    const who = whoOf(response) ?? AT_THE_BOX;
    this.#requireRoom(who);
    openSocket(request, response, this.#sockets, (socket) => {
      const connection = { viewer: new Viewer(socket, this.#deps, this.#limits), socket, who, answered: true };
      this.#open.add(connection);
      socket.once('close', () => this.#open.delete(connection));
      socket.on('pong', () => {
        connection.answered = true;
      });
      if (this.#stopped) connection.viewer.end();
    });
  }

  #requireRoom({ token }: Who): void {
    const { viewers, each } = this.#limits;
    const own = [...this.#open].filter(({ who }) => who.token === token).length;
    const full = this.#stopped || this.#open.size >= viewers;
    if (!full && own < each) return;
    const detail = full ? 'Too many look on already' : `${each} live views of this token are open already`;
    throw new Problem(503, detail, { headers: { 'Retry-After': '10' } });
  }

  #endThoseWhoMayNot(): void {
    for (const { viewer, who } of this.#open) if (!mayStay(this.#access, who)) viewer.end();
  }

  #askWhoIsThere(): void {
    for (const connection of this.#open) {
      if (!connection.answered) connection.viewer.end();
      connection.answered = false;
      connection.socket.ping();
    }
  }
}
