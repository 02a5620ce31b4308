import type { Kind } from '../../base/domain.ts';
import type { Calibration } from './calibration.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A classifier as verdicts need it. */
export interface ClassifierModel {
  /** Name and short hash. */
  readonly id: string;
  /** Kinds of animal that it names. */
  readonly kinds: readonly Kind[];
  /** Kinds of which it is asked only whether they are of that kind, by one picture a crop. */
  readonly checks: readonly Kind[];
  readonly vocabulary: Vocabulary;
  /** What its outputs are; probabilities become logits by their logarithm. */
  readonly gives: 'logits' | 'probabilities';
  readonly calibration: Calibration;
  /** Margins of the pictures that it is shown of each crop, see `viewsOf`. */
  readonly margins: readonly number[];
}

/** True for a model without labels: it only gives features, by which a box can be taught. */
export function namesNothing({ vocabulary }: Pick<ClassifierModel, 'vocabulary'>): boolean {
  return vocabulary.places.length === 0;
}
