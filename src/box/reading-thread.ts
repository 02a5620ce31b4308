import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { entry, startWorker } from '../base/entry.ts';
import { messageOf } from '../base/errors.ts';
import { TaskQueue } from '../base/task-queue.ts';
import { formatFor } from '../tell/export/formats.ts';
import { missingFor } from '../tell/export/publication.ts';
import type { ExportAsked, ServerDeps, ServerLog } from '../tell/server/deps.ts';
import { Problem } from '../tell/server/problem.ts';
import type { ReadAsked, Reading } from '../tell/server/reading.ts';
import type { Answer } from '../tell/server/resource.ts';
import type { Answered, ExportBegun, FromReading, Question, ReadingData, ToReading } from './reading-messages.ts';

/** Bounds of what is asked at once. */
export interface ReadingLimits {
  /** Questions that are worked on at a time: each holds what it read. */
  readonly atOnce: number;
  /** Questions that may wait; one more is refused. */
  readonly waiting: number;
  /** Exports that may be read at a time; one more is refused. */
  readonly exports: number;
  /** A question that takes longer (ms) has hung: the thread is replaced. */
  readonly limitMs: number;
  /** Memory of the thread, MB: one that needs more ends, and a new one takes its place. */
  readonly megabytes: number;
  /** Nothing was asked for so long (ms): the thread is ended, and its memory given back. */
  readonly idleMs: number;
}

const LIMITS: ReadingLimits = {
  ...{ atOnce: 4, waiting: 64, exports: 8, limitMs: 60_000, megabytes: 512 },
  // Longer than monitoring waits between two questions: a thread that starts answers half a second later, or more on a slow machine.
  idleMs: 15 * 60_000,
};

/** The thread has so long to close what it reads when it is stopped, ms. */
const STOP_WITHIN = 1_000;

interface Waiting {
  resolve(said: Answered): void;
  reject(error: Error): void;
}

/**
 * Answers what only reads on a thread of its own, with a read-only connection to the database. A question that takes long
 * holds up others that read, and nothing else: neither counting, nor health, nor the page. The thread starts with the first
 * question, ends when nothing was asked for long, and starts again with the next one after it ended.
 */
export class ReadingThread implements Reading, Pick<ServerDeps, 'export'> {
  #data: ReadingData;
  readonly #log: Pick<ServerLog, 'error' | 'info'>;
  readonly #limits: ReadingLimits;
  readonly #queue: TaskQueue;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** The end of a thread of which nothing was asked. */
  #ending: Promise<void> | undefined;
  #ids = 0;
  #exports = 0;
  #stopped = false;

  constructor(data: ReadingData, log: Pick<ServerLog, 'error' | 'info'>, limits: Partial<ReadingLimits> = {}) {
    this.#data = data;
    this.#log = log;
    this.#limits = { ...LIMITS, ...limits };
    const { atOnce, limitMs } = this.#limits;
    this.#queue = new TaskQueue({ operation: 'read', atOnce, limitMs });
  }

  /** True while there is a thread. */
  get runs(): boolean {
    return this.#worker !== undefined;
  }

  /** How many exports are being read. */
  get exports(): number {
    return this.#exports;
  }

  /** @throws {Problem} (rejects) as the resource, and 503 where too much waits */
  async answer(asked: ReadAsked, signal: AbortSignal): Promise<Answer> {
    const said = await this.#ask(asked.path, { type: 'answer', asked }, signal);
    if ('answer' in said) return said.answer;
    throw wrong(said);
  }

  /** Starts the thread where there is none, for somebody who will ask in a moment. */
  wake(): void {
    if (this.#stopped) return;
    this.#started();
    this.#rest();
  }

  /**
   * An export piece by piece; nothing is made before the first one is read.
   * @throws RoostError where there is no such format
   */
  export(name: string, asked: ExportAsked, bom: boolean): AsyncGenerator<Uint8Array> {
    const missing = missingFor(formatFor(name), this.#data.config.site.publication);
    if (missing.length > 0) this.#log.info({ format: name, missing }, 'an export lacks what publication at GBIF needs');
    return this.#pieces({ name, asked, bom });
  }

  /** Answers of these cameras from now on, also once the thread is another one. */
  useCameras(cameras: ReadingData['config']['cameras']): void {
    this.#data = { ...this.#data, config: { ...this.#data.config, cameras } };
    this.#post({ type: 'cameras', cameras });
  }

  /** Ends the thread; what was asked and not answered fails. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#idle);
    await Promise.all([this.#ending, this.#worker && end(this.#worker)]);
  }

  async *#pieces(begin: ExportBegun): AsyncGenerator<Uint8Array> {
    if (this.#exports >= this.#limits.exports) throw busy('Too many exports are being read');
    this.#exports += 1;
    const stream = ++this.#ids;
    try {
      for (let first = true; ; first = false) {
        const said = await this.#ask(`export ${begin.name}`, { type: 'pull', stream, ...(first && { begin }) });
        if (!('piece' in said)) throw wrong(said);
        if (!said.piece) return;
        yield said.piece;
      }
    } finally {
      this.#exports -= 1;
      this.#post({ type: 'close', stream });
      this.#rest();
    }
  }

  async #ask(subject: string, question: Question, gone?: AbortSignal): Promise<Answered> {
    const { atOnce, waiting } = this.#limits;
    if (this.#queue.size >= atOnce + waiting) throw busy('Too many questions wait to be answered');
    return this.#queue.add(subject, async (late) => {
      if (this.#stopped) throw busy('The box is stopping');
      gone?.throwIfAborted();
      late.addEventListener('abort', () => this.#replace(`${subject} took too long`));
      const worker = this.#started();
      this.#rest();
      return new Promise((resolve, reject) => {
        const id = ++this.#ids;
        this.#waiting.set(id, { resolve, reject });
        // What was begun is waited for until it ended, so that no more is begun at once than may be.
        gone?.addEventListener('abort', () => this.#post({ type: 'cancel', id }));
        worker.postMessage({ ...question, id } satisfies ToReading);
      });
    });
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const { megabytes: maxOldGenerationSizeMb } = this.#limits;
    const worker = startWorker(entry(import.meta.url, './reading-worker'), this.#data, { maxOldGenerationSizeMb });
    worker.on('message', (said: FromReading) => {
      if ('fault' in said) {
        this.#log.error({ why: said.fault }, 'something in the thread that reads failed that nobody had expected');
        return;
      }
      this.#waiting.get(said.id)?.resolve(said);
      this.#waiting.delete(said.id);
    });
    worker.on('error', (error) => this.#ended(worker, messageOf(error)));
    worker.on('exit', (code) => this.#ended(worker, `it ended with code ${code}`));
    this.#worker = worker;
    return worker;
  }

  /** Ends the thread once nothing is asked of it for long. */
  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const worker = this.#worker;
      if (!worker || this.#stopped) return;
      // Whoever reads an export slowly is not done: it is looked again later.
      if (this.#waiting.size > 0 || this.#exports > 0) return this.#rest();
      this.#worker = undefined;
      this.#ending = end(worker);
    }, this.#limits.idleMs).unref();
  }

  #replace(why: string): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#ended(worker, why);
    void worker.terminate();
  }

  #ended(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (!this.#stopped) this.#log.error({ why }, 'the thread that reads ended; the next question starts it again');
    for (const { reject } of this.#waiting.values()) reject(busy('What reads the records had to start again'));
    this.#waiting.clear();
  }

  #post(message: ToReading): void {
    this.#worker?.postMessage(message);
  }
}

/** Lets a thread close what it reads, and ends it. */
async function end(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit').catch(() => undefined);
  worker.postMessage({ type: 'stop' } satisfies ToReading);
  await Promise.race([ended, sleep(STOP_WITHIN, undefined, { ref: false })]);
  await worker.terminate();
}

function busy(detail: string): Problem {
  return new Problem(503, `${detail}; try again`, { headers: { 'Retry-After': '5' } });
}

function wrong(said: Answered): Error {
  if ('problem' in said) {
    const { status, message, ...more } = said.problem;
    return new Problem(status, message, more);
  }
  return new Error('failed' in said ? said.failed : 'the thread that reads answered something else');
}
