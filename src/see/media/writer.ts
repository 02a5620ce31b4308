import type { Media } from '../../base/domain.ts';
import type { Crop, CropKeeper } from './crops.ts';
import { writeCrop } from './jpeg.ts';

/** Where crops go. */
export interface CropTarget {
  /** The data folder. */
  readonly data: string;
  readonly camera: string;
  readonly keeper: CropKeeper;
}

/** Who hears of them. */
export interface CropHooks {
  written(media: Media): void;
  /** The disk refused; the track is counted all the same. */
  failed(error: unknown): void;
}

/** A track's first crop is written after so long (ms): late enough for a good one, early enough for the live page. */
const EARLY = 1_500;

/** Crops that may wait to be written; a flock whose ids break up must not fill the memory. */
const MOST_WAITING = 60;

/** Writes the crops of a camera's tracks: one soon, for whoever looks on; the rest when the track ends. */
export class CropWriter {
  readonly keeper: CropKeeper;
  readonly #target: CropTarget;
  readonly #hooks: CropHooks;
  /** How many crops of a live track are written. */
  readonly #written = new Map<string, number>();
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(target: CropTarget, hooks: CropHooks) {
    this.keeper = target.keeper;
    this.#target = target;
    this.#hooks = hooks;
  }

  /** Writes the best crop so far of a track of this age (ms), once, when it is old enough. */
  early(track: string, age: number): void {
    if (age < EARLY || this.#written.has(track)) return;
    const [best] = this.keeper.take(track);
    if (best) this.#write(track, best);
  }

  /** Writes the best crop of a track that ended, unless it has two; then forgets the track. */
  last(track: string): void {
    for (const crop of this.keeper.take(track).slice(0, 2 - (this.#written.get(track) ?? 0))) this.#write(track, crop);
    this.#written.delete(track);
  }

  /** Forgets a track that turned out to be none. */
  forget(track: string): void {
    this.keeper.take(track);
    this.#written.delete(track);
  }

  /** Resolves when all that was asked for is written. */
  idle(): Promise<void> {
    return this.#tail;
  }

  #write(track: string, crop: Crop): void {
    const count = (this.#written.get(track) ?? 0) + 1;
    this.#written.set(track, count);
    if (this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    const { data, camera } = this.#target;
    this.#tail = this.#tail
      .then(() => writeCrop(data, camera, crop, `${track}-${count}`))
      .then((media) => this.#hooks.written(media))
      .catch((error: unknown) => this.#hooks.failed(error))
      .finally(() => {
        this.#waiting -= 1;
      });
  }
}
