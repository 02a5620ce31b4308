import { entry, startWorker } from '../base/entry.ts';
import { RoostError } from '../base/errors.ts';
import type { Heads, Sources } from '../know/lessons/heads.ts';

/**
 * Fits heads in a thread of its own, which keeps them in the file.
 * @param where the file of what was taught, and the features that heads read
 * @param atOnce told of heads that can be used until all is learned, where there are any
 * @throws RoostError (rejects) where that failed
 */
export function fitElsewhere(
  where: { file: string; sources: Sources },
  atOnce: (heads: Heads) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    signal.throwIfAborted();
    const worker = startWorker(entry(import.meta.url, './fitting-worker'), where);
    const abort = () => void worker.terminate();
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (told: { failed?: string; atOnce?: Heads; done?: true }) => {
      if (told.failed !== undefined) fail(new RoostError('fit heads', where.file, told.failed));
      else if (told.atOnce) atOnce(told.atOnce);
      else if (told.done) done();
    });
    worker.on('error', fail);
    worker.on('exit', () => {
      signal.removeEventListener('abort', abort);
      fail(new RoostError('fit heads', where.file, 'the thread ended'));
    });
  });
}
