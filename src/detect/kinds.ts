import type { Kind } from '../domain.ts';

/** What a class of a model means: its kind, and how much of its score counts. Undefined where Roost has no use for it. */
export type ClassKind = { readonly kind: Kind; readonly weight: number } | undefined;

const MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  bird: ['bird'],
  mammal: ['cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe'],
  person: ['person'],
  vehicle: ['bicycle', 'car', 'motorcycle', 'bus', 'train', 'truck'],
};

const KIND_OF = new Map(
  (Object.entries(MEMBERS) as [Kind, readonly string[]][]).flatMap(([kind, names]) =>
    names.map((name) => [name, kind] as const),
  ),
);

/** Folds a model's class names (COCO's) into kinds, in the order of the labels. */
export function kindsOf(labels: readonly string[]): ClassKind[] {
  return labels.map((label) => {
    const kind = KIND_OF.get(label);
    return kind ? { kind, weight: 1 } : undefined;
  });
}
