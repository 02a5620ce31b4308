import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { Session } from './session.ts';
import type { ClassifierSpec } from './spec.ts';
import type { ModelInput } from './tensor.ts';

/** One loaded classifier: crop in, one number a label out. Runs one crop at a time; the caller keeps the order. */
export class LoadedClassifier {
  readonly #session: Session;
  readonly #input: ModelInput;

  private constructor(session: Session, input: ModelInput) {
    this.#session = session;
    this.#input = input;
  }

  /** Loads the model. @param input made for it by `createInputs` @throws RoostError where it does not load */
  static async open(spec: ClassifierSpec, input: ModelInput): Promise<LoadedClassifier> {
    if (spec.outputs.length !== 1)
      throw new RoostError('load model', spec.id, `a classifier has one output, not ${spec.outputs.length}`);
    return new LoadedClassifier(await Session.open(spec, input.tensor), input);
  }

  /** The model's raw output for a crop of 4x4 pixels or more, which is stretched to the whole input. A copy. */
  async classify({ data, width, height }: Omit<Cut, 'region'>): Promise<Float32Array<ArrayBuffer>> {
    this.#input.fill(data, width, height);
    const [scores] = await this.#session.run();
    return new Float32Array(scores!);
  }
}
