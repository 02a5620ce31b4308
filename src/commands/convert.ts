import { createHash } from 'node:crypto';
import { replaceFile } from '../base/whole-file.ts';
import { convertFile } from '../know/models/convert/files.ts';
import { describeOnnx, type OnnxFacts } from '../know/models/convert/onnx/describe.ts';
import { requirePlace } from './require-place.ts';

/** What to convert. */
export interface ConvertOptions {
  /** A .tflite file, or the model.json of a TensorFlow.js graph model. */
  readonly input: string;
  /** Where the ONNX goes; beside the input, with the ending .onnx, without it. */
  readonly output?: string;
  /** Tensors to end at; the model's own outputs without it. */
  readonly outputs?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Converts a model file to ONNX. The output appears under its name when it is whole and on disk.
 * @returns lines for a person: where it is, what it asks for and gives, its operators, bytes and sha256
 * @throws RoostError as `convertFile` does
 */
export async function convert({ input, output, outputs, signal }: ConvertOptions): Promise<string[]> {
  const path = output ?? `${input.replace(/\.(tflite|json)$/, '')}.onnx`;
  await requirePlace(path);
  const bytes = await convertFile(input, outputs, signal);
  await replaceFile(path, bytes);
  const { inputs, outputs: ends, operators } = describeOnnx(bytes);
  return [
    path,
    ...listed('input', inputs),
    ...listed('output', ends),
    `operators\t${[...operators].map(([name, count]) => `${count} ${name}`).join(', ')}`,
    `bytes\t${bytes.length}`,
    `sha256\t${createHash('sha256').update(bytes).digest('hex')}`,
  ];
}

function listed(what: string, values: OnnxFacts['inputs']): string[] {
  return values.map(({ name, shape }) => `${what}\t${name} float32 [${shape.join(', ')}]`);
}
