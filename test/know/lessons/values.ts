import { type LessonWithFeatures, lessonId } from '../../../src/know/lessons/lesson.ts';

/** The model whose features lessons of tests have. */
export const MODEL = 'eyes@00000000';

/** Where a lesson of a visit comes from. */
export const ofVisit = (id: string) => ({ of: 'visit' as const, id, file: `media/${id}.jpg`, track: `t-${id}` });

/** A lesson with a feature of `MODEL`. @param hash that its crop's begins with */
export function aLesson(
  hash: string,
  taxon: string,
  feature: readonly number[],
  more: Partial<LessonWithFeatures> = {},
): LessonWithFeatures {
  const sha256 = hash.padEnd(64, '0');
  return {
    ...{ id: lessonId(sha256), taxon, kind: 'bird', people: ['Lin'], weight: 1, sha256, taughtAt: 10, taughtBy: 'Lin' },
    source: { of: 'set', id: 'herons-123456', file: `${hash}.jpg` },
    features: new Map([[MODEL, Float32Array.from(feature)]]),
    ...more,
  };
}
