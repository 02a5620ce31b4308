import { open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAll } from '../base/whole-file.ts';
import type { RoomDisk } from '../count/record/make-room.ts';

/** Held back at most, bytes, and no more than this part of the disk: enough for the database to write what goes. */
const RESERVE = 32_000_000;
const PART = 1 / 200;
const BLOCK = 1_000_000;

/** The disk that a data folder is on. */
export class DataDisk implements RoomDisk {
  readonly #data: string;

  constructor(data: string) {
    this.#data = data;
  }

  async space() {
    const { bavail, blocks, bsize } = await statfs(this.#data);
    return { free: bavail * bsize, total: blocks * bsize };
  }

  remove(file: string): Promise<void> {
    return rm(join(this.#data, file), { force: true });
  }

  /**
   * Holds space back, so that a disk that others fill leaves enough to write down what goes; none where the signal aborts before it is
   * written, which takes a slow card some seconds. Never rejects: a full disk has none.
   */
  async reserve(signal?: AbortSignal): Promise<void> {
    try {
      const { total } = await this.space();
      const wanted = Math.floor(Math.min(RESERVE, total * PART));
      const has = await stat(this.#file).catch(() => undefined);
      if (has?.size === wanted) return;
      const handle = await open(this.#file, 'w');
      try {
        for (let left = wanted; left > 0; left -= BLOCK) {
          signal?.throwIfAborted();
          await writeAll(handle, Buffer.alloc(Math.min(left, BLOCK), 1));
        }
      } finally {
        await handle.close();
      }
    } catch {
      await this.release();
    }
  }

  async release(): Promise<boolean> {
    return rm(this.#file).then(
      () => true,
      () => false,
    );
  }

  get #file(): string {
    return join(this.#data, 'reserve');
  }
}
