import { existsSync } from 'node:fs';
import { lessonsFile } from '../know/lessons/database.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { unlikeLessons } from '../know/lessons/unlike.ts';
import type { ReadDeps } from '../tell/server/deps.ts';

/** Answers what a box was taught, on whichever thread it is asked. */
export function taughtAnswers(data: string): Pick<ReadDeps, 'taught' | 'lessons' | 'unlike'> {
  const reading = <T>(work: (lessons: Lessons) => T, otherwise: T): T => {
    const file = lessonsFile(data);
    if (!existsSync(file)) return otherwise;
    const lessons = new Lessons(file);
    try {
      return work(lessons);
    } finally {
      lessons.close();
    }
  };
  return {
    taught: () => reading((of) => ({ revision: of.revision, taxa: of.taxa() }), { revision: 0, taxa: [] }),
    lessons: (filter) => reading((of) => of.list(filter), []),
    unlike: () => reading(unlikeLessons, []),
  };
}
