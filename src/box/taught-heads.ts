import { say } from '../base/said/said.ts';
import { featuresId } from '../know/models/feature-sources.ts';
import type { Installed } from '../know/models/installed.ts';
import type { NamedHead } from '../know/taught/head.ts';
import type { Taught } from '../see/classify/taught.ts';

/** What heads stand on. */
export interface TaughtHeadsParts {
  readonly troubles: { set(matter: string, message: string | undefined): void };
  /** Has cameras named by them from now on; undefined where there are none. */
  tell(taught: Taught | undefined): void;
}

/** Heads by where they come from. */
export interface Heads {
  /** Those of bundles. */
  readonly handed: readonly NamedHead[];
  /** Those that the box was taught itself. */
  readonly own: readonly NamedHead[];
}

/** Words of what rests, in the box's troubles. */
const RESTING = 'taught heads';

/**
 * All heads that a box names by: those that it was taught itself, and those of bundles in use, which other boxes were taught. Each
 * is heard where a model in use gives the features that it reads; one for which none does rests, and the box says so.
 */
export class TaughtHeads {
  readonly #of: TaughtHeadsParts;
  #all: Heads = { handed: [], own: [] };
  /** Models that looked since the box started, those in use now among them, with the ids of their features: a track that lives may have looks of one before. */
  readonly #known = new Map<string, string>();
  #present: ReadonlySet<string> | undefined;

  constructor(of: TaughtHeadsParts) {
    this.#of = of;
  }

  /** Those that are in use now, those that rest among them. */
  get all(): Heads {
    return this.#all;
  }

  /** Those that this box was taught itself. */
  setOwn(own: readonly NamedHead[]): void {
    this.#all = { ...this.#all, own };
    this.#tell();
  }

  /** Those of bundles in use. */
  setHanded(handed: readonly NamedHead[]): void {
    this.#all = { ...this.#all, handed };
    this.#tell();
  }

  /** The models that look from now on. */
  setModels(models: Pick<Installed, 'classifiers'>): void {
    const giving = featuresGiven(models);
    for (const [id, features] of giving) this.#known.set(id, features);
    this.#present = new Set(giving.values());
    this.#tell();
  }

  #tell(): void {
    // Before the models are there, nobody knows which heads rest.
    if (!this.#present) return;
    const resting = listed(this.#all).filter(({ head }) => !this.#present!.has(head.model));
    this.#of.troubles.set(RESTING, resting.map(sentence).join('; ') || undefined);
    const { heads } = reading(this.#all, this.#known);
    this.#of.tell(heads.length > resting.length ? { heads } : undefined);
  }
}

/** How heads are heard beside models, as the box has them name once it uses both; undefined where all of them rest. */
export function heardBy(heads: Heads, models: Pick<Installed, 'classifiers'>): Taught | undefined {
  const taught = reading(heads, featuresGiven(models));
  return taught.heads.some(({ reads }) => reads.length > 0) ? taught : undefined;
}

/** Ids of the features that models give, by the ids of the models. */
function featuresGiven({ classifiers }: Pick<Installed, 'classifiers'>): Map<string, string> {
  const giving = classifiers.filter(({ spec }) => spec.embedding);
  return new Map(giving.map(({ manifest, spec }) => [spec.id, featuresId(manifest, spec.id)]));
}

function reading(all: Heads, known: ReadonlyMap<string, string>): Taught {
  const heads = listed(all).map((one) => {
    const reads = [...known].flatMap(([id, features]) => (features === one.head.model ? [id] : []));
    return { ...one, reads };
  });
  return { heads };
}

function listed({ handed, own }: Heads): NamedHead[] {
  return [...handed, ...own];
}

function sentence({ id, head }: NamedHead): string {
  return say('head-rests', { head: id, features: head.model });
}
