import type { LiveMark, LiveView, LiveWidth } from '../../../src/base/domain.ts';
import { LiveViews } from '../../../src/box/live-views.ts';
import { livePicture } from '../../../src/see/media/live-picture.ts';
import type { ServerDeps } from '../../../src/tell/server/deps.ts';
import { chequer, flat } from '../../frames.ts';

type Live = ServerDeps['live'];

/** A mallard that is followed, where a test wants it. */
export function aMark(x: number, more: Partial<LiveMark> = {}): LiveMark {
  const name = { taxon: 'anas-platyrhynchos', rank: 'species', score: 0.93 } as const;
  return { track: 'v8-t1', kind: 'bird', box: { x, y: 0.4, w: 0.2, h: 0.3 }, seen: true, score: 0.9, name, ...more };
}

/** What frames of the made-up box show: real pictures, made when a test says so, or at once for whoever asks. */
export class FakeLive implements Live {
  /** Each asking of a watcher, as `640 east`. */
  readonly looks: string[] = [];
  /** Bytes of all pictures that were made. */
  bytes = 0;
  /** Milliseconds after which an asking is answered by itself; not at all where it is undefined. */
  everyMs: number | undefined;
  /** How many wait for a frame now. */
  waiting = 0;
  #frames = 0;
  // However slow a test is, each asking is one.
  readonly #views = new LiveViews((camera, width) => this.#look(camera, width), 3_600_000);

  next(camera: string, width: LiveWidth, take: (view: LiveView) => void): () => void {
    let waits = 1;
    this.waiting += 1;
    const over = () => {
      this.waiting -= waits;
      waits = 0;
    };
    const cancel = this.#views.next(camera, width, (view) => {
      over();
      take(view);
    });
    return () => {
      over();
      cancel();
    };
  }

  /** Hands out a view, to whoever waits for it. */
  give(view: LiveView): void {
    this.bytes += view.picture?.jpeg.length ?? 0;
    this.#views.take(view);
  }

  /** A frame in which a chequered animal stands where its box says, each further to the right than the one before. */
  async frame(camera: string, width: LiveWidth, at: number): Promise<LiveView> {
    const x = 0.1 + 0.1 * (this.#frames++ % 7);
    const marks = [aMark(x)];
    if (width === 0) return { camera, width, at, marks };
    const [w, h] = [640, 360];
    const frame = chequer(flat(w, h, 90), Math.round(x * w), 0.4 * h, 0.2 * w, 0.3 * h, 16);
    return { camera, width, at, marks, picture: await livePicture(frame, width, []) };
  }

  #look(camera: string, width: LiveWidth): void {
    this.looks.push(`${width} ${camera}`);
    if (this.everyMs === undefined) return;
    setTimeout(async () => this.give(await this.frame(camera, width, Date.now())), this.everyMs);
  }
}
