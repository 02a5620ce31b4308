import type { Media } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import type { Crop, CropKeeper } from './crops.ts';
import { writeCrop } from './jpeg.ts';

/** Where crops go. */
export interface CropTarget {
  /** The data folder. */
  readonly data: string;
  readonly camera: string;
  readonly keeper: CropKeeper;
  /** True to write none in whose frame people were, or may have been. */
  readonly keepNone?: boolean;
  /** Wall time of a time of frames; the same without it. */
  readonly wall?: (at: number) => number;
}

/** Who hears of them. */
export interface CropHooks {
  written(media: Media): void;
  /** The disk refused; the track is counted all the same. */
  failed(error: unknown): void;
}

/** A track's first crop is written after so long (ms): late enough for a good one, early enough for the live page. */
const EARLY = 1_500;

/** Crops written of a track. */
const MOST = 2;
/** Crops that may wait to be written; a flock whose ids break up must not fill the memory. */
const MOST_WAITING = 60;
/** A crop that takes longer (ms) to write is given up: the disk hangs. */
const LIMIT = 30_000;

/** Writes the crops of a camera's tracks: one soon, for whoever looks on; the rest when the track ends. */
export class CropWriter {
  readonly keeper: CropKeeper;
  readonly #target: CropTarget;
  readonly #hooks: CropHooks;
  /** When the crops of a live track were taken that are written. */
  readonly #written = new Map<string, number[]>();
  readonly #queue = new TaskQueue({ operation: 'write crop', limitMs: LIMIT });

  constructor(target: CropTarget, hooks: CropHooks) {
    this.keeper = target.keeper;
    this.#target = target;
    this.#hooks = hooks;
  }

  /** Writes the best crop so far of a track of this age (ms), once, when it is old enough. The keeper keeps it: it may be named by. */
  early(track: string, age: number): void {
    if (age < EARLY || this.#written.has(track)) return;
    const [best] = this.keeper.best(track);
    if (best) this.#write(track, best);
  }

  /** Writes the best crops of a track that ended, until it has two; then forgets the track. */
  last(track: string): void {
    const written = this.#written.get(track) ?? [];
    const fresh = this.keeper.take(track).filter(({ at }) => !written.includes(at));
    for (const crop of fresh.slice(0, MOST - written.length)) this.#write(track, crop);
    this.#written.delete(track);
  }

  /** Forgets a track that turned out to be none. */
  forget(track: string): void {
    this.keeper.take(track);
    this.#written.delete(track);
  }

  /** Resolves when all that was asked for is written. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  #write(track: string, crop: Crop): void {
    const written = [...(this.#written.get(track) ?? []), crop.at];
    this.#written.set(track, written);
    if (this.#queue.size >= MOST_WAITING) return;
    const { data, camera, wall, keepNone } = this.#target;
    if (keepNone && crop.people.length > 0) return;
    const told = wall ? { ...crop, at: wall(crop.at) } : crop;
    this.#queue
      .add(camera, async () => this.#hooks.written(await writeCrop(data, camera, told, `${track}-${written.length}`)))
      .catch((error: unknown) => this.#hooks.failed(sameForAll(error, data)));
  }
}

/** What a disk refuses, without the name of the file, which is another one for each crop: it is told once, not each time. */
function sameForAll(error: unknown, data: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  return new RoostError('write crops', data, `the disk refuses (${code})`, 'Tracks are counted without', {
    cause: error,
  });
}
