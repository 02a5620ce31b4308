import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { DoublingWaits, supervise } from '../../base/supervise.ts';
import { tempFolder } from '../../base/temp-folder.ts';
import { InferenceChild } from './child.ts';
import { type ClassifierFacts, factsOf } from './classifier.ts';
import type { DetectorFacts } from './detector.ts';
import type { Endpoint } from './messages.ts';
import type { ClassifierSpec, DetectorSpec, ModelSet } from './spec.ts';

/** One place in the pool, as the API tells it. */
export interface InferenceStatus {
  readonly state: 'starting' | 'running' | 'down' | 'stopped';
  readonly pid?: number;
  readonly restarts: number;
  /** Why it last ended or did not start, in words. */
  readonly cause?: string;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A process that ran this long has earned a quick restart again. */
const PROVED_MS = 60_000;

interface Slot {
  state: InferenceStatus['state'];
  restarts: number;
  cause?: string;
  child?: InferenceChild;
}

/**
 * The inference processes of a box: starts them, starts them again with growing delay when they end or hang, and says at which
 * sockets they listen. A process is told of only after it has proved its models.
 */
export class InferencePool {
  readonly #models: ModelSet;
  readonly #slots: Slot[];
  readonly #listeners = new Set<(endpoints: readonly Endpoint[]) => void>();
  readonly #mourners = new Set<(why: string) => void>();
  readonly #stopping = new AbortController();
  #folder = '';
  #generation = 0;
  #keepers: Promise<void>[] = [];

  /**
   * @param processes how many to keep running, 1 or more
   * @param classifiers loaded by each process beside the detector
   * @param others detectors that some cameras have instead; each is loaded once by each process
   */
  constructor(
    detector: DetectorSpec,
    processes: number,
    classifiers: readonly ClassifierSpec[] = [],
    others: readonly DetectorSpec[] = [],
  ) {
    this.#models = { detector, others, classifiers };
    this.#slots = Array.from({ length: processes }, () => ({ state: 'starting', restarts: 0 }));
  }

  /** Id of the detector of every camera that has none of its own, for verdicts. */
  get model(): string {
    return this.#models.detector.id;
  }

  /** Every detector that is loaded, as clients are told of them, {@link model} first. */
  get detectors(): readonly DetectorFacts[] {
    const { detector, others } = this.#models;
    return [detector, ...others].map(({ id, input }) => ({ id, size: input.size }));
  }

  /** The classifiers, as clients are told of them. */
  get classifiers(): readonly ClassifierFacts[] {
    return this.#models.classifiers.map(factsOf);
  }

  /** Where the processes that run now listen. */
  get endpoints(): readonly Endpoint[] {
    return this.#slots.flatMap(({ state, child }) => (state === 'running' && child ? [child.endpoint] : []));
  }

  get status(): readonly InferenceStatus[] {
    return this.#slots.map(({ state, restarts, cause, child }) => ({
      state,
      restarts,
      ...(child?.pid === undefined ? {} : { pid: child.pid }),
      ...(cause === undefined ? {} : { cause }),
    }));
  }

  /** Calls the listener with every change of the endpoints. @returns a function that ends it */
  onChange(listener: (endpoints: readonly Endpoint[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the listener with why a process ended that was not asked to. @returns a function that ends it */
  onEnd(listener: (why: string) => void): () => void {
    this.#mourners.add(listener);
    return () => this.#mourners.delete(listener);
  }

  /**
   * Starts every process and resolves when all are ready.
   * @throws RoostError where one does not start; those that did are stopped again
   */
  async start(): Promise<void> {
    // Closed to others: nobody else can connect.
    this.#folder = await tempFolder('inference');
    try {
      const begun = await Promise.allSettled(this.#slots.map((slot) => this.#begin(slot)));
      const failed = begun.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#keepers = this.#slots.map((slot) => this.#keep(slot));
  }

  /** Ends every process within 2 s. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#slots.map((slot) => slot.child?.stop()));
    await Promise.all(this.#keepers);
    for (const slot of this.#slots) slot.state = 'stopped';
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  /** One process from fork to ready. A new one has a new socket, so that clients never mistake it for the old one. */
  async #begin(slot: Slot): Promise<void> {
    const child = new InferenceChild(this.#models, join(this.#folder, `${this.#generation++}.sock`));
    slot.state = 'starting';
    slot.child = child;
    await child.start();
    if (this.#stopping.signal.aborted) return child.stop();
    slot.state = 'running';
    this.#changed();
  }

  /** Waits for the end of a slot's process and starts the next one, until the pool is stopped. */
  #keep(slot: Slot): Promise<void> {
    const plan = {
      live: async () => {
        if (slot.state === 'down') {
          slot.restarts++;
          await this.#begin(slot);
        }
        return slot.child!.ended;
      },
      thrown: messageOf,
      ended: (how: string) => {
        slot.cause = how;
        slot.state = 'down';
        for (const listener of this.#mourners) listener(how);
        this.#changed();
      },
      waits: new DoublingWaits(FIRST_DELAY_MS, LONGEST_DELAY_MS),
      provedAfterMs: PROVED_MS,
    };
    return supervise(plan, this.#stopping.signal);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener(this.endpoints);
  }
}
