import { Alike, type Unlike } from './alike.ts';
import type { Lesson } from './lesson.ts';
import type { Lessons } from './lessons.ts';

/** A picture that looks unlike its species. */
export interface UnlikeLesson {
  readonly lesson: Lesson;
  readonly than: Unlike;
}

/**
 * Pictures that look unlike their species to the models that heads were made for, the most unlike first; each once, as the model
 * has it that finds it most unlike. To all models of which there are features where no head was made yet.
 */
export function unlikeLessons(lessons: Lessons): UnlikeLesson[] {
  const headed = lessons.headed();
  const known = new Map(lessons.list().map((lesson) => [lesson.id, lesson]));
  const found = (headed.length > 0 ? headed : lessons.models())
    .flatMap((features) => new Alike(lessons.examples(features)).unlike())
    .sort((a, b) => b.alike - b.own - (a.alike - a.own));
  const first = new Map<string, Unlike>();
  for (const than of found) if (!first.has(than.id)) first.set(than.id, than);
  return [...first.values()].map((than) => ({ lesson: known.get(than.id)!, than }));
}
