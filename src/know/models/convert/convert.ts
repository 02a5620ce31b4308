import { messageOf, RoostError } from '../../../base/errors.ts';
import { convertTfjs } from './tfjs/convert.ts';
import { convertTflite } from './tflite/convert.ts';

/** A file by its name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Turns the files of a model into the ONNX that the runtime loads; the same files give the same bytes.
 * @param from `tflite`: the first file is the model. `tfjs`: the first is `model.json`, the others its weights in order
 * @param outputs names of the tensors to end at; without it those of the model, which a TensorFlow.js graph must be told
 * @throws RoostError where the files are not such a model, or hold what cannot be converted
 */
export function convertModel(
  from: 'tflite' | 'tfjs',
  [model, ...weights]: readonly NamedBytes[],
  outputs?: readonly string[],
): Uint8Array {
  if (!model) throw new RoostError('convert model', from, 'there is no file');
  if (from === 'tflite') return convertTflite(model.bytes, outputs ? { outputs } : {});
  return convertTfjs(parse(model), Buffer.concat(weights.map(({ bytes }) => bytes)), { outputs: outputs ?? [] });
}

function parse({ name, bytes }: NamedBytes): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new RoostError('convert model', name, messageOf(cause), 'It should be the model.json of a graph model', {
      cause,
    });
  }
}
