import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';

/** What is known of files beside the folder that they lie in. */
export interface OrphanOptions {
  /** The data folder. */
  readonly data: string;
  /** True for a file, relative to the data folder, whose row waits to be stored. */
  readonly waits: (file: string) => boolean;
  /** A clock that is never set, ms. */
  readonly monotonic?: () => number;
}

/** A file without a row is one for certain when it still is so long (ms) after it was first seen so. */
const SURE = 3_600_000;
/** A file is this database's where its camera was watched so near (ms) to when it was written. */
const NEAR = 300_000;
/** What Roost writes there, and what a power cut leaves of it. */
const OURS = /\.(jpg|mp4)(\.part)?$/;

/**
 * Finds pictures and clips that were written but never got a row, e.g. for a power cut between the two, and removes them. A folder
 * (camera and day) at a step, so that years of them cost nothing. A file is removed only when its row neither is stored nor
 * waits, an hour apart, and where this database was kept when it was written: files beside a database that was put back from a
 * backup, or made anew, are left alone.
 */
export class Orphans {
  readonly #store: Pick<Store, 'media' | 'effort'>;
  readonly #options: OrphanOptions;
  readonly #monotonic: () => number;
  #folders: string[] = [];
  /** Files without a row, and when they were first seen so. */
  readonly #suspects = new Map<string, number>();

  constructor(store: Pick<Store, 'media' | 'effort'>, options: OrphanOptions) {
    this.#store = store;
    this.#options = options;
    this.#monotonic = options.monotonic ?? (() => performance.now());
  }

  /** Looks at the next folder; returns what it removed, relative to the data folder. @throws where a folder cannot be read */
  async step(): Promise<string[]> {
    if (this.#folders.length === 0) this.#folders = await this.#list();
    const folder = this.#folders.pop();
    if (folder === undefined) return [];
    const names = (await this.#read(folder)).filter((name) => OURS.test(name));
    const stored = new Set(this.#store.media.filesIn(folder));
    const removed: string[] = [];
    for (const file of names.map((name) => `${folder}/${name}`)) {
      if (stored.has(file) || this.#options.waits(file)) this.#suspects.delete(file);
      else if (await this.#isSure(folder, file)) {
        await rm(join(this.#options.data, file), { force: true });
        this.#suspects.delete(file);
        removed.push(file);
      }
    }
    return removed;
  }

  async #isSure(folder: string, file: string): Promise<boolean> {
    const now = this.#monotonic();
    const since = this.#suspects.get(file) ?? now;
    this.#suspects.set(file, since);
    if (now - since < SURE) return false;
    const { mtimeMs } = await stat(join(this.#options.data, file));
    const camera = folder.split('/')[1]!;
    return this.#store.effort.between(mtimeMs - NEAR, mtimeMs + NEAR, camera).length > 0;
  }

  /** Folders of cameras and days, the newest day last, for it is looked at first. */
  async #list(): Promise<string[]> {
    const cameras = await this.#read('media');
    const days = await Promise.all(
      cameras.map(async (camera) => (await this.#read(`media/${camera}`)).map((day) => `media/${camera}/${day}`)),
    );
    return days.flat().sort((a, b) => ((a.split('/')[2] ?? '') < (b.split('/')[2] ?? '') ? -1 : 1));
  }

  async #read(folder: string): Promise<string[]> {
    return readdir(join(this.#options.data, folder)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    });
  }
}
