import { statSync } from 'node:fs';
import { Rounds } from '../base/rounds.ts';
import { say } from '../base/said/said.ts';
import type { Store } from '../count/store/store.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import type { Lesson, LessonWithFeatures } from '../know/lessons/lesson.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { featuresOfCrop, featuresOfPicture, Unteachable } from '../try/teach/lesson.ts';
import type { Log } from './log.ts';
import type { Eyes } from './teaching.ts';
import { keptCrop } from './visit-lessons.ts';

/** How often it is looked whether there is something to look at again, ms. */
const OFTEN = 10_000;
/** Words of what cannot be used any more, in the box's troubles. */
const LOST = 'taught pictures';

/** What looking again stands on. */
export interface LookingAgainParts {
  /** The data folder. */
  readonly data: string;
  readonly log: Log;
  readonly troubles: { set(matter: string, message: string | undefined): void };
  /** Undefined while no database is open. */
  store(): { readonly media: Pick<Store['media'], 'ofTrack'> } | undefined;
  /** Undefined while nothing looks. */
  eyes(): Eyes | undefined;
}

/**
 * Has models that took the place of others look at what was taught before: crops of visits that are still kept, and pictures of
 * sets that are still where they were. The box says which pictures say nothing any more, and why. One at a time, as cameras want
 * the models as well.
 */
export class LookingAgain {
  readonly #of: LookingAgainParts;
  readonly #rounds: Rounds;
  #done: string | undefined;

  /** @param often how often it is looked, ms */
  constructor(of: LookingAgainParts, often = OFTEN) {
    this.#of = of;
    this.#rounds = new Rounds({
      everyMs: often,
      round: (signal) => this.#look(signal),
      failed: (error) => of.log.warn({ error }, 'what was taught cannot be looked at again; it is tried later'),
    });
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { data, log, troubles } = this.#of;
    const [eyes, store] = [this.#of.eyes(), this.#of.store()];
    const file = lessonsFile(data);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) troubles.set(LOST, undefined);
    if (!eyes || !store || !found) return;
    const now = `${found.ino} ${found.mtimeMs} ${eyes.models.map(({ features }) => features).join()}`;
    if (now === this.#done) return;
    const lessons = new Lessons(file);
    try {
      const { seen, lost } = await again(lessons.unseen(eyes.models), { lessons, data, eyes, store, signal });
      if (seen.length > 0) {
        log.info({ pictures: lessons.see(seen) }, 'pictures that were taught were looked at by the models in use');
      }
      troubles.set(LOST, sentence(lost, lessons.list().length));
      // What was seen makes the file another one, which is looked through once more.
      this.#done = now;
    } finally {
      lessons.close();
    }
  }
}

interface Tools {
  readonly lessons: Lessons;
  readonly data: string;
  readonly eyes: Eyes;
  readonly store: NonNullable<ReturnType<LookingAgainParts['store']>>;
  readonly signal: AbortSignal;
}

async function again(unseen: readonly Lesson[], tools: Tools) {
  const seen: Pick<LessonWithFeatures, 'id' | 'features'>[] = [];
  const lost: string[] = [];
  for (const lesson of unseen) {
    tools.signal.throwIfAborted();
    try {
      seen.push({ id: lesson.id, features: await look(lesson, tools) });
    } catch (error) {
      if (!(error instanceof Unteachable)) throw error;
      lost.push(error.message);
    }
  }
  return { seen, lost };
}

async function look({ id, kind, sha256, source }: Lesson, { lessons, data, eyes, store, signal }: Tools) {
  if (source.of === 'set') {
    const origin = lessons.origin(id);
    if (!origin) throw new Unteachable(say('picture-unknown', {}));
    return featuresOfPicture(origin, sha256, kind, eyes, signal);
  }
  const crop = store.media.ofTrack(source.track).find(({ file }) => file === source.file);
  if (!crop) throw new Unteachable(say('crop-gone', {}));
  return featuresOfCrop(await keptCrop(crop, source.id, data), kind, eyes, signal);
}

function sentence(lost: readonly string[], all: number): string | undefined {
  if (lost.length === 0) return undefined;
  const reasons = [...new Set(lost)].map((why) =>
    say('n-times', { why, times: lost.filter((other) => other === why).length }),
  );
  return say('taught-lost', { all, lost: lost.length, reasons });
}
