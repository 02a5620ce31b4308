import type { ExportAsked, ServerDeps, ServerLog } from '../tell/server/deps.ts';
import type { ReadAsked, Reading } from '../tell/server/reading.ts';
import type { Answer } from '../tell/server/resource.ts';
import type { ReadingData } from './reading-messages.ts';
import { ReadingThread } from './reading-thread.ts';

/** A question that reads through years may take so long, ms: it is a hang beyond. */
const LONG_MS = 600_000;

/**
 * Two threads that read: one for what is found at once (lists, single visits, names), one for what takes as long as there is much
 * to read (tallies, records, queues, gaps, exports), so that the page never waits for somebody's ten years.
 */
export class ReadingThreads implements Reading, Pick<ServerDeps, 'export'> {
  readonly #quick: ReadingThread;
  readonly #long: ReadingThread;

  constructor(data: ReadingData, log: Pick<ServerLog, 'error' | 'info'>) {
    this.#quick = new ReadingThread(data, log);
    this.#long = new ReadingThread(data, log, { limitMs: LONG_MS });
  }

  /** See `ReadingThread.answer`. */
  answer(asked: ReadAsked, signal: AbortSignal): Promise<Answer> {
    return (asked.long ? this.#long : this.#quick).answer(asked, signal);
  }

  /** See `ReadingThread.wake`: the page asks both. */
  wake(): void {
    for (const thread of [this.#quick, this.#long]) thread.wake();
  }

  /** See `ReadingThread.export`. */
  export(name: string, asked: ExportAsked, bom: boolean): AsyncGenerator<Uint8Array> {
    return this.#long.export(name, asked, bom);
  }

  /** Answers of these cameras from now on. */
  useCameras(cameras: ReadingData['config']['cameras']): void {
    for (const thread of [this.#quick, this.#long]) thread.useCameras(cameras);
  }

  /** Ends both. */
  async stop(): Promise<void> {
    await Promise.all([this.#quick.stop(), this.#long.stop()]);
  }
}
