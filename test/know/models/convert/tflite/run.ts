import { InferenceSession, Tensor } from 'onnxruntime-node';
import { convertTflite } from '../../../../../src/know/models/convert/tflite/convert.ts';
import { buildTflite, type TestModel } from './build.ts';

/**
 * Converts a model that a test makes and runs it once.
 * @param values of its one input, in the source's order (NHWC)
 * @returns values of its first output
 */
export async function runModel(model: TestModel, values: readonly number[]): Promise<number[]> {
  const session = await InferenceSession.create(convertTflite(buildTflite(model)), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const shape = model.tensors.find(({ name }) => name === model.inputs[0])!.shape;
  const input = shape.length === 4 ? toNchw(values, shape) : new Tensor('float32', [...values], [...shape]);
  const result = await session.run({ [session.inputNames[0]!]: input });
  return Array.from(result[session.outputNames[0]!]!.data as Float32Array);
}

/** Values of a picture as the converted models take it. */
export function toNchw(values: ArrayLike<number>, shape: readonly number[]): Tensor {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const turned = new Float32Array(values.length);
  const area = height * width;
  for (let i = 0; i < values.length; i++) {
    const channel = i % channels;
    const place = Math.floor(i / channels);
    turned[(Math.floor(place / area) * channels + channel) * area + (place % area)] = values[i]!;
  }
  return new Tensor('float32', turned, [batch, channels, height, width]);
}
