import type { Worker } from 'node:worker_threads';
import { endOrphan } from '../../base/child.ts';
import type { FromWatcher, LiveView } from '../../base/domain.ts';
import { type Entry, startWorker } from '../../base/entry.ts';
import { messageOf } from '../../base/errors.ts';
import { Patience } from '../../base/patience.ts';
import type { NewModels, ThreadReport, ToWatcher, WatcherData } from './messages.ts';

/** How often a thread is looked at, ms. */
const LOOK_EVERY = 1_000;
/** A thread that told nothing for so long (ms) hangs: it tells that it lives every second. */
const SILENT_FOR = 8_000;
/** Until it told something for the first time, it may be loading, ms. */
const LOADING_FOR = 60_000;

/** Frames lie elsewhere, and what else is made of one is small and soon gone: three times 1 MB for it to die young in. */
const FEW_OBJECTS = { maxYoungGenerationSizeMb: 3 };

/** Why a thread ended, in words. */
export interface ThreadEnd {
  readonly why: string;
  readonly hung: boolean;
}

/** Who is told of what a thread says. */
export interface ThreadHooks {
  message(message: FromWatcher): void;
  /** Something went wrong in it that nobody there had expected; it goes on. */
  fault(why: string): void;
  /** What a frame shows to whoever looks on. */
  live(view: LiveView): void;
}

/** One watcher thread from its start to its end. A thread that hangs is ended. */
export class WatcherThread {
  readonly #worker: Worker;
  readonly #hooks: ThreadHooks;
  /** The processes that it started and that it has not seen end. */
  readonly #children = new Set<number>();
  /** Who waits for it to use other models. */
  readonly #swaps = new Map<number, () => void>();
  readonly #patience = new Patience(2 * LOOK_EVERY);
  /** Settles when it is gone, however it ended. */
  readonly ended: Promise<ThreadEnd>;
  #limit = LOADING_FOR;
  #why = 'it ended by itself';
  #hung = false;

  constructor(module: Entry, data: WatcherData, hooks: ThreadHooks) {
    this.#hooks = hooks;
    this.#worker = startWorker(module, data, FEW_OBJECTS);
    this.#worker.on('message', (report: ThreadReport) => this.#take(report));
    this.#worker.on('error', (error) => {
      this.#why = messageOf(error);
    });
    const timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        clearInterval(timer);
        for (const pid of this.#children) endOrphan(pid);
        resolve({ why: this.#why, hung: this.#hung });
      });
    });
  }

  tell(message: ToWatcher): void {
    this.#worker.postMessage(message);
  }

  /** Has it use other models. @returns resolves when it does without those before, or has ended */
  async use(models: NewModels): Promise<void> {
    const done = new Promise<void>((resolve) => this.#swaps.set(models.swap, resolve));
    this.tell({ type: 'models', ...models });
    await Promise.race([done, this.ended]);
    this.#swaps.delete(models.swap);
  }

  /**
   * Ends it at once, and then the processes that it leaves. The system keeps the entries of those (a number and an exit code each)
   * until the box ends, since whoever would have waited for them is gone.
   */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(report: ThreadReport): void {
    this.#patience.heard();
    this.#limit = SILENT_FOR;
    if (report.type === 'alive') return;
    if (report.type === 'swapped') {
      this.#swaps.get(report.swap)?.();
      return;
    }
    if (report.type === 'child') {
      if (report.alive) this.#children.add(report.pid);
      else this.#children.delete(report.pid);
      return;
    }
    try {
      if (report.type === 'fault') this.#hooks.fault(report.message);
      else if (report.type === 'live') this.#hooks.live(report.view);
      else this.#hooks.message(report);
    } catch (error) {
      this.#hooks.fault(`what it told could not be taken in: ${messageOf(error)}`);
    }
  }

  #look(): void {
    if (this.#hung || this.#patience.look(performance.now()) <= this.#limit) return;
    this.#hung = true;
    this.#why = `it hung: it told nothing for ${this.#limit / 1000} s`;
    void this.#worker.terminate();
  }
}
