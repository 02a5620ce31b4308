import { setTimeout as sleep } from 'node:timers/promises';
import { isAnimal, type Track, type Verdict } from '../base/domain.ts';
import { TaskQueue } from '../base/task-queue.ts';
import type { Namer } from './classify/namer.ts';
import type { CropWriter } from './media/writer.ts';

/** What tracks leave behind when they end. */
export interface Leaving {
  readonly namer: Pick<Namer, 'verdict' | 'finish' | 'forget'>;
  readonly crops: Pick<CropWriter, 'last' | 'forget' | 'idle'>;
  /** The last name of a track may take so long (ms); then its end is told under the name it had. */
  readonly limitMs: number;
}

/** Who hears of it. */
export interface EndingHooks {
  /** Tracks as they ended, with their last names; in the order in which they ended. */
  told(tracks: readonly Track[], at: number): void;
  failed(error: unknown): void;
}

/**
 * The one end of a track: it is named for the last time, its best crops are written, and its end is told. Until then it
 * stands as it was last told, living, so that a visit does not end under a name that it loses a moment later.
 */
export class Ending {
  readonly #leaving: Leaving;
  readonly #hooks: EndingHooks;
  readonly #telling: TaskQueue;

  constructor(leaving: Leaving, hooks: EndingHooks) {
    this.#leaving = leaving;
    this.#hooks = hooks;
    this.#telling = new TaskQueue({ operation: 'tell the end of tracks of', limitMs: 2 * leaving.limitMs });
  }

  /**
   * Ends tracks. Returns at once; what goes wrong is told, and the end of a track is told all the same.
   * @param at time of the frame with which they ended, or of the end itself
   * @param signal ends the asking for last names
   */
  end(tracks: readonly Track[], at: number, signal?: AbortSignal): void {
    if (tracks.length === 0) return;
    const { crops, limitMs } = this.#leaving;
    const late = AbortSignal.timeout(limitMs);
    const limit = signal ? AbortSignal.any([signal, late]) : late;
    const named = Promise.all(tracks.map((track) => this.#named(track, limit)));
    // After the namer took them, which it does before it first waits. Of a person nothing is kept.
    for (const { id, kind } of tracks) isAnimal(kind) ? crops.last(id) : crops.forget(id);
    this.#telling
      .add(tracks[0]!.camera, async () => this.#hooks.told(await named, at))
      .catch((error: unknown) => this.#hooks.failed(error));
  }

  /** Forgets tracks that turned out to be others boxed twice. */
  withdraw(ids: readonly string[]): void {
    for (const id of ids) {
      this.#leaving.crops.forget(id);
      this.#leaving.namer.forget(id);
    }
  }

  /** Resolves when every end is told and every crop written. */
  async idle(): Promise<void> {
    await this.#telling.idle();
    await this.#leaving.crops.idle();
  }

  async #named(track: Track, limit: AbortSignal): Promise<Track> {
    const { namer, limitMs } = this.#leaving;
    const before = namer.verdict(track.id);
    const done = new AbortController();
    try {
      // Whoever is asked may hang and not hear of the limit.
      const late = sleep(limitMs, before, { ref: false, signal: done.signal });
      return withVerdict(track, await Promise.race([namer.finish(track, track.endAt, limit), late]));
    } catch (error) {
      this.#hooks.failed(error);
      return withVerdict(track, before);
    } finally {
      done.abort();
    }
  }
}

/** A track under a name. */
export function withVerdict<T extends Track>(track: T, verdict: Verdict | undefined): T {
  return verdict ? { ...track, verdict } : track;
}
