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

/** So many pictures are worked on at a time: some are decoded by other processes while one is looked at. */
const AT_A_TIME = 3;

/**
 * Makes lessons of pictures. One that cannot be taught is named and left out; of one crop that is told to be two taxa nothing is
 * learned.
 * @param began told of each before it is looked at
 * @throws RoostError where inference failed, the signal's reason where it was aborted
 */
export async function learn(
  candidates: readonly Candidate[],
  began: (name: string) => void,
  signal: AbortSignal,
): Promise<Learned> {
  const failed = new AbortController();
  const both = AbortSignal.any([signal, failed.signal]);
  const made = new Map<Candidate, LessonWithFeatures | Unteachable>();
  const waiting = candidates.values();
  const work = async () => {
    for (const candidate of waiting) {
      both.throwIfAborted();
      began(candidate.name);
      made.set(candidate, await lessonOrWhy(candidate, both));
    }
  };
  const workers = Array.from({ length: AT_A_TIME }, () =>
    work().catch((error: unknown) => {
      failed.abort(error);
    }),
  );
  await Promise.all(workers);
  both.throwIfAborted();
  return sorted(candidates.map((candidate) => ({ name: candidate.name, came: made.get(candidate)! })));
}

async function lessonOrWhy({ lesson }: Candidate, signal: AbortSignal): Promise<LessonWithFeatures | Unteachable> {
  try {
    return await lesson(signal);
  } catch (error) {
    if (error instanceof Unteachable) return error;
    throw error;
  }
}

/** Lessons in the order of their pictures, and what is none. */
function sorted(all: readonly { readonly name: string; readonly came: LessonWithFeatures | Unteachable }[]): Learned {
  const lessons = new Map<string, { readonly lesson: LessonWithFeatures; readonly name: string }>();
  const torn = new Set<string>();
  const leftOut: LeftOut[] = [];
  for (const { name, came } of all) {
    if (came instanceof Unteachable) {
      leftOut.push({ file: name, reason: came.message });
      continue;
    }
    const before = lessons.get(came.id);
    if (before && before.lesson.taxon !== came.taxon) {
      torn.add(came.id);
      leftOut.push({ file: name, reason: `it is the picture of ${before.name}, which names another taxon` });
      leftOut.push({ file: before.name, reason: `it is the picture of ${name}, which names another taxon` });
    } else lessons.set(came.id, { lesson: came, name });
  }
  return { lessons: [...lessons.values()].flatMap(({ lesson }) => (torn.has(lesson.id) ? [] : [lesson])), leftOut };
}
