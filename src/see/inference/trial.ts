import { fork } from 'node:child_process';
import { childEnvironment } from '../../base/child.ts';
import { entry } from '../../base/entry.ts';
import type { Trial, TrialOutcome } from './trial-messages.ts';

export type { Trial, TrialAnswer, TrialCrop, TrialOutcome } from './trial-messages.ts';

/**
 * Runs a model on some crops in a process of its own, which is ended afterwards whatever it does.
 * @param limitMs a model that has not answered after so long does not answer
 * @throws what the signal was aborted with (rejects); whatever is wrong with the model is told in the outcome
 */
export async function tryModel(trial: Trial, limitMs: number, signal?: AbortSignal): Promise<TrialOutcome> {
  signal?.throwIfAborted();
  const { path, execArgv } = entry(import.meta.url, './trial-process');
  const child = fork(path, [], {
    ...{ execArgv, env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' },
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = text.trim().split('\n').at(-1) || lastWords;
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  let timer: NodeJS.Timeout | undefined;
  let abort = () => {};
  try {
    return await new Promise<TrialOutcome>((done, fail) => {
      const broken = (why: string) => done({ good: false, fault: 'broken', why });
      const late = () => done({ good: false, fault: 'late', why: `no answer after ${limitMs / 1000} s` });
      timer = setTimeout(late, limitMs);
      abort = () => fail(signal?.reason);
      signal?.addEventListener('abort', abort);
      child.once('message', (outcome: TrialOutcome) => done(outcome));
      child.once('error', (error) => broken(error.message));
      child.once('exit', (code, by) =>
        broken([by ? `ended by ${by}` : `ended with code ${code}`, lastWords].join(' ')),
      );
      child.send(trial, () => {});
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    child.kill('SIGKILL');
    await ended;
  }
}
