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

/** Words of what rests, in the box's troubles. */
const RESTING = 'taught heads';

/**
 * All heads that a box names by: those that it was taught itself, and those of bundles in use, which other boxes were taught. Each
 * is heard where a model in use gives the features that it reads; one for which none does rests, and the box says so.
 */
export class TaughtHeads {
  readonly #of: TaughtHeadsParts;
  #own: readonly NamedHead[] = [];
  #handed: readonly NamedHead[] = [];
  /** Models that looked since the box started, those in use now among them, with the ids of their features: a track that lives may have looks of one before. */
  readonly #known = new Map<string, string>();
  #present: ReadonlySet<string> | undefined;

  constructor(of: TaughtHeadsParts) {
    this.#of = of;
  }

  /** Those that this box was taught itself. */
  setOwn(heads: readonly NamedHead[]): void {
    this.#own = heads;
    this.#tell();
  }

  /** Those of bundles in use. */
  setHanded(heads: readonly NamedHead[]): void {
    this.#handed = heads;
    this.#tell();
  }

  /** The models that look from now on. */
  setModels({ classifiers }: Pick<Installed, 'classifiers'>): void {
    const giving = classifiers.filter(({ spec }) => spec.embedding);
    for (const { manifest, spec } of giving) this.#known.set(spec.id, featuresId(manifest, spec.id));
    this.#present = new Set(giving.map(({ spec }) => this.#known.get(spec.id)!));
    this.#tell();
  }

  #tell(): void {
    // Before the models are there, nobody knows which heads rest.
    if (!this.#present) return;
    const all = [...this.#handed, ...this.#own];
    const heads = all.map((one) => {
      const reads = [...this.#known].flatMap(([id, features]) => (features === one.head.model ? [id] : []));
      return { ...one, reads };
    });
    const resting = all.filter(({ head }) => !this.#present!.has(head.model));
    this.#of.troubles.set(RESTING, resting.map(sentence).join('; ') || undefined);
    this.#of.tell(all.length > resting.length ? { heads } : undefined);
  }
}

function sentence({ id, head }: NamedHead): string {
  return `Nothing is named by ${id}, as no model in use gives the features that it reads, those of ${head.model}`;
}
