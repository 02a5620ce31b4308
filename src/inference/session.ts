import { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf, RoostError } from '../errors.ts';
import type { DetectorSpec } from './spec.ts';

/**
 * A loaded model with one input and one output, both allocated once and used again in each run.
 * Open it once for the life of a process: onnxruntime-node does not give back all memory of a released session.
 */
export class Session {
  /** Write the next input here: [1, 3, size, size]. */
  readonly input: Float32Array;
  readonly #session: InferenceSession;
  readonly #output: Float32Array<ArrayBuffer>;
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: Record<string, Tensor>;

  private constructor(session: InferenceSession, { input, output }: DetectorSpec) {
    this.#session = session;
    const shape = [1, 3, input.size, input.size];
    this.input = new Float32Array(product(shape));
    this.#output = new Float32Array(product(output.shape));
    this.#feeds = { [input.name]: new Tensor('float32', this.input, shape) };
    this.#fetches = { [output.name]: new Tensor('float32', this.#output, output.shape) };
  }

  /**
   * Loads the weights. One thread: processes, not threads, use the cores, so that runs do not wait for each other.
   * @throws RoostError where the file cannot be read or is not the model that the description says
   */
  static async open(spec: DetectorSpec): Promise<Session> {
    try {
      const session = await InferenceSession.create(spec.file, {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
      });
      expectTensor(session.inputMetadata, spec.input.name, [1, 3, spec.input.size, spec.input.size]);
      expectTensor(session.outputMetadata, spec.output.name, spec.output.shape);
      return new Session(session, spec);
    } catch (cause) {
      throw new RoostError('load model', spec.id, messageOf(cause), 'Fetch it again with `roost models pull`', {
        cause,
      });
    }
  }

  /**
   * Runs the model on `input`. Blocks the thread for the length of the run, after one turn of the event loop.
   * @returns the output, overwritten by the next run
   */
  async run(): Promise<Float32Array> {
    await this.#session.run(this.#feeds, this.#fetches);
    return this.#output;
  }
}

function expectTensor(
  metadata: readonly InferenceSession.ValueMetadata[],
  name: string,
  shape: readonly number[],
): void {
  const found = metadata.find((entry) => entry.name === name);
  if (!found?.isTensor) throw new Error(`it has no tensor named ${name}`);
  if (found.type !== 'float32' || found.shape.join() !== shape.join())
    throw new Error(`its tensor ${name} is ${found.type} [${found.shape}], not float32 [${shape}]`);
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
