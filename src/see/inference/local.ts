import type { Detection, Frame, Region } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { merge } from '../detect/merge.ts';
import { type Classifier, type ClassifierFacts, type Embedded, factsOf } from './classifier.ts';
import { cropFor, shrink } from './crops.ts';
import { type Detector, FLOOR } from './detector.ts';
import { LoadedClassifier } from './loaded-classifier.ts';
import { LoadedDetector } from './loaded-detector.ts';
import type { ClassifierSpec, DetectorSpec } from './spec.ts';
import { createInputs } from './tensor.ts';

/** A run takes milliseconds; one that takes so long (ms) hangs. */
const LIMIT = 60_000;

/** The same path in this process, without sockets: for tests, benches and tools. Blocks the thread while it runs. */
export class LocalDetector implements Detector {
  readonly model: string;
  readonly #detector: LoadedDetector;
  readonly #size: number;
  readonly #queue = new TaskQueue({ operation: 'run model', limitMs: LIMIT });

  private constructor(loaded: LoadedDetector, spec: DetectorSpec) {
    this.#detector = loaded;
    this.#size = spec.input.size;
    this.model = spec.id;
  }

  /** Loads the model. @throws RoostError where it does not load */
  static async open(spec: DetectorSpec): Promise<LocalDetector> {
    const [input] = createInputs([{ ...spec.input, fit: 'letterbox' }]);
    return new LocalDetector(await LoadedDetector.open(spec, input!), spec);
  }

  detect(frame: Frame, regions: readonly Region[], signal?: AbortSignal): Promise<Detection[]> {
    const crops = regions.map((region) => cropFor(frame, region, this.#size));
    return this.#queue.add(this.model, async () => {
      const answers: { region: Region['box']; detections: Detection[] }[] = [];
      for (const crop of crops) {
        signal?.throwIfAborted();
        answers.push({ region: crop.region, detections: await this.#detector.look(crop, FLOOR) });
      }
      return merge(answers);
    });
  }
}

/** Classifiers in this process, for tests, benches and tools. Blocks the thread while it runs. */
export class LocalClassifier implements Classifier {
  readonly models: readonly ClassifierFacts[];
  readonly #classifiers: readonly LoadedClassifier[];
  readonly #queue = new TaskQueue({ operation: 'run model', limitMs: LIMIT });

  private constructor(models: readonly ClassifierFacts[], classifiers: readonly LoadedClassifier[]) {
    this.models = models;
    this.#classifiers = classifiers;
  }

  /** Loads the models. @throws RoostError where one does not load */
  static async open(specs: readonly ClassifierSpec[]): Promise<LocalClassifier> {
    const inputs = createInputs(specs.map((spec) => ({ ...spec.input, fit: 'stretch' })));
    const classifiers: LoadedClassifier[] = [];
    for (const [i, spec] of specs.entries()) classifiers.push(await LoadedClassifier.open(spec, inputs[i]!));
    return new LocalClassifier(specs.map(factsOf), classifiers);
  }

  classify(model: string, crop: Cut, _camera: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#run(model, crop, (loaded, small) => loaded.classify(small), signal);
  }

  embed(model: string, crop: Cut, _camera: string, signal?: AbortSignal): Promise<Embedded> {
    return this.#run(model, crop, (loaded, small) => loaded.embed(small), signal);
  }

  #run<T>(
    model: string,
    crop: Cut,
    work: (loaded: LoadedClassifier, small: Cut) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const index = this.models.findIndex(({ id }) => id === model);
    if (index < 0) return Promise.reject(new RoostError('classify', model, 'this classifier is not loaded'));
    const small = shrink(crop, this.models[index]!.size);
    return this.#queue.add(model, async () => {
      signal?.throwIfAborted();
      return work(this.#classifiers[index]!, small);
    });
  }
}
