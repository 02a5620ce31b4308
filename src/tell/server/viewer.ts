import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { LiveView, LiveWidth } from '../../base/domain.ts';
import type { ServerDeps } from './deps.ts';
import { LiveAskShape, type LiveProblemShape, liveTracks } from './shapes/live.ts';

/** What a viewer needs of the box. */
export type ViewerDeps = Pick<ServerDeps, 'live' | 'cameraFacts' | 'taxon' | 'above'>;

/** Bounds of one viewer. */
export interface ViewerLimits {
  /** Frames of one camera at one width that a viewer may have asked for and not got; more are not noted. */
  readonly ahead: number;
  /** Cameras and widths that it may ask for at once. */
  readonly views: number;
  /** Messages that it may send in a second, pings among them. */
  readonly messages: number;
  /** How long it may take nothing before it is cut off, milliseconds. */
  readonly stalledMs: number;
}

/** Frames of one camera that a viewer waits for. */
interface Asked {
  readonly camera: string;
  readonly width: LiveWidth;
  left: number;
  /** Gives up waiting; present while it waits. */
  cancel?: () => void;
}

const SECOND = 1_000;
/** Closing codes of RFC 6455. */
const GOING = 1001;
const AGAINST_RULES = 1008;

/**
 * One who looks on. It asks for each frame, and gets the newest that comes after: who is slow asks less often and misses what lies
 * between. While a message is on its way to a socket that takes nothing, nothing else is made for it: at most one message of each
 * view waits in memory, whatever it asks for.
 */
export class Viewer {
  readonly #socket: WebSocket;
  readonly #deps: ViewerDeps;
  readonly #limits: ViewerLimits;
  readonly #asked = new Map<string, Asked>();
  /** Messages that the system has not taken yet. */
  #sending = 0;
  /** Messages that came since a second began. */
  #came = { since: 0, messages: 0 };
  #stalled: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, deps: ViewerDeps, limits: ViewerLimits) {
    this.#socket = socket;
    this.#deps = deps;
    this.#limits = limits;
    socket.on('message', (data, isBinary) => this.#bears() && this.#take(isBinary ? '' : String(data)));
    socket.on('ping', () => this.#bears());
    socket.on('error', () => socket.terminate());
    socket.once('close', () => this.#giveUp());
  }

  /** Cuts it off at once. */
  end(): void {
    this.#giveUp();
    this.#socket.close(GOING);
    // A socket that takes nothing does not take this either.
    this.#socket.terminate();
  }

  /** Counts a message; one too many in a second cuts the connection off: to read and answer them all would keep the box from others. */
  #bears(): boolean {
    const now = performance.now();
    if (now - this.#came.since >= SECOND) this.#came = { since: now, messages: 0 };
    this.#came.messages += 1;
    if (this.#came.messages <= this.#limits.messages) return true;
    this.#giveUp();
    this.#socket.close(AGAINST_RULES, `more than ${this.#limits.messages} messages in a second`);
    this.#socket.terminate();
    return false;
  }

  #take(text: string): void {
    const ask = LiveAskShape.safeParse(parsed(text));
    if (ask.success) this.#note(ask.data.camera, ask.data.width);
    else this.#refuse('send {"camera": ID, "width": 0, 320, 640 or 1280} as text');
  }

  #note(camera: string, width: LiveWidth): void {
    const key = `${width} ${camera}`;
    const asked = this.#asked.get(key) ?? { camera, width, left: 0 };
    if (!this.#deps.cameraFacts().some(({ id }) => id === camera)) {
      const detail = 'there is no such camera; /api/v1/cameras lists them';
      // Who reads no answers gets no more of them.
      if (this.#sending === 0) this.#send({ type: 'problem', camera, detail });
    } else if (!this.#asked.has(key) && this.#asked.size >= this.#limits.views) {
      this.#refuse(`${this.#limits.views} views are asked for already`);
    } else {
      this.#asked.set(key, asked);
      asked.left = Math.min(this.#limits.ahead, asked.left + 1);
      this.#wait(asked);
    }
  }

  /** Waits for the next frame, unless it does so already or what was sent before is not taken yet. */
  #wait(asked: Asked): void {
    if (asked.cancel || asked.left === 0 || this.#sending > 0) return;
    asked.cancel = this.#deps.live.next(asked.camera, asked.width, (view) => {
      delete asked.cancel;
      // Another view's picture is on its way: this frame is missed, not heaped up.
      if (this.#sending > 0) return;
      asked.left -= 1;
      if (asked.left === 0) this.#asked.delete(`${asked.width} ${asked.camera}`);
      this.#show(view);
    });
  }

  #show(view: LiveView): void {
    const told = liveTracks(view, this.#deps);
    if (view.picture) {
      const head = Buffer.from(JSON.stringify(told));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(head.length);
      this.#send(Buffer.concat([length, head, view.picture.jpeg]));
    } else this.#send(told);
  }

  #send(message: Buffer | object): void {
    this.#sending += 1;
    this.#stalled ??= setTimeout(() => this.#socket.terminate(), this.#limits.stalledMs);
    const taken = () => {
      this.#sending -= 1;
      if (this.#sending > 0) return;
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      for (const asked of this.#asked.values()) this.#wait(asked);
    };
    if (Buffer.isBuffer(message)) this.#socket.send(message, taken);
    else this.#socket.send(JSON.stringify(message), taken);
  }

  /** What it says makes no sense, or is too much. */
  #refuse(why: string): void {
    const problem: z.input<typeof LiveProblemShape> = { type: 'problem', detail: why };
    this.#socket.send(JSON.stringify(problem));
    this.#socket.close(AGAINST_RULES, why.slice(0, 120));
    this.#giveUp();
  }

  #giveUp(): void {
    clearTimeout(this.#stalled);
    for (const { cancel } of this.#asked.values()) cancel?.();
    this.#asked.clear();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
