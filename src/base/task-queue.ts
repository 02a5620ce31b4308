import PQueue, { TimeoutError } from 'p-queue';
import { RoostError } from './errors.ts';

/** How a queue runs its tasks. */
export interface TaskQueueOptions {
  /** What its tasks do, for errors: `cut clip`. */
  readonly operation: string;
  /** A task that takes longer (ms) fails, its signal is aborted, and the next one starts. */
  readonly limitMs: number;
  /** Tasks at a time; 1 by default. */
  readonly atOnce?: number;
}

/**
 * Tasks in the order asked, so many at a time, each with a limit of time: one that hangs or fails holds up nobody behind it.
 */
export class TaskQueue {
  readonly #queue: PQueue;
  readonly #options: TaskQueueOptions;

  constructor(options: TaskQueueOptions) {
    this.#options = options;
    this.#queue = new PQueue({ concurrency: options.atOnce ?? 1 });
  }

  /** How many tasks run or wait. */
  get size(): number {
    return this.#queue.size + this.#queue.pending;
  }

  /**
   * Runs a task when its turn has come.
   * @param subject what the task works on, for its error
   * @throws RoostError (rejects) where the task takes too long; else whatever the task throws
   */
  async add<T>(subject: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { operation, limitMs } = this.#options;
    const late = new AbortController();
    try {
      return await this.#queue.add(() => task(late.signal), { timeout: limitMs });
    } catch (cause) {
      if (!(cause instanceof TimeoutError)) throw cause;
      const error = new RoostError(operation, subject, `it took longer than ${limitMs / 1000} s`, '', { cause });
      late.abort(error);
      throw error;
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    return this.#queue.onIdle();
  }
}
