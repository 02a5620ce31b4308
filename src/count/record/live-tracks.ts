import type { Track } from '../../base/domain.ts';

/** A live track is told of every few seconds: one that nobody spoke of for so long (ms) is over. */
const SILENT = 300_000;
/** Late words of a track that was ended here are not listened to for so long, ms. */
const DEAF = 3_600_000;

interface Told {
  readonly track: Track;
  readonly at: number;
}

/**
 * The tracks that are followed now: none lives for ever because whoever followed it is gone. Pure: times are those of a clock
 * that is never set, ms.
 */
export class LiveTracks {
  readonly #live = new Map<string, Told>();
  /** When tracks were ended here. */
  readonly #over = new Map<string, number>();

  /** Takes in states of tracks; returns those that count: a track that was ended here does not live again. */
  told<T extends Track>(tracks: readonly T[], at: number): T[] {
    return tracks.filter((track) => {
      if (track.ended) this.#live.delete(track.id);
      else if (this.#over.has(track.id)) return false;
      else this.#live.set(track.id, { track, at });
      return true;
    });
  }

  /** Takes in tracks that turned out to be none. */
  withdrawn(ids: readonly string[]): void {
    for (const id of ids) this.#live.delete(id);
  }

  /** Ends those that nobody spoke of for minutes, and returns them. */
  silent(at: number): Track[] {
    for (const [id, since] of this.#over) if (at - since > DEAF) this.#over.delete(id);
    return this.#end(at, (told) => at - told.at > SILENT);
  }

  /** Ends those of a camera, and returns them. */
  ofCamera(camera: string, at: number): Track[] {
    return this.#end(at, ({ track }) => track.camera === camera);
  }

  #end(at: number, which: (told: Told) => boolean): Track[] {
    const ended = [...this.#live.values()]
      .filter(which)
      .map(({ track }): Track => ({ ...track, ended: 'interrupted' }));
    for (const { id } of ended) {
      this.#live.delete(id);
      this.#over.set(id, at);
    }
    return ended;
  }
}
