import type { Kind } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { asLogits, type Look } from './fuse.ts';
import { type ClassifierModel, namesNothing } from './model.ts';
import { believedKind, type Judges } from './verdict.ts';
import { type CropToName, viewsOf } from './views.ts';

/** Runs one classifier on one picture. @returns its raw outputs, one a label */
export interface Classify {
  classify(model: string, picture: Cut, camera: string, signal?: AbortSignal): Promise<Float32Array>;
  /** The same with its features, from the same run; its outputs are none where it names nothing. */
  embed?(
    model: string,
    picture: Cut,
    camera: string,
    signal?: AbortSignal,
  ): Promise<{ readonly scores: Float32Array; readonly feature: Float32Array }>;
}

/** What crops are shown to. */
export interface AskerOptions extends Judges {
  readonly camera: string;
  readonly classifier: Classify;
}

/** Looks of each model, by its id. */
export type Looks = ReadonlyMap<string, readonly Look[]>;

/**
 * Decides which classifier sees which pictures of a crop: those bound to the animal's kind all of theirs, those that
 * check the kind one. Where what they say makes the animal one of another kind, the classifiers of that kind as well.
 */
export class Asker {
  readonly #options: AskerOptions;

  constructor(options: AskerOptions) {
    this.#options = options;
  }

  /** True where any classifier is asked about a kind. */
  asks(kind: Kind): boolean {
    return this.#options.classifiers.some((model) => this.#viewsFor(model, kind) > 0);
  }

  /**
   * Looks at one crop.
   * @param kind the detector's
   * @param before looks at other crops of the same animal
   * @throws RoostError where inference failed or an output is no number; the signal's reason where it was aborted
   */
  async look(kind: Kind, crop: CropToName, before: Looks, signal?: AbortSignal): Promise<Looks> {
    const first = await this.#ask(crop, (model) => [0, this.#viewsFor(model, kind)], signal);
    const believed = believedKind({ kind, looks: together(before, first) }, this.#options);
    if (believed === kind) return first;
    const seen = (model: ClassifierModel) => this.#viewsFor(model, kind);
    const more = await this.#ask(crop, (model) => [seen(model), this.#viewsFor(model, believed)], signal);
    return together(first, more);
  }

  /** How many pictures of a crop a classifier sees. */
  #viewsFor({ kinds, checks, margins }: ClassifierModel, kind: Kind): number {
    if (kinds.includes(kind) || this.#options.assumed.includes(kind)) return margins.length;
    return checks.includes(kind) ? 1 : 0;
  }

  /** @param range which pictures, from the last one on: the widest shows most of the surroundings */
  async #ask(
    crop: CropToName,
    range: (model: ClassifierModel) => [number, number],
    signal?: AbortSignal,
  ): Promise<Looks> {
    const { classifiers } = this.#options;
    const looks = new Map<string, Look[]>();
    for (const model of classifiers) {
      const [from, to] = range(model);
      const views = from < to ? viewsOf(crop, model.margins).reverse().slice(from, to) : [];
      const seen = await Promise.all(views.map((view) => this.#see(model, view, signal)));
      const given = seen.filter((one) => one !== undefined);
      if (given.length === 0) continue;
      const weight = crop.quality;
      looks.set(
        model.id,
        given.map(({ scores, feature }) => ({
          ...{ logits: asLogits(scores, model.gives), weight },
          ...(feature && { feature }),
        })),
      );
    }
    return looks;
  }

  /** Features are asked for only where something was taught by them; a model that names nothing is asked for nothing else. */
  async #see(model: ClassifierModel, view: Cut, signal?: AbortSignal) {
    const { classifier, camera, taught } = this.#options;
    const learned = taught?.now?.heads.some(({ reads }) => reads.includes(model.id)) && classifier.embed !== undefined;
    if (!learned && namesNothing(model)) return undefined;
    const seen = learned
      ? await classifier.embed!(model.id, view, camera, signal)
      : { scores: await classifier.classify(model.id, view, camera, signal), feature: undefined };
    if (!seen.scores.every(Number.isFinite) || !(seen.feature ?? []).every(Number.isFinite))
      throw new RoostError('classify', model.id, 'an output is not a finite number');
    return seen;
  }
}

/** The looks of both. */
export function together(a: Looks, b: Looks): Looks {
  const all = new Map(a);
  for (const [model, looks] of b) all.set(model, [...(all.get(model) ?? []), ...looks]);
  return all;
}
