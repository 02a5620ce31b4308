import { Socket } from 'node:net';
import type { Detection } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { Patience } from '../../base/patience.ts';
import type { Embedded } from './classifier.ts';
import type { ClassifyRequest, Endpoint, LookRequest, Request, Response } from './messages.ts';
import { Decoder, encodeHead } from './protocol.ts';

/** A crop whose answer has not come. */
interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: RoostError) => void;
}

interface Answer {
  readonly response: Response;
  readonly body: Uint8Array;
}

/** A crop that was sent, and what will come of it. */
export interface Sent<T> {
  readonly id: number;
  readonly answer: Promise<T>;
}

/** How often a client looks whether its links are silent, ms. */
export const LOOKED_AT_EVERY = 500;

/** One connection of a watcher to one inference process. It is never opened again: a new process has a new path. */
export class Link {
  readonly path: string;
  /** How long (ms) it may be silent while crops wait. */
  readonly answersWithin: number;
  readonly #patience = new Patience(2 * LOOKED_AT_EVERY);
  readonly #socket: Socket;
  readonly #decoder = new Decoder();
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #leaving = false;
  #givenUp = false;

  constructor({ path, answersWithin }: Endpoint) {
    this.path = path;
    this.answersWithin = answersWithin;
    this.#socket = new Socket();
    this.#socket.on('data', (chunk) => this.#read(chunk));
    // The error's text is told to everyone who waits; 'close' follows and would only say that it closed.
    this.#socket.on('error', (error) => this.#fail(error.message));
    this.#socket.on('close', () => this.#fail('the process ended'));
  }

  /** Begins to connect; crops may be sent at once and wait until it has. */
  open(): void {
    this.#socket.connect(this.path);
  }

  /** True once the process is gone, or was left and owes nothing more. */
  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** False once the process is gone or is to be left, and while it is given up. */
  get usable(): boolean {
    return !this.#leaving && !this.#givenUp && !this.closed;
  }

  /** How long (ms) crops have waited and nothing came. @param now of a clock that never jumps; asked every half second */
  silence(now: number): number {
    if (this.#waiting.size === 0) this.#patience.heard();
    return this.#patience.look(now);
  }

  /** Fails what waits, and takes no more until the process is heard of again. */
  giveUp(message: string): void {
    this.#givenUp = true;
    const ids = [...this.#waiting.keys()];
    const error = new RoostError('run inference', this.path, message, 'A process that hangs is replaced');
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.cancel(ids);
  }

  /** Crops sent and not answered. */
  get outstanding(): number {
    return this.#waiting.size;
  }

  /** Sends one crop to the detector. The answer rejects with a RoostError where the process fails or dies. */
  look(request: Omit<LookRequest, 'type' | 'id'>, data: Uint8Array): Sent<readonly Detection[]> {
    const { id, answer } = this.#send((id) => ({ type: 'look', id, ...request }), data);
    return { id, answer: answer.then(({ response }) => ('detections' in response ? response.detections : [])) };
  }

  /** Sends one crop to a classifier. The answer rejects with a RoostError where the process fails or dies. */
  classify(request: Omit<ClassifyRequest, 'type' | 'id'>, data: Uint8Array): Sent<Float32Array> {
    const { id, answer } = this.#send((id) => ({ type: 'classify', id, ...request }), data);
    return { id, answer: answer.then(({ body }) => floatsOf(body)) };
  }

  /** The same with the model's feature. */
  embed(request: Omit<ClassifyRequest, 'type' | 'id' | 'embed'>, data: Uint8Array): Sent<Embedded> {
    const { id, answer } = this.#send((id) => ({ type: 'classify', id, ...request, embed: true }), data);
    return {
      id,
      answer: answer.then(({ response, body }) => {
        const feature = floatsOf(body);
        const scores = 'scores' in response ? response.scores : 0;
        return { scores: feature.slice(feature.length - scores), feature };
      }),
    };
  }

  #send(request: (id: number) => LookRequest | ClassifyRequest, data: Uint8Array): Sent<Answer> {
    const id = this.#nextId++;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.cork();
    this.#socket.write(encodeHead(request(id), data.length));
    this.#socket.write(data);
    this.#socket.uncork();
    return { id, answer };
  }

  /** Forgets crops; their promises stay open and are the caller's to drop. */
  cancel(ids: readonly number[]): void {
    const open = ids.filter((id) => this.#waiting.delete(id));
    if (open.length > 0 && !this.#socket.destroyed)
      this.#socket.write(encodeHead({ type: 'cancel', ids: open } satisfies Request));
    this.#endIfLeft();
  }

  /** Takes no more crops and closes when the last one is answered. */
  leave(): void {
    this.#leaving = true;
    this.#endIfLeft();
  }

  /** Closes now; what waits fails. */
  close(): void {
    this.#fail('the client was closed');
  }

  #read(chunk: Uint8Array): void {
    this.#patience.heard();
    this.#givenUp = false;
    try {
      for (const { meta, body } of this.#decoder.push(chunk)) this.#settle({ response: meta as Response, body });
    } catch (error) {
      this.#fail(`it sent what is not an answer (${String(error)})`);
    }
    this.#endIfLeft();
  }

  #settle(answer: Answer): void {
    const { response } = answer;
    const waiting = this.#waiting.get(response.id);
    // Cancelled while it ran.
    if (!waiting) return;
    this.#waiting.delete(response.id);
    if ('error' in response) waiting.reject(new RoostError('run inference', this.path, response.error));
    else waiting.resolve(answer);
  }

  #fail(message: string): void {
    this.#socket.destroy();
    for (const waiting of this.#waiting.values())
      waiting.reject(new RoostError('run inference', this.path, message, 'The supervisor starts another process'));
    this.#waiting.clear();
  }

  #endIfLeft(): void {
    if (this.#leaving && this.#waiting.size === 0) this.#socket.destroy();
  }
}

/** A copy, since the body may lie at any offset and floats may not. */
function floatsOf(body: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(body).buffer);
}
