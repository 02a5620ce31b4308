import { messageOf } from '../../base/errors.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import type { RecorderLog } from './complaints.ts';

/** One task may take so long, ms. */
const LIMIT = 60_000;

/** What is done again and again, one at a time, each by its name: what is asked for twice is done once, and its failure told once. */
export class Chores {
  readonly #log: RecorderLog;
  readonly #monotonic: () => number;
  readonly #queue = new TaskQueue({ operation: 'record', limitMs: LIMIT });
  readonly #asked = new Set<string>();
  readonly #doneAt = new Map<string, number>();
  /** Why tasks failed last, by name. */
  readonly #failures = new Map<string, string>();

  /** @param monotonic a clock that is never set, ms */
  constructor(log: RecorderLog, monotonic: () => number) {
    this.#log = log;
    this.#monotonic = monotonic;
  }

  /** Queues a task, unless it waits already; one that fails comes again when it is asked for. */
  once(name: string, task: () => Promise<unknown>): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    const run = async () => {
      this.#asked.delete(name);
      await task();
      this.#failures.delete(name);
    };
    this.#queue.add(name, run).catch((error) => {
      const why = messageOf(error);
      if (this.#failures.get(name) !== why) this.#log.warn({ error: why }, `could not do: ${name}; it is tried again`);
      this.#failures.set(name, why);
    });
  }

  /** True where a matter's time has come: so long (ms) after it had last. */
  every(name: string, ms: number): boolean {
    const now = this.#monotonic();
    if (now - (this.#doneAt.get(name) ?? 0) < ms) return false;
    this.#doneAt.set(name, now);
    return true;
  }

  /** Has a matter's time come so much later, ms. */
  postpone(name: string, ms: number): void {
    this.#doneAt.set(name, this.#monotonic() + ms);
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }
}
