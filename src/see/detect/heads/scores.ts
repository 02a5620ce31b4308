import { KINDS, type Kind } from '../../../base/domain.ts';

/** Finds the best of a place's classes among those that mean something to Roost. */
export class ClassScores {
  /** How many classes the model has. */
  readonly count: number;
  /** Flat tables, since a model has thousands of places to look through. */
  readonly #index: Uint16Array;
  readonly #kinds: Uint8Array;
  #kind = 0;

  /** @param classes what each class of the model means, in the model's order */
  constructor(classes: readonly (Kind | undefined)[]) {
    const used = classes.flatMap((kind, index) => (kind ? [{ index, kind: KINDS.indexOf(kind) }] : []));
    this.count = classes.length;
    this.#index = Uint16Array.from(used, ({ index }) => index);
    this.#kinds = Uint8Array.from(used, ({ kind }) => kind);
  }

  /**
   * The highest score of a place, whose class's kind `kind` then is; minus infinity where no class is of use.
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
    return best;
  }

  /** Kind of the class that was last found best. */
  get kind(): Kind {
    return KINDS[this.#kind]!;
  }
}
