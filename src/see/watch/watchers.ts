import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus, FromWatcher, LiveView, LiveWidth } from '../../base/domain.ts';
import { type Entry, entry } from '../../base/entry.ts';
import { messageOf } from '../../base/errors.ts';
import { DoublingWaits, supervise } from '../../base/supervise.ts';
import type { Taught } from '../classify/taught.ts';
import type { Endpoint } from '../inference/messages.ts';
import { Looking } from './looking.ts';
import type { NewModels, ToWatcher, WatchedCamera, WatcherData } from './messages.ts';
import { type ThreadEnd, WatcherThread } from './thread.ts';
import { unwatched, withoutWatcher } from './unwatched.ts';

/** What the supervisor tells its owner. */
export interface WatcherHooks {
  message(message: FromWatcher): void;
  /** A watcher thread ended by itself, or hung and was ended; it is started again. Its cameras' states follow as messages. */
  died(cameras: readonly string[], why: string): void;
  /** Something went wrong in a thread that nobody there had expected; it goes on. */
  fault(cameras: readonly string[], why: string): void;
  /** What a frame shows to whoever looks on. */
  live(view: LiveView): void;
}

/** Everything that watchers start with but for what changes. */
export type WatcherPlan = Omit<WatcherData, 'cameras' | 'endpoints' | 'clockDoubtful'>;

type Second = NonNullable<WatcherData['second']>;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** A thread that ran this long (ms) has earned a quick restart again. */
const PROVED = 60_000;
/** Threads that do not end by themselves within this time (ms) are ended. */
const STOP_WITHIN = 4_000;
/** A thread that still waits for models after this time (ms) waits for what does not come. */
const SWAP_WITHIN = 15_000;

/** One thread, as the API tells it. */
export interface WatcherStatus {
  readonly cameras: readonly string[];
  readonly state: 'running' | 'down';
  readonly restarts: number;
  /** Why it last ended, in words. */
  readonly cause?: string;
}

/** The cameras of one thread, and what becomes of it. */
interface Hand {
  cameras: readonly WatchedCamera[];
  state: WatcherStatus['state'];
  lives: number;
  cause?: string;
  /** While it lives. */
  thread?: WatcherThread | undefined;
}

const idOf = ({ capture }: WatchedCamera) => capture.camera;
const idsOf = ({ cameras }: Hand) => cameras.map(idOf);

/** Deals cameras out over watcher threads, keeps these running, and stops them. */
export class Watchers {
  #plan: WatcherPlan;
  readonly #hooks: WatcherHooks;
  readonly #hands: Hand[];
  /** The most that there may be. */
  readonly #most: number;
  #swaps = 0;
  readonly #module: Entry;
  readonly #threads = new Set<WatcherThread>();
  /** What each camera's watcher told last. */
  readonly #statuses = new Map<string, CameraStatus>();
  readonly #looking: Looking;
  readonly #stopping = new AbortController();
  #endpoints: readonly Endpoint[] = [];
  #second: Second['endpoints'] | undefined;
  #clockDoubtful = false;
  #taught: Taught | undefined;
  #keepers: Promise<void>[] = [];

  /** @param threads at most so many; no more than cameras @param module what a thread runs */
  constructor(
    cameras: readonly WatchedCamera[],
    threads: number,
    plan: WatcherPlan,
    hooks: WatcherHooks,
    module = entry(import.meta.url, './worker'),
  ) {
    this.#module = module;
    this.#plan = plan;
    this.#hooks = hooks;
    this.#looking = new Looking(cameras.map(idOf), performance.now());
    this.#most = threads;
    const count = Math.min(threads, cameras.length);
    this.#hands = Array.from({ length: count }, (_, hand) => {
      const dealt = cameras.filter((_, index) => index % count === hand);
      return { cameras: dealt, state: 'running', lives: 0 };
    });
  }

  get status(): readonly WatcherStatus[] {
    return this.#hands.map((hand) => ({
      cameras: idsOf(hand),
      state: hand.state,
      restarts: Math.max(0, hand.lives - 1),
      ...(hand.cause !== undefined && { cause: hand.cause }),
    }));
  }

  /** Cameras at which nobody looked for 10 s or longer. */
  get unlooked(): readonly string[] {
    return this.#looking.unlooked(performance.now());
  }

  /** Starts every thread. @param endpoints where the inference processes listen */
  start(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.#keepers = this.#hands.map((hand) => this.#keep(hand));
  }

  /** Watches one more camera, or one that is watched already as this says: that one alone starts anew. */
  put(camera: WatchedCamera): void {
    const id = idOf(camera);
    this.#looking.add(id, performance.now());
    const hand = this.#handOf(id) ?? this.#freest();
    const others = hand.cameras.filter((other) => idOf(other) !== id);
    hand.cameras = [...others, camera];
    hand.thread?.tell({ type: 'camera', id, camera });
    if (!this.#hands.includes(hand)) {
      this.#hands.push(hand);
      this.#keepers.push(this.#keep(hand));
    }
  }

  /** Watches a camera no more; its tracks end, and are told. */
  remove(id: string): void {
    this.#looking.remove(id);
    const hand = this.#handOf(id);
    if (!hand) return;
    hand.cameras = hand.cameras.filter((camera) => idOf(camera) !== id);
    hand.thread?.tell({ type: 'camera', id, camera: undefined });
  }

  #handOf(id: string): Hand | undefined {
    return this.#hands.find((hand) => idsOf(hand).includes(id));
  }

  /** The thread with the fewest cameras; another one while there may be more. */
  #freest(): Hand {
    const empty = this.#hands.find(({ cameras }) => cameras.length === 0);
    if (!empty && this.#hands.length < this.#most) return { cameras: [], state: 'running', lives: 0 };
    return empty ?? this.#hands.reduce((a, b) => (b.cameras.length < a.cameras.length ? b : a));
  }

  /** Tells every thread which inference processes there are now. */
  setEndpoints(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.#send({ type: 'endpoints', endpoints });
  }

  /**
   * Has every thread, and those to come, look and name with other models. Cameras, frames and tracks go on as they are.
   * @param endpoints where processes listen that have loaded them
   * @returns resolves when no thread waits for the models before any more, after 15 s at the latest
   */
  async use(models: Omit<NewModels, 'swap'>): Promise<void> {
    const { detectors, endpoints, ...plan } = models;
    const naming = { ...plan.naming, taught: this.#taught };
    this.#plan = { ...this.#plan, ...plan, naming };
    this.#endpoints = endpoints;
    for (const hand of this.#hands)
      hand.cameras = hand.cameras.map(({ detector: _, ...camera }) => {
        const detector = detectors.get(camera.capture.camera);
        return { ...camera, ...(detector && { detector }) };
      });
    const swap = ++this.#swaps;
    const uses = [...this.#threads].map((thread) => thread.use({ ...models, naming, swap }));
    await Promise.race([Promise.all(uses), sleep(SWAP_WITHIN, undefined, { ref: false })]);
  }

  /** Tells every thread where the process of the second detector listens now. */
  setSecond(endpoints: Second['endpoints']): void {
    this.#second = endpoints;
    this.#send({ type: 'second', endpoints });
  }

  /** Tells every thread, those to come as well, whether the box's clock is known to be right; it is taken to be until said. */
  setClockDoubtful(doubtful: boolean): void {
    this.#clockDoubtful = doubtful;
    this.#send({ type: 'clock', doubtful });
  }

  /** Gives every thread, those to come as well, what the box was taught; tracks that live are named by it from then on. */
  setTaught(taught: Taught | undefined): void {
    this.#taught = taught;
    this.#send({ type: 'taught', taught });
  }

  /** Has the next frame of a camera that is looked at shown, once. A thread that ends meanwhile forgets it. */
  look(camera: string, width: LiveWidth): void {
    this.#send({ type: 'look', camera, width });
  }

  /** Lets every thread end its tracks and tell of them, within 4 s. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#send({ type: 'stop' });
    const late = sleep(STOP_WITHIN, undefined, { ref: false });
    await Promise.race([Promise.all(this.#keepers), late]);
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  #send(message: ToWatcher): void {
    for (const thread of this.#threads) thread.tell(message);
  }

  #keep(hand: Hand): Promise<void> {
    const plan = {
      live: () => this.#run(hand),
      thrown: (error: unknown) => ({ why: messageOf(error), hung: false }),
      ended: (end: ThreadEnd) => this.#ended(hand, end),
      waits: new DoublingWaits(FIRST_DELAY, LONGEST_DELAY),
      provedAfterMs: PROVED,
    };
    return supervise(plan, this.#stopping.signal);
  }

  /** One thread from start to end. @returns why it ended */
  async #run(hand: Hand): Promise<ThreadEnd> {
    hand.state = 'running';
    hand.lives += 1;
    const data: WatcherData = {
      ...this.#plan,
      naming: { ...this.#plan.naming, taught: this.#taught },
      cameras: hand.cameras,
      endpoints: this.#endpoints,
      ...(this.#plan.second && { second: { ...this.#plan.second, ...(this.#second && { endpoints: this.#second }) } }),
      clockDoubtful: this.#clockDoubtful,
    };
    const thread = new WatcherThread(this.#module, data, {
      message: (message) => this.#take(message),
      fault: (why) => this.#hooks.fault(idsOf(hand), why),
      live: (view) => this.#hooks.live(view),
    });
    this.#threads.add(thread);
    hand.thread = thread;
    try {
      return await thread.ended;
    } finally {
      hand.thread = undefined;
      this.#threads.delete(thread);
    }
  }

  #take(message: FromWatcher): void {
    if (message.type !== 'status') {
      this.#hooks.message(message);
      return;
    }
    this.#statuses.set(message.status.camera, message.status);
    const status = this.#looking.take(message.status, performance.now(), Date.now());
    this.#hooks.message({ type: 'status', status });
  }

  /** A thread that ended cannot say what its cameras are now. */
  #ended(hand: Hand, end: ThreadEnd): void {
    const ids = idsOf(hand);
    hand.state = 'down';
    hand.cause = end.why;
    const now = Date.now();
    this.#hooks.died(ids, end.why);
    for (const id of ids)
      this.#take({ type: 'status', status: withoutWatcher(this.#statuses.get(id) ?? unwatched(id, now), end, now) });
  }
}
