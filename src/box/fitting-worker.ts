import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { ownRejections } from '../base/owner.ts';
import { fitHeads, refitHeads, type Sources } from '../know/lessons/heads.ts';
import { Lessons } from '../know/lessons/lessons.ts';

// Fits the heads of what was taught, and keeps them: with many pictures that takes seconds, in which the box must count and answer.

const port = parentPort!;
ownRejections((failed) => port.postMessage({ failed }));
const { file, sources } = workerData as { readonly file: string; readonly sources: Sources };
try {
  const lessons = new Lessons(file);
  try {
    const atOnce = refitHeads(lessons, sources);
    if (atOnce) port.postMessage({ atOnce });
    fitHeads(lessons, sources);
  } finally {
    lessons.close();
  }
  port.postMessage({ done: true });
} catch (error) {
  port.postMessage({ failed: messageOf(error) });
}
