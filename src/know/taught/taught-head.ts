import type { Bar } from './bar.ts';
import type { Trial } from './choose.ts';
import type { Packed } from './packed.ts';
import type { LearnerName } from './scorers.ts';
import type { Layout } from './sight.ts';

/** A head under the name by which verdicts cite it. */
export interface NamedHead {
  /** E.g. `taught-7@350fcd8c`: the version of what was taught, and a short hash of the head. */
  readonly id: string;
  readonly head: TaughtHead;
  /** How many pictures of how many visits showed each taxon, by its id. */
  readonly from: Readonly<Record<string, { readonly pictures: number; readonly visits: number }>>;
}

/** Learned from examples; plain data that can be written as JSON. */
export interface TaughtHead {
  /** Id of the features that it reads, see `featuresId`. */
  readonly model: string;
  /** Ids of the taxa that were taught, sorted. */
  readonly taxa: readonly string[];
  /** How many pictures it was learned from. */
  readonly pictures: number;
  /** Length of a feature. */
  readonly dimensions: number;
  /** What the last numbers of a feature mean, one label each; null is background. Empty for a model without labels. */
  readonly labels: readonly (string | null)[];
  readonly gives: Layout['gives'];
  /** What is taken from a feature before it is compared. */
  readonly centre: Packed;
  /** One row a taxon, in the order of `taxa`: its product with the direction of a look says how alike they are. */
  readonly weights: Packed;
  readonly biases: Packed;
  /** From where on a name is said. */
  readonly bar: Bar;
  readonly learner: LearnerName;
  /** What brings the learner's scores to the scale of cosines; heads of an earlier Roost do not have it. */
  readonly scale?: number;
  /** What the learner was chosen by, on groups of pictures that were left out; empty where none could be. */
  readonly trials: readonly Trial[];
}
