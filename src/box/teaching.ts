import { RoostError } from '../base/errors.ts';
import { say } from '../base/said/said.ts';
import { TaskQueue } from '../base/task-queue.ts';
import type { Config } from '../know/config/config.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import type { Embed, FeatureModel } from '../see/classify/features.ts';
import type { Teaching } from '../tell/server/deps.ts';
import { learn } from '../try/teach/teach.ts';
import type { Readable } from './read-config.ts';
import { visitLessons } from './visit-lessons.ts';
import { taughtWhy } from './visit-why.ts';

/** What looks at pictures that are taught. */
export interface Eyes {
  readonly models: readonly FeatureModel[];
  readonly embed: Embed;
}

/** Looking at a visit's crops takes seconds at most; cameras come first. */
const LIMIT = 60_000;

/** Teaches a box that runs by the eyes that it has: one visit at a time, since cameras want these as well. */
export function teachingOf(
  config: Pick<Config, 'data' | 'site'>,
  store: Readable,
  eyes: () => Eyes | undefined,
): Teaching {
  const { data } = config;
  const queue = new TaskQueue({ operation: 'teach', limitMs: LIMIT });
  const withLessons = async <T>(work: (lessons: Lessons) => T | Promise<T>): Promise<T> => {
    const lessons = new Lessons(lessonsFile(data));
    try {
      return await work(lessons);
    } finally {
      lessons.close();
    }
  };
  const open = (visit: string): Eyes => {
    const found = eyes();
    if (!found) throw new RoostError('teach', visit, say('no-model-yet', {}));
    return found;
  };
  return {
    teach: (visit, by) =>
      queue.add(visit, async () => {
        const found = visitLessons(store, config, visit, { ...open(visit), by, now: Date.now() });
        if (!found) return undefined;
        if ('why' in found) throw new RoostError('teach', visit, found.why);
        const signal = AbortSignal.timeout(LIMIT);
        const { lessons, leftOut } = await learn(found.candidates, () => undefined, signal);
        if (lessons.length > 0) await withLessons((kept) => kept.put(lessons));
        return { taxon: found.agreed.taxon, lessons, leftOut };
      }),
    forget: (filter) => withLessons((kept) => kept.forget(filter)),
    why: (visit) =>
      queue.add(visit, () =>
        withLessons((kept) => taughtWhy(store, data, kept, visit, open(visit), AbortSignal.timeout(LIMIT))),
      ),
  };
}
