import type { Kind } from '../../base/domain.ts';

/**
 * Which of COCO's classes mean what. In the heads of YOLOX the scores of mammals' classes add up, since an animal that COCO has no
 * name for looks a little like several: 8 more of 384 mammals are found (docs/accuracy.md). Those of all other kinds, and those of other heads,
 * compete by their highest. Measured on 210 cut-out photographs of birds and mammals over plain grounds: `teddy bear` is a mammal
 * wherever wildlife is watched (4 more); kite and airplane as half a bird find 2 more of 76 birds, but make birds of
 * 4 more mammals, so they are left out, and so is boat, which says nothing of an animal and is no road vehicle.
 */
const MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  bird: ['bird'],
  mammal: ['cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe', 'teddy bear'],
  person: ['person'],
  vehicle: ['bicycle', 'car', 'motorcycle', 'bus', 'train', 'truck'],
};

const KIND_OF = new Map(
  (Object.entries(MEMBERS) as [Kind, readonly string[]][]).flatMap(([kind, names]) =>
    names.map((name) => [name, kind] as const),
  ),
);

/**
 * Folds a model's class names into kinds, in the order of the labels; undefined where Roost has no use for it.
 * @param kindOf what a name means that is none of COCO's, or means something else here
 */
export function kindsOf(labels: readonly string[], kindOf: Readonly<Record<string, Kind>> = {}): (Kind | undefined)[] {
  return labels.map((label) => kindOf[label] ?? KIND_OF.get(label));
}
