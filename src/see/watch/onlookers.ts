import type { LiveMark, LiveView, LiveWidth } from '../../base/domain.ts';
import { livePicture } from '../media/live-picture.ts';
import type { Seen } from '../pipeline.ts';
import type { LiveTrack } from '../track/followed.ts';

/** Which camera is looked on, and under which rules. */
export interface OnlookersOptions {
  readonly camera: string;
  /** True to show no picture with people in it. */
  readonly keepNone: boolean;
  /** Wall time of a time of frames. */
  readonly wall: (at: number) => number;
}

/** Who hears of it. */
export interface OnlookersHooks {
  show(view: LiveView): void;
  failed(error: unknown): void;
}

/**
 * Shows frames of one camera to whoever asks for them. Nothing is done for a frame that nobody asked for, each asking is answered by
 * one frame, and one is made into a picture at a time: while that lasts, frames go by.
 */
export class Onlookers {
  readonly #options: OnlookersOptions;
  readonly #hooks: OnlookersHooks;
  readonly #wanted = new Set<LiveWidth>();
  #busy = false;

  constructor(options: OnlookersOptions, hooks: OnlookersHooks) {
    this.#options = options;
    this.#hooks = hooks;
  }

  /** Has the next frame shown at this width; asked twice before it comes, it is shown once. */
  look(width: LiveWidth): void {
    this.#wanted.add(width);
  }

  /** Takes a frame that was looked at. Its pixels are taken before this returns, as they are not this frame's for longer. */
  seen(seen: Seen): void {
    if (this.#wanted.size === 0 || this.#busy) return;
    const widths = [...this.#wanted];
    this.#wanted.clear();
    this.#busy = true;
    Promise.all(widths.map((width) => this.#view(seen, width)))
      .then((views) => {
        for (const view of views) this.#hooks.show(view);
      })
      .catch((error: unknown) => this.#hooks.failed(error))
      .finally(() => {
        this.#busy = false;
      });
  }

  #view({ frame, live, hidden }: Seen, width: LiveWidth): Promise<LiveView> {
    const { camera, keepNone, wall } = this.#options;
    const view = { camera, at: wall(frame.at), width, marks: live.map(markOf) };
    if (width === 0) return Promise.resolve(view);
    if (keepNone && hidden.length > 0) return Promise.resolve({ ...view, withheld: true });
    const wiped = hidden.length > 0 && { wiped: true };
    return livePicture(frame, width, hidden).then((picture) => ({ ...view, picture, ...wiped }));
  }
}

function markOf({ id, kind, box, seen, score, verdict }: LiveTrack): LiveMark {
  const { x, y, w, h } = box;
  return {
    ...{ track: id, kind, box: { x, y, w, h }, seen, score },
    ...(verdict && { name: { taxon: verdict.taxon, rank: verdict.rank, score: verdict.score } }),
  };
}
