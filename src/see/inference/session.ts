import { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { ModelSpec } from './spec.ts';

/**
 * A loaded model with one input and any number of outputs, all allocated once and used again in each run.
 * Open it once for the life of a process: onnxruntime-node does not give back all memory of a released session.
 */
export class Session {
  readonly #session: InferenceSession;
  readonly #outputs: readonly Float32Array[];
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: Record<string, Tensor>;

  private constructor(session: InferenceSession, { input, outputs }: ModelSpec, tensor: Float32Array<ArrayBuffer>) {
    this.#session = session;
    const buffers = outputs.map(({ shape }) => new Float32Array(product(shape)));
    this.#outputs = buffers;
    this.#feeds = { [input.name]: new Tensor('float32', tensor, inputShape(input.size)) };
    this.#fetches = Object.fromEntries(
      outputs.map(({ name, shape }, i) => [name, new Tensor('float32', buffers[i]!, shape)]),
    );
  }

  /**
   * Loads the weights. One thread: processes, not threads, use the cores, so that runs do not wait for each other.
   * @param tensor where the input is written before each run, [1, 3, size, size]
   * @throws RoostError where the file cannot be read or is not the model that the description says
   */
  static async open(spec: ModelSpec, tensor: Float32Array<ArrayBuffer>): Promise<Session> {
    try {
      const session = await InferenceSession.create(spec.file, {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
      });
      expectTensor(session.inputMetadata, spec.input.name, inputShape(spec.input.size));
      for (const { name, shape } of spec.outputs) expectTensor(session.outputMetadata, name, shape);
      return new Session(session, spec, tensor);
    } catch (cause) {
      throw new RoostError('load model', spec.id, messageOf(cause), 'Fetch it again with `roost models pull`', {
        cause,
      });
    }
  }

  /**
   * Runs the model on what its tensor holds. Blocks the thread for the length of the run, after one turn of the event loop.
   * @returns the outputs in the order of the spec, overwritten by the next run
   */
  async run(): Promise<readonly Float32Array[]> {
    await this.#session.run(this.#feeds, this.#fetches);
    return this.#outputs;
  }
}

/** A side that the model leaves open has a name instead of a number, and takes any. */
function expectTensor(
  metadata: readonly InferenceSession.ValueMetadata[],
  name: string,
  shape: readonly number[],
): void {
  const found = metadata.find((entry) => entry.name === name);
  if (!found?.isTensor)
    throw new Error(`it has no tensor named ${name}, but ${metadata.map((entry) => entry.name).join(', ')}`);
  const fits =
    found.shape.length === shape.length && found.shape.every((n, i) => typeof n === 'string' || n === shape[i]);
  if (found.type !== 'float32' || !fits)
    throw new Error(`its tensor ${name} is ${found.type} [${found.shape}], not float32 [${shape}]`);
}

const inputShape = (size: number) => [1, 3, size, size];
const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
