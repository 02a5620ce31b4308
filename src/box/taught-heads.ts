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
  /** Ids of models that gave features since the box started, those in use now among them: a track that lives may have looks of one before. */
  readonly #known = new Set<string>();
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
    this.#present = new Set(classifiers.flatMap(({ spec }) => (spec.embedding ? [spec.id] : [])));
    for (const id of this.#present) this.#known.add(id);
    this.#tell();
  }

  #tell(): void {
    // Before the models are there, nobody knows which heads rest.
    if (!this.#present) return;
    const all = [...this.#handed, ...this.#own];
    const heads = all.map((one) => ({ ...one, reads: [...this.#known].filter((id) => id === one.head.model) }));
    const resting = all.filter(({ head }) => !this.#present!.has(head.model));
    this.#of.troubles.set(RESTING, resting.map(sentence).join('; ') || undefined);
    this.#of.tell(all.length > resting.length ? { heads } : undefined);
  }
}

function sentence({ id, head }: NamedHead): string {
  return `Nothing is named by ${id}, as no model in use gives the features that it reads, those of ${head.model}`;
}
