import { createServer, type Server, type Socket } from 'node:net';
import type { Detection } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { isShortOfMemory } from '../../base/memory-short.ts';
import type { Cut } from '../../base/pixels.ts';
import type { Embedded } from './classifier.ts';
import type { ClassifyRequest, LookRequest, Request, Response } from './messages.ts';
import { Decoder, encodeHead } from './protocol.ts';
import { FairQueue } from './queue.ts';

/** A crop that waits for its turn. */
interface Job {
  readonly socket: Socket;
  readonly request: LookRequest | ClassifyRequest;
  readonly data: Uint8Array;
}

/** What the service runs; `Models` in earnest. */
export interface CropModels {
  look(model: string, crop: Cut, floor: number): Promise<readonly Detection[]>;
  classify(model: string, crop: Omit<Cut, 'region'>): Promise<Float32Array<ArrayBuffer>>;
  embed(model: string, crop: Omit<Cut, 'region'>): Promise<Embedded>;
}

/** An answer and the bytes that go with it. */
interface Answer {
  readonly head: Response;
  readonly body?: Uint8Array;
}

/**
 * Answers crops that come over a Unix socket, one at a time, cameras in turn, and a camera's
 * detections before its names. Between two crops it goes through the
 * event loop once, so that what arrived during a run is queued before the next one is chosen.
 */
export class InferenceService {
  readonly #models: CropModels;
  readonly #queue = new FairQueue<Job>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #shortOfMemory: (why: string) => void;
  #busy = false;
  #answered = 0;

  /** @param shortOfMemory told where a run got no memory that it asked for: it is not to be asked for more */
  constructor(models: CropModels, shortOfMemory: (why: string) => void = () => undefined) {
    this.#models = models;
    this.#shortOfMemory = shortOfMemory;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Crops that wait or run, and those answered so far. */
  get load(): { readonly waiting: number; readonly answered: number } {
    return { waiting: this.#queue.size + (this.#busy ? 1 : 0), answered: this.#answered };
  }

  /** Listens on the path of a Unix socket that does not exist yet. */
  async start(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  /** Drops what waits and closes every connection. */
  async stop(): Promise<void> {
    this.#queue.remove(() => true);
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    const decoder = new Decoder();
    this.#sockets.add(socket);
    socket.on('data', (chunk) => {
      try {
        for (const { meta, body } of decoder.push(chunk)) this.#take(socket, meta as Request, body);
      } catch (error) {
        const message = messageOf(error);
        if (isShortOfMemory(message)) this.#shortOfMemory(message);
        // A stream that is out of step cannot be read on; the watcher sees the connection end.
        socket.destroy(error instanceof Error ? error : undefined);
      }
    });
    // An error is always followed by 'close', where the connection is cleared away.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#queue.remove((job) => job.socket === socket);
    });
  }

  #take(socket: Socket, request: Request, data: Uint8Array): void {
    if (request.type === 'cancel') {
      const ids = new Set(request.ids);
      this.#queue.remove((job) => job.socket === socket && ids.has(job.request.id));
      return;
    }
    this.#queue.push(request.camera, { socket, request, data }, request.type === 'classify');
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    await turn();
    for (let job = this.#queue.next(); job; job = this.#queue.next()) {
      const { head, body } = await this.#answer(job);
      this.#answered++;
      if (!job.socket.destroyed) {
        // Together, or the watcher would be woken twice.
        job.socket.cork();
        job.socket.write(encodeHead(head, body?.length));
        if (body) job.socket.write(body);
        job.socket.uncork();
      }
      await turn();
    }
    this.#busy = false;
  }

  async #answer({ request, data }: Job): Promise<Answer> {
    const { id } = request;
    try {
      if (request.type === 'look')
        return {
          head: { id, detections: await this.#models.look(request.model, { ...request, data }, request.floor) },
        };
      if (request.embed) {
        const { scores, feature } = await this.#models.embed(request.model, { ...request, data });
        return { head: { id, scores: scores.length }, body: new Uint8Array(feature.slice().buffer) };
      }
      const scores = await this.#models.classify(request.model, { ...request, data });
      return { head: { id, scores: scores.length }, body: new Uint8Array(scores.buffer) };
    } catch (error) {
      const message = messageOf(error);
      if (isShortOfMemory(message)) this.#shortOfMemory(message);
      return { head: { id, error: message } };
    }
  }
}

/** Resolves after sockets that are readable have been read. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
