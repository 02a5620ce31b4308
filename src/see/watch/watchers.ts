import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { CameraStatus, FromWatcher } from '../../base/domain.ts';
import { entry, startWorker } from '../../base/entry.ts';
import { messageOf } from '../../base/errors.ts';
import { DoublingWaits, supervise } from '../../base/supervise.ts';
import type { Endpoint } from '../inference/messages.ts';
import type { ToWatcher, WatchedCamera, WatcherData } from './messages.ts';

/** What the supervisor tells its owner. */
export interface WatcherHooks {
  message(message: FromWatcher): void;
  /** A watcher thread ended by itself; it is started again. */
  died(cameras: readonly string[], why: string): void;
}

/** Everything that watchers start with but for what changes. */
export type WatcherPlan = Omit<WatcherData, 'cameras' | 'endpoints' | 'clockDoubtful'>;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** A thread that ran this long (ms) has earned a quick restart again. */
const PROVED = 60_000;
/** Threads that do not end by themselves within this time (ms) are ended. */
const STOP_WITHIN = 4_000;

/** Deals cameras out over watcher threads, keeps these running, and stops them. */
export class Watchers {
  readonly #plan: WatcherPlan;
  readonly #hooks: WatcherHooks;
  readonly #hands: readonly (readonly WatchedCamera[])[];
  readonly #workers = new Set<Worker>();
  readonly #stopping = new AbortController();
  #endpoints: readonly Endpoint[] = [];
  #clockDoubtful = false;
  #keepers: Promise<void>[] = [];

  /** @param threads at most so many; never more than cameras */
  constructor(cameras: readonly WatchedCamera[], threads: number, plan: WatcherPlan, hooks: WatcherHooks) {
    this.#plan = plan;
    this.#hooks = hooks;
    const count = Math.min(threads, cameras.length);
    this.#hands = Array.from({ length: count }, (_, hand) => cameras.filter((_, index) => index % count === hand));
  }

  /** Starts every thread. @param endpoints where the inference processes listen */
  start(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.#keepers = this.#hands.map((cameras) => this.#keep(cameras));
  }

  /** Tells every thread which inference processes there are now. */
  setEndpoints(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.#send({ type: 'endpoints', endpoints });
  }

  /** Tells every thread, those to come as well, whether the box's clock is known to be right; it is taken to be until said. */
  setClockDoubtful(doubtful: boolean): void {
    this.#clockDoubtful = doubtful;
    this.#send({ type: 'clock', doubtful });
  }

  /** Lets every thread end its tracks and tell of them, within 4 s. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#send({ type: 'stop' });
    const late = sleep(STOP_WITHIN, undefined, { ref: false });
    await Promise.race([Promise.all(this.#keepers), late]);
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #send(message: ToWatcher): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  #keep(cameras: readonly WatchedCamera[]): Promise<void> {
    const ids = cameras.map(({ capture }) => capture.camera);
    const plan = {
      live: () => this.#run(cameras),
      thrown: messageOf,
      ended: (why: string) => this.#hooks.died(ids, why),
      waits: new DoublingWaits(FIRST_DELAY, LONGEST_DELAY),
      provedAfterMs: PROVED,
    };
    return supervise(plan, this.#stopping.signal);
  }

  /** One thread from start to end. @returns why it ended */
  #run(cameras: readonly WatchedCamera[]): Promise<string> {
    const workerData: WatcherData = {
      ...this.#plan,
      cameras,
      endpoints: this.#endpoints,
      clockDoubtful: this.#clockDoubtful,
    };
    const worker = startWorker(entry(import.meta.url, './worker'), workerData);
    this.#workers.add(worker);
    let why = 'it ended by itself';
    worker.on('message', (message: FromWatcher) => this.#hooks.message(message));
    worker.on('error', (error) => {
      why = messageOf(error);
    });
    return new Promise((resolve) => {
      worker.on('exit', () => {
        this.#workers.delete(worker);
        resolve(why);
      });
    });
  }
}

/** What the API tells of a camera whose watcher has not told anything yet. */
export function unwatched(camera: string, at: number): CameraStatus {
  const looks = { motion: 0, track: 0, sweep: 0 };
  return { camera, state: 'starting', since: at, figures: { frames: 0, dropped: 0, fps: 0, restarts: 0, looks } };
}
