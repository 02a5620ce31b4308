import { UNFITTED } from '../../../src/see/classify/calibration.ts';
import type { Look } from '../../../src/see/classify/fuse.ts';
import type { ClassifierModel } from '../../../src/see/classify/model.ts';
import { vocabularyOf } from '../../../src/see/classify/vocabulary.ts';

/** Two ducks of one genus, another of their family, one of another order, a genus, a mammal, and background. */
export const LABELS = [
  'anas-platyrhynchos',
  'anas-crecca',
  'aix-galericulata',
  'ardea-cinerea',
  'corvus',
  'vulpes-vulpes',
  undefined,
] as const;

/** A classifier of {@link LABELS}, not fitted, so that scores are what the labels sum to. */
export const BIRDS: ClassifierModel = {
  id: 'birds@1',
  kinds: ['bird'],
  checks: [],
  vocabulary: vocabularyOf(LABELS),
  gives: 'probabilities',
  calibration: UNFITTED,
  margins: [0.1],
};

/** Probabilities of {@link LABELS} as a look; what is left of 1 is background. */
export function look(probabilities: Partial<Record<(typeof LABELS)[number] & string, number>>, weight = 1): Look {
  const left = 1 - Object.values(probabilities).reduce((sum, value) => sum + value, 0);
  const values = LABELS.map((label) => (label === undefined ? left : (probabilities[label] ?? 0)));
  return { logits: Float32Array.from(values, (value) => Math.log(Math.max(1e-9, value))), weight };
}
