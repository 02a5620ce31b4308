import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { entry, startWorker } from '../../base/entry.ts';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import type { Config } from '../../know/config/config.ts';
import type { BackupFacts } from '../../tell/server/deps.ts';
import { lastBackup } from './manifest.ts';
import type { BackupTask } from './worker.ts';

/** How long one that is broken off is waited for, ms. */
const PATIENCE = 1_000;

/**
 * Backups of a running box, begun by whoever may. They go where the last one went: the first is made by somebody who is at the
 * machine, so that nobody who only reaches the API can have files written to a place of his choice.
 */
export class Backups {
  readonly #box: Pick<Config, 'folder' | 'data' | 'site'>;
  readonly #now: () => number;
  #running: { readonly since: number; readonly worker: Worker } | undefined;
  #failed: { readonly at: number; readonly message: string } | undefined;
  #warnings: readonly string[] = [];

  /** @param now gives the time, ms */
  constructor({ folder, data, site }: Pick<Config, 'folder' | 'data' | 'site'>, now: () => number) {
    this.#box = { folder, data, site };
    this.#now = now;
  }

  /** What is known of backups. */
  state(): BackupFacts {
    const last = lastBackup(this.#box.data);
    return {
      ...(last && { last }),
      ...(this.#running && { since: this.#running.since }),
      ...(this.#failed && { failed: this.#failed }),
      warnings: this.#warnings,
    };
  }

  /**
   * Begins one, and does not wait for its end.
   * @param media with pictures and clips
   * @throws RoostError (`back up`) where one is under way, or none was made before
   */
  begin(media: boolean): BackupFacts {
    const last = lastBackup(this.#box.data);
    if (!last) throw new RoostError('back up', 'this box', say('backup-nowhere', {}));
    if (this.#running) throw new RoostError('back up', 'this box', say('backup-under-way', {}));
    const task: BackupTask = { box: this.#box, last: last.path, media };
    const worker = startWorker(entry(import.meta.url, './worker'), task);
    this.#running = { since: this.#now(), worker };
    this.#failed = undefined;
    this.#warnings = [];
    let told = false;
    const failed = (message: string) => {
      told = true;
      this.#failed = { at: this.#now(), message };
    };
    worker.on('message', (said: { failed?: string; warnings?: readonly string[] }) => {
      told = true;
      if (said.failed !== undefined) failed(said.failed);
      this.#warnings = said.warnings ?? [];
    });
    worker.on('error', ({ message }) => failed(message));
    worker.on('exit', () => {
      if (!told) failed(say('backup-thread', {}));
      this.#running = undefined;
    });
    return this.state();
  }

  /** Breaks off the one that is under way; what it began is no backup, and goes with the next one. */
  async stop(): Promise<void> {
    const { worker } = this.#running ?? {};
    if (!worker) return;
    const ended = once(worker, 'exit').catch(() => undefined);
    worker.postMessage('stop');
    await Promise.race([ended, sleep(PATIENCE, undefined, { ref: false })]);
    // One that reads a copy through hears nothing until it has; it ends with the box.
    void worker.terminate();
  }
}
