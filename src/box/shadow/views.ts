import type { LiveView } from '../../base/domain.ts';

/** Has the next frame of a camera shown once. @returns how to wait no longer */
export type ShowNext = (camera: string, take: (view: LiveView) => void) => () => void;

/** A camera that shows nothing for so long (ms) is down, or nobody looks at it. */
const WAIT = 15_000;

/** Answers a process that asks for frames, one at a time. */
export class AskedViews {
  readonly #next: ShowNext;
  readonly #answer: (camera: string, view: LiveView | undefined) => void;
  #stop: () => void = () => undefined;

  /** @param answer gives a view to who asked for it; undefined where none came */
  constructor(next: ShowNext, answer: (camera: string, view: LiveView | undefined) => void) {
    this.#next = next;
    this.#answer = answer;
  }

  /** Asks for a frame; what was asked for before is not waited for any more. */
  want(camera: string): void {
    this.#stop();
    const done = (view: LiveView | undefined) => {
      this.#stop();
      this.#answer(camera, view);
    };
    const forget = this.#next(camera, done);
    const timer = setTimeout(done, WAIT, undefined);
    this.#stop = () => {
      clearTimeout(timer);
      forget();
      this.#stop = () => undefined;
    };
  }

  /** Waits for nothing any more. */
  close(): void {
    this.#stop();
  }
}
