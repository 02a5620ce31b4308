import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { ownRejections } from '../base/owner.ts';
import { fitHeads, refitHeads } from '../know/lessons/heads.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { meaningsOf } from '../know/models/meanings.ts';

// Fits the heads of what was taught, and keeps them: with many pictures that takes seconds, in which the box must count and answer.

const port = parentPort!;
ownRejections((failed) => port.postMessage({ failed }));
const { file, models } = workerData as { readonly file: string; readonly models: string };
try {
  const lessons = new Lessons(file);
  try {
    const meanings = await meaningsOf(lessons.models(), models);
    const atOnce = refitHeads(lessons, meanings);
    if (atOnce) port.postMessage({ atOnce });
    fitHeads(lessons, meanings);
  } finally {
    lessons.close();
  }
  port.postMessage({ done: true });
} catch (error) {
  port.postMessage({ failed: messageOf(error) });
}
