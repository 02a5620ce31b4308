import type { Installed, InstalledClassifier, InstalledDetector } from '../../know/models/installed.ts';

/** Models that look and name together. */
export interface Lineup {
  readonly detector: InstalledDetector;
  readonly classifiers: readonly InstalledClassifier[];
}

/** A model that is tried, with its weights. */
export type Tried =
  | { readonly task: 'detect'; readonly detector: InstalledDetector }
  | { readonly task: 'classify'; readonly classifier: InstalledClassifier };

/** What is there, and the same with the model that is tried. */
export interface Sides {
  readonly present: Lineup;
  readonly tried: Lineup;
}

/**
 * Puts a model beside what is present. A detector takes the place of the detector. A classifier takes the place of those that name
 * no kind beside its own; one that is in use already is tried by leaving it out on the present's side.
 */
export function sidesOf({ detector, classifiers }: Lineup | Installed, tried: Tried): Sides {
  if (tried.task === 'detect')
    return { present: { detector, classifiers }, tried: { detector: tried.detector, classifiers } };
  const { classifier } = tried;
  const others = classifiers.filter(({ spec }) => spec.id !== classifier.spec.id);
  if (others.length < classifiers.length)
    return { present: { detector, classifiers: others }, tried: { detector, classifiers } };
  const kept = classifiers.filter(({ manifest }) =>
    manifest.kinds.some((kind) => !classifier.manifest.kinds.includes(kind)),
  );
  return { present: { detector, classifiers }, tried: { detector, classifiers: [...kept, classifier] } };
}

/** Ids of its models, the detector first. */
export function idsOf({ detector, classifiers }: Lineup): string[] {
  return [detector.spec.id, ...classifiers.map(({ spec }) => spec.id)];
}
