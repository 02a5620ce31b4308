import type { ClassifierFacts } from '../inference/classifier.ts';
import { InferenceClient } from '../inference/client.ts';
import type { Endpoint } from '../inference/messages.ts';
import type { WatchedDetector } from './messages.ts';
import type { Naming } from './naming.ts';

/** What one camera is looked at and named with. */
export interface Finder {
  readonly client: InferenceClient;
  readonly naming: Naming;
}

/**
 * The ways of one watcher thread to the detectors of its cameras, one a detector however many cameras have it, and what
 * verdicts of each are made with: their models begin with the detector that looked.
 */
export class Finders {
  readonly #own: WatchedDetector;
  readonly #classifiers: readonly ClassifierFacts[];
  readonly #naming: Naming;
  readonly #made = new Map<string, Finder>();
  #endpoints: readonly Endpoint[];

  /** @param own the box's detector @param naming of the box's detector */
  constructor(
    own: WatchedDetector,
    classifiers: readonly ClassifierFacts[],
    naming: Naming,
    endpoints: readonly Endpoint[],
  ) {
    this.#own = own;
    this.#classifiers = classifiers;
    this.#naming = naming;
    this.#endpoints = endpoints;
  }

  /** The finder of a camera. @param detector the camera's own; the box's without it */
  of({ id, size, assumed }: WatchedDetector = this.#own): Finder {
    const made = this.#made.get(id);
    if (made) return made;
    const client = new InferenceClient(id, size, this.#classifiers);
    client.setEndpoints(this.#endpoints);
    const finder = { client, naming: { ...this.#naming, detector: id, assumed } };
    this.#made.set(id, finder);
    return finder;
  }

  /** Says which inference processes there are now. */
  setEndpoints(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    for (const { client } of this.#made.values()) client.setEndpoints(endpoints);
  }

  close(): void {
    for (const { client } of this.#made.values()) client.close();
  }
}
