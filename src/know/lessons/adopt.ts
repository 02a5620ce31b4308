import type { Lessons } from './lessons.ts';

/**
 * Has features that an earlier Roost kept by the id of their model alone known by ids of their own, where they are as that model
 * gives them now. Shorter ones are from before what a model says of its labels was a part of them: nothing reads these.
 * @param catalog how long features are, by their ids, of the models of the catalog; an earlier Roost was taught by no others
 */
export function adoptFeatures(lessons: Lessons, catalog: ReadonlyMap<string, { readonly dimensions: number }>): void {
  const kept = new Set(lessons.models());
  for (const [features, { dimensions }] of catalog) {
    const model = features.split('/')[0]!;
    if (kept.has(model)) lessons.adopt(model, features, dimensions);
  }
}
