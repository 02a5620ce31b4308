/** A track as far as its checkpoints go. Times in ms. */
interface Aged {
  readonly id: string;
  readonly startAt: number;
}

/** What is young changes: its visit may begin, grow, or be doubted with the next second. */
const YOUNG = 10_000;
const OFTEN = 900;
/** An old track changes little, and its path is long: written seldom, but within what a power cut may cost (5 s). */
const SELDOM = 4_000;

/** Decides which live tracks of a camera are to be stored with a frame. Pure: times come from the frames. */
export class Checkpoints {
  #lastAt = new Map<string, number>();

  /** The tracks that are due at a time: those never told of, young ones about every second, old ones every 4 s. */
  due<T extends Aged>(at: number, live: readonly T[]): T[] {
    const due = live.filter(({ id, startAt }) => {
      const last = this.#lastAt.get(id);
      return last === undefined || at - last >= (at - startAt < YOUNG ? OFTEN : SELDOM);
    });
    const told = new Set(due.map((track) => track.id));
    this.#lastAt = new Map(live.map(({ id }) => [id, told.has(id) ? at : this.#lastAt.get(id)!]));
    return due;
  }
}
