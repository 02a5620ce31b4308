import type { FromWatcher, Track } from '../base/domain.ts';

/** Most tracks that are held, and most of all else: a day of a few busy cameras, some ten megabytes. */
const MOST = 5_000;

/**
 * What watchers tell while no database is open to take it. Of a track the newest state is held, of a camera's status too;
 * where there is too much the oldest goes, and is counted.
 */
export class Backlog {
  readonly #tracks = new Map<string, { readonly camera: string; readonly at: number; readonly track: Track }>();
  readonly #withdrawn = new Map<string, { readonly camera: string; readonly at: number }>();
  readonly #status = new Map<string, FromWatcher>();
  readonly #rest: FromWatcher[] = [];
  #lost = 0;

  /** How much had to go. */
  get lost(): number {
    return this.#lost;
  }

  take(message: FromWatcher): void {
    if (message.type === 'tracks') {
      const { camera, at } = message;
      for (const track of message.tracks) this.#tracks.set(track.id, { camera, at, track });
      for (const id of message.withdrawn) {
        this.#tracks.delete(id);
        this.#withdrawn.set(id, { camera, at });
      }
    } else if (message.type === 'status') this.#status.set(message.status.camera, message);
    else if (message.type !== 'latency' && message.type !== 'stopped') this.#rest.push(message);
    for (const held of [this.#tracks, this.#withdrawn]) {
      const [oldest] = held.keys();
      if (held.size > MOST && oldest !== undefined) {
        held.delete(oldest);
        this.#lost += 1;
      }
    }
    if (this.#rest.length > MOST) {
      this.#rest.shift();
      this.#lost += 1;
    }
  }

  /** All that is held, tracks before what refers to them; nothing is held any more. */
  drain(): FromWatcher[] {
    const tracks = [...this.#tracks.values()]
      .sort((a, b) => a.track.endAt - b.track.endAt)
      .map(({ camera, at, track }): FromWatcher => ({ type: 'tracks', camera, at, tracks: [track], withdrawn: [] }));
    const withdrawn = [...this.#withdrawn].map(
      ([id, { camera, at }]): FromWatcher => ({ type: 'tracks', camera, at, tracks: [], withdrawn: [id] }),
    );
    const all = [...this.#status.values(), ...tracks, ...withdrawn, ...this.#rest];
    for (const held of [this.#tracks, this.#withdrawn, this.#status]) held.clear();
    this.#rest.length = 0;
    return all;
  }
}
