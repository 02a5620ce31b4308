import { KINDS, type Kind } from '../../../base/domain.ts';

/** Finds the best of a place's kinds by its scores of those classes that mean something to Roost. */
export class ClassScores {
  /** How many classes the model has. */
  readonly count: number;
  /** Flat tables, since a model has thousands of places to look through. */
  readonly #index: Uint16Array;
  readonly #kinds: Uint8Array;
  /** Classes that stand for the kind that is summed; none where each class competes alone. */
  readonly #summed: Uint16Array;
  readonly #summedKind: number;
  #kind = 0;

  /**
   * @param classes what each class of the model means, in the model's order
   * @param summed the kind whose classes add up, at most to 1; those of the others compete one by one, as all do without it
   */
  constructor(classes: readonly (Kind | undefined)[], summed?: Kind) {
    const used = classes.flatMap((kind, index) => (kind ? [{ index, kind }] : []));
    const alone = used.filter(({ kind }) => kind !== summed);
    this.count = classes.length;
    this.#index = Uint16Array.from(alone, ({ index }) => index);
    this.#kinds = Uint8Array.from(alone, ({ kind }) => KINDS.indexOf(kind));
    this.#summed = Uint16Array.from(
      used.filter(({ kind }) => kind === summed),
      ({ index }) => index,
    );
    this.#summedKind = summed ? KINDS.indexOf(summed) : 0;
  }

  /**
   * The highest score of a place, whose kind `kind` then is; minus infinity where no class is of use.
   * @param start where the scores of the place begin in the output
   * @param step from one class's score to the next one's
   */
  best(output: Float32Array, start: number, step = 1): number {
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#index.length; i++) {
      const score = output[start + this.#index[i]! * step]!;
      if (score > best) {
        best = score;
        this.#kind = this.#kinds[i]!;
      }
    }
    if (this.#summed.length === 0) return best;
    let sum = 0;
    for (let i = 0; i < this.#summed.length; i++) sum += output[start + this.#summed[i]! * step]!;
    if (Math.min(1, sum) <= best) return best;
    this.#kind = this.#summedKind;
    return Math.min(1, sum);
  }

  /** Kind of what was last found best. */
  get kind(): Kind {
    return KINDS[this.#kind]!;
  }
}
