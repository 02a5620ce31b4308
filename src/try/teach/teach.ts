import { RoostError } from '../../base/errors.ts';
import type { LessonWithFeatures } from '../../know/lessons/lesson.ts';
import type { LeftOut } from '../replay/left-out.ts';
import { Unteachable } from './lesson.ts';

/** Something that may become a lesson. */
export interface Candidate {
  /** What it is called where it is left out. */
  readonly name: string;
  /** @throws Unteachable; RoostError where inference failed */
  lesson(signal: AbortSignal): Promise<LessonWithFeatures>;
}

/** What candidates came to. */
export interface Learned {
  readonly lessons: readonly LessonWithFeatures[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Makes lessons of pictures, one after the other. One that cannot be taught is named and left out; of the same crop told twice the
 * later word holds, and where the two part neither does.
 * @param began told of each before it is looked at
 * @throws RoostError where inference failed, the signal's reason where it was aborted
 */
export async function learn(
  candidates: readonly Candidate[],
  began: (name: string) => void,
  signal: AbortSignal,
): Promise<Learned> {
  const lessons = new Map<string, { readonly lesson: LessonWithFeatures; readonly name: string }>();
  const torn = new Set<string>();
  const leftOut: LeftOut[] = [];
  for (const { name, lesson } of candidates) {
    signal.throwIfAborted();
    began(name);
    try {
      const made = await lesson(signal);
      const before = lessons.get(made.id);
      if (before && before.lesson.taxon !== made.taxon) {
        torn.add(made.id);
        leftOut.push({ file: name, reason: `it is the picture of ${before.name}, which names another taxon` });
        leftOut.push({ file: before.name, reason: `it is the picture of ${name}, which names another taxon` });
      } else lessons.set(made.id, { lesson: made, name });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RoostError || !(error instanceof Unteachable)) throw error;
      leftOut.push({ file: name, reason: error.message });
    }
  }
  return { lessons: [...lessons.values()].flatMap(({ lesson }) => (torn.has(lesson.id) ? [] : [lesson])), leftOut };
}
