import type { Detection } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import type { Embedded } from './classifier.ts';
import { FLOOR } from './detector.ts';
import { LoadedClassifier } from './loaded-classifier.ts';
import { LoadedDetector } from './loaded-detector.ts';
import type { ModelSet } from './spec.ts';
import { createInputs } from './tensor.ts';

/** Side of the plain grey crop on which models are proved, pixels. */
const GREY = 64;

/** All models of one process, loaded. Their inputs share memory: one run at a time, of whichever model. */
export class Models {
  readonly #detectors: ReadonlyMap<string, LoadedDetector>;
  readonly #classifiers: ReadonlyMap<string, LoadedClassifier>;

  private constructor(
    detectors: ReadonlyMap<string, LoadedDetector>,
    classifiers: ReadonlyMap<string, LoadedClassifier>,
  ) {
    this.#detectors = detectors;
    this.#classifiers = classifiers;
  }

  /** Loads every model. @throws RoostError where one does not load */
  static async open({ detector, others, classifiers }: ModelSet): Promise<Models> {
    const finders = [detector, ...others];
    const inputs = createInputs([
      ...finders.map(({ input }) => ({ ...input, fit: 'letterbox' as const })),
      ...classifiers.map((classifier) => ({ ...classifier.input, fit: 'stretch' as const })),
    ]);
    const detectors = new Map<string, LoadedDetector>();
    for (const [i, finder] of finders.entries())
      detectors.set(finder.id, await LoadedDetector.open(finder, inputs[i]!));
    const named = new Map<string, LoadedClassifier>();
    for (const [i, classifier] of classifiers.entries())
      named.set(classifier.id, await LoadedClassifier.open(classifier, inputs[finders.length + i]!));
    return new Models(detectors, named);
  }

  /** What the detector of that id finds in a crop, in fractions of the frame, best first. @throws RoostError where it is not loaded */
  async look(model: string, crop: Cut, floor: number): Promise<Detection[]> {
    const loaded = this.#detectors.get(model);
    if (!loaded) throw new RoostError('detect', model, 'this detector is not loaded');
    return loaded.look(crop, floor);
  }

  /** The raw output of the classifier of that id. @throws RoostError where no such classifier is loaded */
  async classify(model: string, crop: Omit<Cut, 'region'>): Promise<Float32Array<ArrayBuffer>> {
    return this.#classifier(model).classify(crop);
  }

  /** The same with its feature. @throws RoostError where no such classifier is loaded, or it gives no feature */
  async embed(model: string, crop: Omit<Cut, 'region'>): Promise<Embedded> {
    return this.#classifier(model).embed(crop);
  }

  #classifier(model: string): LoadedClassifier {
    const loaded = this.#classifiers.get(model);
    if (!loaded) throw new RoostError('classify', model, 'this classifier is not loaded');
    return loaded;
  }

  /**
   * Runs every model once on plain grey, which also allocates its memory.
   * @returns how long the slowest took, ms
   * @throws RoostError where one is not sound
   */
  async prove(): Promise<number> {
    const data = new Uint8Array((GREY * GREY * 3) / 2).fill(128);
    const crop = { region: { x: 0, y: 0, w: 1, h: 1 }, width: GREY, height: GREY, data };
    let slowest = 0;
    for (const [id, loaded] of this.#detectors) {
      const startedAt = performance.now();
      if ((await loaded.look(crop, FLOOR)).length > 0)
        throw new RoostError('prove model', id, 'it finds something in a plain grey picture');
      slowest = Math.max(slowest, performance.now() - startedAt);
    }
    for (const [id, loaded] of this.#classifiers) {
      const startedAt = performance.now();
      if (!(await loaded.sound(crop)))
        throw new RoostError('prove model', id, 'it answers a plain grey picture with what is no number');
      slowest = Math.max(slowest, performance.now() - startedAt);
    }
    return slowest;
  }
}
