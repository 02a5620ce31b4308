/** What is known of the visit that a kept picture or clip shows, as far as its worth goes. */
export interface Shown {
  /** Level of protection of what it counts as, or of what the machine named. */
  readonly protection?: 1 | 2;
  /** A first record for the site. */
  readonly first: boolean;
  /** A report cites it. */
  readonly cited: boolean;
  /** A person decided on it. */
  readonly reviewed: boolean;
  /** Something was taught from it. */
  readonly taught: boolean;
  /** The most surely named visit of its taxon. */
  readonly best: boolean;
  /** In the random sample that corrected counts rest on. */
  readonly sampled: boolean;
  /** Set aside as a false detection. */
  readonly aside: boolean;
  readonly seconds: number;
  /** How many of the kept files show its taxon, 1 or more. */
  readonly common: number;
}

/** A file that may have to make room, with what it shows; visits that share a clip share the greatest worth. */
export interface Kept {
  readonly type: 'clip' | 'crop';
  /** When it was taken, ms. */
  readonly at: number;
  readonly id: string;
  readonly shown: Shown;
}

/** Why a file is worth more than that of a common visit, the least first: `worthOf` counts on this order. */
export const CLASSES = ['common', 'sampled', 'best', 'taught', 'reviewed', 'cited', 'first', 'protected'] as const;

/** What a visit is kept as. */
export type WorthClass = (typeof CLASSES)[number];

/**
 * What a visit's pictures are kept as: the greatest of its classes. What was set aside as a false detection is common whatever it
 * was taken for, unless people had to do with it: a stone named as a crane all day must not fill a disk.
 */
export function classOf(shown: Shown): WorthClass {
  const { protection, first, cited, reviewed, taught, best, sampled, aside } = shown;
  if (protection !== undefined && !aside) return 'protected';
  if (first && !aside) return 'first';
  if (cited) return 'cited';
  if (reviewed) return 'reviewed';
  if (taught) return 'taught';
  if (best && !aside) return 'best';
  return sampled ? 'sampled' : 'common';
}

/**
 * What a file is worth, from 0 to 16; what is worth least goes first:
 *
 *     2 x class (0 common ... 7 protected) + 1 for a crop + 1 / (1 + seconds x common)
 *
 * The last part is below 1, less for longer visits of commoner taxa, and 0 for what was set aside. So no file of a class goes while
 * one of a lower class is left, and within a class no crop while a clip is left.
 */
export function worthOf({ type, shown }: Kept): number {
  const scarce = shown.aside ? 0 : 1 / (1 + Math.max(1, shown.seconds) * Math.max(1, shown.common));
  return 2 * CLASSES.indexOf(classOf(shown)) + (type === 'crop' ? 1 : 0) + scarce;
}

/** Orders files as they go: the least worth first, of those alike the oldest. A total order, so that any list comes out the same. */
export function leastFirst(a: Kept, b: Kept): number {
  return worthOf(a) - worthOf(b) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The so many of a stream of files that go first, in their order, without holding all of it. */
export class Lowest<T extends Kept> {
  readonly #most: number;
  #held: T[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(kept: T): void {
    this.#held.push(kept);
    if (this.#held.length >= 2 * this.#most) this.#cut();
  }

  /** What was found, the least worth first. */
  get all(): readonly T[] {
    this.#cut();
    return this.#held;
  }

  #cut(): void {
    this.#held = this.#held.sort(leastFirst).slice(0, this.#most);
  }
}
