import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../../base/child.ts';
import { entry } from '../../base/entry.ts';
import { RoostError } from '../../base/errors.ts';
import { isShortOfMemory, MORE_MEMORY } from '../../base/memory-short.ts';
import { signalTrouble } from '../../base/native.ts';
import { say } from '../../base/said/said.ts';
import type { ChildReport, ChildStart, Endpoint } from './messages.ts';
import { answersWithin, FELT_EVERY, Pulse } from './pulse.ts';
import type { ModelSet } from './spec.ts';

/** A process that is not ready after this long will not be. Loading takes about 0.2 s, on a slow box under load a few. */
const READY_WITHIN_MS = 30_000;
/** Its own objects are small and few: room for them to die young in is not needed by the megabyte. Numbers of models lie elsewhere. */
const LEAN = ['--max-semi-space-size=1'];
/** How long a process that was asked to end may finish its run. */
const END_WITHIN_MS = 1_500;

/** What a process said before its end is waited for so long. */
const LAST_WORDS_MS = 100;

/** A process that nobody here killed was killed by the system, which does so where memory is short. */
function howEnded(code: number | null, signal: NodeJS.Signals | null, noMemory: boolean): string {
  const trouble = signal === null ? undefined : signalTrouble(signal);
  if (trouble !== undefined) return trouble;
  if (signal === 'SIGKILL') return say('ended-killed', {});
  const how = signal ? say('ended-by', { signal }) : say('ended-with', { code: code ?? -1 });
  return noMemory ? `${how}: it got no more memory. ${MORE_MEMORY}` : how;
}

/** One inference process, from fork to exit. One that hangs is killed, and ends like one that died. */
export class InferenceChild {
  readonly #socket: string;
  readonly #models: ModelSet;
  #process: ChildProcess | undefined;
  #lastWords = '';
  #noMemory = false;
  #ended: Promise<string> = Promise.resolve('it was not started');
  #within = 0;
  #hung: string | undefined;

  constructor(models: ModelSet, socket: string) {
    this.#models = models;
    this.#socket = socket;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Where it listens, once it has started. */
  get endpoint(): Endpoint {
    return { path: this.#socket, answersWithin: this.#within };
  }

  /** Settles when the process has ended, with how, in words. */
  get ended(): Promise<string> {
    return this.#ended;
  }

  /** Forks, and resolves when the process has loaded the models, proved them and listens. @throws RoostError */
  async start(): Promise<void> {
    const { path, execArgv } = entry(import.meta.url, './process');
    const child = fork(path, [], {
      execArgv: [...LEAN, ...execArgv],
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#noMemory ||= isShortOfMemory(text);
      this.#lastWords = text.trim().split('\n').at(-1) || this.#lastWords;
    });
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', async (code, signal) => {
        // Its last words may come after it, and whoever it started may hold the pipe open for ever.
        const said = child.stderr && !child.stderr.readableEnded ? once(child.stderr, 'end') : undefined;
        if (said) await Promise.race([said, sleep(LAST_WORDS_MS)]).catch(() => undefined);
        resolve(this.#hung ?? howEnded(code, signal, this.#noMemory));
      });
    });
    child.send({ type: 'start', models: this.#models, socket: this.#socket } satisfies ChildStart, () => {});

    const report = await this.#firstReport(child);
    if (report.type === 'ready') return this.#watch(child, report.slowestMs);
    await this.stop();
    const why = report.type === 'failed' ? report.message : 'it answers out of turn';
    throw new RoostError('start inference', this.#models.detector.id, why);
  }

  /** Asks the process to end by hanging up, then kills it. Resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Feels its pulse until it ends. A stopped process ignores everything but KILL. */
  #watch(child: ChildProcess, slowestMs: number): void {
    this.#within = answersWithin(slowestMs);
    const pulse = new Pulse(this.#within);
    child.on('message', (report: ChildReport) => {
      if (report.type === 'alive') pulse.heard(report);
    });
    const timer = setInterval(() => {
      this.#hung ??= pulse.feel(performance.now());
      if (this.#hung !== undefined) child.kill('SIGKILL');
    }, FELT_EVERY);
    void this.#ended.then(() => clearInterval(timer));
  }

  #firstReport(child: ChildProcess): Promise<ChildReport> {
    return new Promise((resolve) => {
      const failed = (message: string) => resolve({ type: 'failed', message });
      const timer = setTimeout(() => failed(`not ready after ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
      child.once('message', (report: ChildReport) => resolve(report));
      void this.#ended.then((how) => {
        clearTimeout(timer);
        failed(this.#lastWords ? `${how}: ${this.#lastWords}` : how);
      });
      child.once('message', () => clearTimeout(timer));
    });
  }
}
