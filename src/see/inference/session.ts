import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf, RoostError } from '../../base/errors.ts';
import { isShortOfMemory, MORE_MEMORY } from '../../base/memory-short.ts';
import { withOutput } from './graph-output.ts';
import type { ModelSpec } from './spec.ts';
import { expectTensor, fits, nameOf } from './tensors.ts';

/** An output that is read: allocated once and used again in each run, unless its length is another from run to run. */
interface Output {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly data: Float32Array | undefined;
}

/**
 * A loaded model with one input and any number of outputs; all whose size is known are allocated once and used again in
 * each run. Open it once for the life of a process: onnxruntime-node does not give back all memory of a released session.
 */
export class Session {
  readonly #session: InferenceSession;
  readonly #outputs: readonly Output[];
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: readonly (readonly [name: string, Tensor | null])[];

  private constructor(session: InferenceSession, input: string, tensor: Tensor, outputs: readonly Output[]) {
    this.#session = session;
    this.#outputs = outputs;
    this.#feeds = { [input]: tensor };
    this.#fetches = outputs.map(({ name, shape, data }) => [
      name,
      data ? new Tensor('float32', data, shape as number[]) : null,
    ]);
  }

  /**
   * Loads the weights. One thread: processes, not threads, use the cores, so that runs do not wait for each other.
   * @param tensor where the input is written before each run, [1, 3, size, size]
   * @param inside an output of the spec that is not one of the graph's, but a tensor inside it
   * @throws RoostError where the file cannot be read or is not the model that the description says
   */
  static async open(spec: ModelSpec, tensor: Float32Array<ArrayBuffer>, inside?: string): Promise<Session> {
    try {
      const options: InferenceSession.SessionOptions = {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
      };
      const session = await (inside === undefined
        ? InferenceSession.create(spec.file, options)
        : InferenceSession.create(withOutput(await readFile(spec.file), inside), options));
      const input = nameOf(session.inputMetadata, spec.input.name, 'input');
      const inputShape = [1, 3, spec.input.size, spec.input.size];
      expectTensor(session.inputMetadata, input, inputShape);
      const outputs = spec.outputs.map(({ name: wanted, shape }) => {
        const name = nameOf(session.outputMetadata, wanted, 'output');
        expectTensor(session.outputMetadata, name, shape);
        return { name, shape, data: bufferOf(shape) };
      });
      return new Session(session, input, new Tensor('float32', tensor, inputShape), outputs);
    } catch (cause) {
      const why = messageOf(cause);
      const hint = isShortOfMemory(why) ? MORE_MEMORY : 'Fetch it again with `roost models pull`';
      throw new RoostError('load model', spec.id, why, hint, { cause });
    }
  }

  /**
   * Runs the model on what its tensor holds. Blocks the thread for the length of the run, after one turn of the event loop.
   * @param count how many of the spec's outputs, from the first on; the others are not read
   * @returns the outputs in the order of the spec; those of a size that is known are overwritten by the next run
   * @throws Error where an output whose size is told only by the run is not of its shape
   */
  async run(count = this.#outputs.length): Promise<readonly Float32Array[]> {
    const results = await this.#session.run(this.#feeds, Object.fromEntries(this.#fetches.slice(0, count)));
    return this.#outputs.slice(0, count).map(({ name, shape, data }) => {
      if (data) return data;
      const { dims, data: given } = results[name]!;
      if (!fits(dims, shape) || !(given instanceof Float32Array))
        throw new Error(`its output ${name} is [${dims}], not float32 [${shape}]`);
      return given;
    });
  }
}

/** Undefined where an axis varies. */
function bufferOf(shape: readonly (number | string)[]): Float32Array | undefined {
  const length = shape.reduce<number>((product, side) => product * Number(side), 1);
  return Number.isNaN(length) ? undefined : new Float32Array(length);
}
