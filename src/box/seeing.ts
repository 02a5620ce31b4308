import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LiveView, LiveWidth } from '../base/domain.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { say } from '../base/said/said.ts';
import { DoublingWaits, supervise } from '../base/supervise.ts';
import { type Installed, installed } from '../know/models/installed.ts';
import type { Taught } from '../see/classify/taught.ts';
import type { InferenceClient } from '../see/inference/client.ts';
import type { InferencePool } from '../see/inference/pool.ts';
import { type WatcherStatus, Watchers } from '../see/watch/watchers.ts';
import type { OwnDetectors } from './detectors.ts';
import { detectorOf, type Inference, modelsOf, setupWith, startInference, watchedWith } from './inferring.ts';
import { warnOfModels } from './models.ts';
import { Parts } from './parts.ts';
import { poolEyes } from './pool-eyes.ts';
import { type SecondDetector, startSecond } from './second.ts';
import type { SeeingParts } from './seeing-parts.ts';
import type { Eyes } from './teaching.ts';
import { unlookedStatuses, watchedCameras } from './watching.ts';

/** What looks, once it runs. */
interface Begun {
  inference: Inference;
  /** What looks at pictures that are taught, with its processes. */
  eyes: ReturnType<typeof poolEyes>;
  /** Ends what is told of its processes. */
  unfollow: () => void;
  readonly second: SecondDetector | undefined;
  readonly watchers: Watchers;
  readonly parts: Parts;
}

/** Other models, loaded and proved in processes of their own, beside those in use. */
export interface ReadyModels {
  /** Has every camera looked at and named with them, and gives up those before. No frame goes unlooked. */
  use(): Promise<void>;
  /** Gives them up. */
  discard(): Promise<void>;
}

/** How long the end of each part may take, ms: its own limits, and a little more. */
const STOP_WITHIN = { watchers: 5_000, inference: 3_000, second: 3_000, eyes: 500 };
/** Models that cannot be used are tried again after so long (ms), doubling. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 60_000;

/**
 * The models, the inference processes and the cameras' watchers: all that looks. Where weights are missing or damaged, or
 * inference does not start, that is every camera's state, and it is tried again: the box answers, and keeps what it has.
 */
export class Seeing {
  /** Within this time `stop` is over, ms. */
  static readonly stopLimitMs = Object.values(STOP_WITHIN).reduce((sum, limit) => sum + limit, 1_000);
  readonly #of: SeeingParts;
  readonly #end = new AbortController();
  #begun: Begun | undefined;
  /** Those that run: more than one while models are changed. */
  readonly #pools = new Set<InferencePool>();
  #clockDoubtful = false;
  #taught: Taught | undefined;
  #refusal: string | undefined;
  #keeping: Promise<void> | undefined;

  constructor(of: SeeingParts) {
    this.#of = of;
  }

  /** Undefined until inference runs. */
  get pool(): InferencePool | undefined {
    return this.#begun?.inference.pool;
  }

  /** What looks at pictures that are taught; undefined until inference runs. */
  get eyes(): Eyes | undefined {
    return this.#begun?.eyes;
  }

  /** Detectors that cameras have of their own, by the camera's id. */
  get detectors(): OwnDetectors['by'] {
    return this.#begun?.inference.detectors.by ?? new Map();
  }

  /** A way of one's own to the detector of a camera, to be closed again; undefined until inference runs. */
  lookFor(camera: string): InferenceClient | undefined {
    return this.#begun && detectorOf(this.#begun.inference, camera);
  }

  /** The models that look; undefined until they do. */
  get models(): Installed | undefined {
    return this.#begun?.inference.models;
  }

  /** Id of the second detector, which looks at sweeps in spare time; undefined where there is none. */
  get second(): string | undefined {
    return this.#begun?.second?.pool.model;
  }

  get watchers(): readonly WatcherStatus[] {
    return this.#begun?.watchers.status ?? [];
  }

  /** Cameras at which nobody looked for 10 s or longer. */
  get unlooked(): readonly string[] {
    return this.#begun?.watchers.unlooked ?? [];
  }

  /** Has the next frame of a camera that is looked at shown, once. */
  look(camera: string, width: LiveWidth): void {
    this.#begun?.watchers.look(camera, width);
  }

  /** Says whether the box's clock is known to be right. */
  setClockDoubtful(doubtful: boolean): void {
    this.#clockDoubtful = doubtful;
    this.#begun?.watchers.setClockDoubtful(doubtful);
  }

  /** Has cameras named by what the box was taught from now on, those that are not watched yet as well. */
  setTaught(taught: Taught | undefined): void {
    this.#taught = taught;
    this.#begun?.watchers.setTaught(taught);
  }

  /** Has a camera watched as the configuration says now, or no more where it does not name it; that camera alone starts anew. */
  follow(id: string): void {
    const begun = this.#begun;
    // Whoever begins to look later does so at the cameras that there are then.
    if (!begun) return;
    const { config, ring, store, setup } = this.#of;
    const camera = config.cameras.find((one) => one.id === id);
    setup(setupWith(begun.inference, config, begun.second?.pool.model), begun.inference.models);
    const only = { ...config, cameras: camera ? [camera] : [] };
    const [watched] = watchedCameras(only, ring, store(), Date.now(), begun.inference.detectors.by);
    if (watched) begun.watchers.put(watched);
    else begun.watchers.remove(id);
  }

  /** Starts to look, or goes on trying to; resolves when the first attempt is over. Never rejects. */
  start(): Promise<void> {
    return new Promise((tried) => {
      const done = new AbortController();
      const plan = {
        live: async () => {
          await this.#begin();
          done.abort();
          tried();
          return undefined;
        },
        thrown: messageOf,
        ended: (why: string) => {
          this.#refused(why);
          tried();
        },
        waits: new DoublingWaits(FIRST_WAIT, LONGEST_WAIT),
        provedAfterMs: Number.POSITIVE_INFINITY,
      };
      this.#keeping = supervise(plan, AbortSignal.any([this.#end.signal, done.signal])).finally(tried);
    });
  }

  /** Ends the watchers, then inference. @throws RoostError that names each that did not end as it should */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#keeping;
    await this.#begun?.parts.end();
  }

  /**
   * Loads other models beside those in use.
   * @throws RoostError (rejects) where they do not start; those in use go on as they were
   */
  async ready(models: Installed): Promise<ReadyModels> {
    const begun = this.#begun;
    if (!begun || this.#end.signal.aborted)
      throw new RoostError('use models', models.detector.spec.id, 'nothing looks just now', 'Try it again later');
    const next = await this.#started(models);
    return { use: () => this.#use(begun, next), discard: () => this.#stopped(next) };
  }

  async #use(begun: Begun, next: Inference): Promise<void> {
    const { config, log, setup } = this.#of;
    const { inference: before, eyes } = begun;
    begun.inference = next;
    begun.eyes = poolEyes(next.models, next.pool);
    begun.unfollow();
    setup(setupWith(next, config, begun.second?.pool.model), next.models);
    begun.unfollow = this.#follow(next.pool, begun.watchers);
    await begun.watchers.use(watchedWith(next, config));
    log.info({ models: modelsOf(next) }, 'other models are in use');
    eyes.close();
    await this.#stopped(before);
  }

  /** Starts processes, which end with the box at the latest. */
  async #started(models: Installed): Promise<Inference> {
    const inference = await startInference(this.#of.config, models);
    this.#pools.add(inference.pool);
    this.#of.troubles.set('detectors', inference.detectors.lacking.join('; ') || undefined);
    return inference;
  }

  async #stopped({ pool }: Inference): Promise<void> {
    await pool.stop();
    this.#pools.delete(pool);
  }

  /** Tells watchers which processes there are. @returns a function that ends it */
  #follow(pool: InferencePool, watchers: Watchers): () => void {
    const stops = [
      pool.onEnd((why) => {
        this.#of.log.error({ why }, 'inference process ended; it is started again');
        this.#of.processEnded?.();
      }),
      pool.onChange((endpoints) => watchers.setEndpoints(endpoints)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async #begin(): Promise<void> {
    const parts = new Parts();
    try {
      this.#begun = await this.#open(parts);
    } catch (error) {
      for (const { part, why } of await parts.stop())
        this.#of.log.error({ part, why }, 'a part did not stop as it should');
      throw error;
    }
    this.#of.troubles.set('models', undefined);
    if (this.#refusal !== undefined) this.#of.log.info({}, 'the models are in use');
  }

  async #open(parts: Parts): Promise<Begun> {
    const { config, ring, log, weights, store, setup, message, cameraEnded } = this.#of;
    const { site, data } = config;
    await weights(this.#end.signal);
    const models = await this.#of.models(await installed(join(data, 'models'), site.detector.model));
    if (this.#refusal === undefined) warnOfModels(models, log);
    const inference = await this.#started(models);
    const stop = async () => void (await Promise.all([...this.#pools].map((pool) => pool.stop())));
    parts.add({ name: 'inference', limitMs: STOP_WITHIN.inference, stop });
    const second = await this.#startSecond();
    if (second) parts.add({ name: 'second detector', limitMs: STOP_WITHIN.second, stop: () => second.pool.stop() });
    setup(setupWith(inference, config, second?.pool.model), inference.models);
    const { endpoints, detectors: _, ...plan } = watchedWith(inference, config);
    const watchers = new Watchers(
      watchedCameras(config, ring, store(), Date.now(), inference.detectors.by),
      site.budgets.watchers,
      {
        ...{ data, ...plan },
        ...(second && { second: { ...second.pool.detectors[0]!, endpoints: second.pool.endpoints } }),
      },
      {
        ...{ message, live: (view: LiveView) => this.#of.live(view) },
        died: (cameras, why) => {
          log.error({ cameras, why }, 'watcher ended; it is started again');
          for (const camera of cameras) cameraEnded(camera);
        },
        fault: (cameras, why) => log.error({ cameras, why }, 'something in a watcher failed that nobody had expected'),
      },
    );
    parts.add({ name: 'watchers', limitMs: STOP_WITHIN.watchers, stop: () => watchers.stop() });
    watchers.setClockDoubtful(this.#clockDoubtful);
    watchers.setTaught(this.#taught);
    const eyes = poolEyes(inference.models, inference.pool);
    parts.add({ name: 'eyes', limitMs: STOP_WITHIN.eyes, stop: () => (this.#begun?.eyes ?? eyes).close() });
    const unfollow = this.#follow(inference.pool, watchers);
    second?.pool.onChange((to) => watchers.setSecond(to));
    watchers.start(endpoints);
    return { inference, second, eyes, unfollow, watchers, parts };
  }

  /** Starts the detector that looks at sweeps too, where there is one; a box without it looks as well as any other. */
  async #startSecond(): Promise<SecondDetector | undefined> {
    const { config, troubles } = this.#of;
    const second = await startSecond(join(config.data, 'models'), config, availableParallelism());
    const why = second && 'why' in second ? second.why : undefined;
    troubles.set('second detector', why);
    return second && 'pool' in second ? second : undefined;
  }

  /** Says once why nobody looks: in the log, in health, and as the state of each camera. */
  #refused(why: string): void {
    if (why === this.#refusal) return;
    this.#refusal = why;
    const { config, troubles, message } = this.#of;
    troubles.set('models', say('nothing-looks', { why }));
    for (const status of unlookedStatuses(config, why, Date.now())) message({ type: 'status', status });
  }
}
