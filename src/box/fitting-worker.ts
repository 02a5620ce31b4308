import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { ownRejections } from '../base/owner.ts';
import { fitHeads } from '../know/lessons/heads.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { meaningsOf } from '../know/models/meanings.ts';

// Fits the heads of what was taught, and keeps them: with many pictures that takes seconds, in which the box must count and answer.

const port = parentPort!;
ownRejections((failed) => port.postMessage({ failed }));
const { file, models } = workerData as { readonly file: string; readonly models: string };
try {
  const lessons = new Lessons(file);
  try {
    fitHeads(lessons, await meaningsOf(lessons.models(), models));
  } finally {
    lessons.close();
  }
  port.postMessage({});
} catch (error) {
  port.postMessage({ failed: messageOf(error) });
}
