import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import type { Embedded } from './classifier.ts';
import { Session } from './session.ts';
import { type ClassifierSpec, embeddingLength } from './spec.ts';
import type { ModelInput } from './tensor.ts';

/** One loaded classifier: crop in, one number a label and its feature out. Runs one crop at a time; the caller keeps the order. */
export class LoadedClassifier {
  readonly #session: Session;
  readonly #input: ModelInput;
  readonly #spec: ClassifierSpec;

  private constructor(session: Session, input: ModelInput, spec: ClassifierSpec) {
    this.#session = session;
    this.#input = input;
    this.#spec = spec;
  }

  /** Loads the model. @param input made for it by `createInputs` @throws RoostError where it does not load */
  static async open(spec: ClassifierSpec, input: ModelInput): Promise<LoadedClassifier> {
    const { id, outputs, embedding } = spec;
    if (outputs.length !== 1 && !(outputs.length === 0 && embedding))
      throw new RoostError('load model', id, `a classifier has one output, not ${outputs.length}`);
    if (!embedding) return new LoadedClassifier(await Session.open(spec, input.tensor), input, spec);
    const { tensor: name, shape } = embedding;
    const both = { ...spec, outputs: [...outputs, { name, shape }] };
    return new LoadedClassifier(await Session.open(both, input.tensor, name), input, spec);
  }

  /**
   * The model's raw output for a crop of 4x4 pixels or more, which is stretched to the whole input. A copy.
   * @throws RoostError where it names nothing
   */
  async classify({ data, width, height }: Omit<Cut, 'region'>): Promise<Float32Array<ArrayBuffer>> {
    const { id, outputs } = this.#spec;
    if (outputs.length === 0) throw new RoostError('classify', id, 'this model names nothing, it only gives features');
    this.#input.fill(data, width, height);
    const [scores] = await this.#session.run(outputs.length);
    return new Float32Array(scores!);
  }

  /** Its raw output and its feature, from one run; copies. @throws RoostError where it gives no feature */
  async embed({ data, width, height }: Omit<Cut, 'region'>): Promise<Embedded> {
    const { id, outputs, embedding } = this.#spec;
    if (!embedding) throw new RoostError('embed', id, 'this model gives no feature', 'Its manifest names no embedding');
    this.#input.fill(data, width, height);
    const given = await this.#session.run();
    const scores = new Float32Array(outputs.length > 0 ? given[0]! : []);
    const length = embeddingLength(embedding);
    const from = (embedding.token ?? 0) * length;
    const feature = new Float32Array(length + scores.length);
    feature.set(given[outputs.length]!.subarray(from, from + length));
    feature.set(scores, length);
    return { scores, feature };
  }

  /** True where all that it gives for a crop are numbers. */
  async sound(crop: Omit<Cut, 'region'>): Promise<boolean> {
    if (!this.#spec.embedding) return (await this.classify(crop)).every(Number.isFinite);
    const { feature } = await this.embed(crop);
    return feature.every(Number.isFinite);
  }
}
