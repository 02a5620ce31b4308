/**
 * `prove-tflite.ts MODELS PICTURES [--values]`: runs the catalog's TFLite models in TensorFlow's own runtime and, converted, in
 * onnxruntime, on photographs, and prints one JSON line a model. With --values it also prints the highest five logits of each picture as
 * TensorFlow's runtime gives them: the golden values of the tests.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ByteBuffer } from 'flatbuffers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { convertTflite } from '../src/know/models/convert/tflite/convert.ts';
import { readTflite } from '../src/know/models/convert/tflite/model.ts';
import { type Picture, photographs, synthetic } from './prove-pictures.ts';
import { type Runtime, withTflite } from './tflite-in-chromium.ts';

const SIZE = 224;
const MODELS = [
  { file: 'mobilenet_v2_1.0_224_inat_bird_quant.tflite', logits: 'Logits/MatMul;Logits/BiasAdd' },
  { file: 'mobilenet_v2_1.0_224_quant.tflite', logits: 'MobilenetV2/Logits/Squeeze1' },
];

/**
 * How two sets of outputs compare; differences in real units. Ties are pictures whose best value stands twice in the source's own
 * output: there, top 1 is equal where ours is one of them.
 */
function compare(theirs: readonly number[][], ours: readonly Float32Array[], scale: number, zero: number) {
  const figures = { top1Equal: 0, ties: 0, identical: 0, largestDifference: 0, valuesEqual: 0, values: 0 };
  theirs.forEach((integers, i) => {
    const real = integers.map((value) => (value - zero) * scale);
    const best = Math.max(...real);
    const winner = ours[i]!.indexOf(Math.max(...ours[i]!));
    if (Math.abs(real[winner]! - best) < scale / 2) figures.top1Equal++;
    if (real.filter((value) => value === best).length > 1) figures.ties++;
    const differences = real.map((value, k) => Math.abs(value - ours[i]![k]!));
    const equal = differences.filter((difference) => difference < scale / 2).length;
    figures.largestDifference = Math.max(figures.largestDifference, ...differences);
    figures.valuesEqual += equal;
    figures.values += real.length;
    if (equal === real.length) figures.identical++;
  });
  return figures;
}

/** Outputs of the converted model. */
async function converted(bytes: Uint8Array, output: string, pictures: readonly Picture[]): Promise<Float32Array[]> {
  const session = await InferenceSession.create(convertTflite(bytes, { outputs: [output] }), { intraOpNumThreads: 1 });
  const results: Float32Array[] = [];
  for (const { pixels } of pictures) {
    const input = new Float32Array(pixels.length);
    const area = SIZE * SIZE;
    pixels.forEach((value, i) => {
      input[(i % 3) * area + Math.floor(i / 3)] = (value - 128) / 128;
    });
    const feeds = { [session.inputNames[0]!]: new Tensor('float32', input, [1, 3, SIZE, SIZE]) };
    results.push((await session.run(feeds))[output]!.data as Float32Array);
  }
  return results;
}

/** The same file with another tensor as its one output: a number in it is changed. */
function endingAt(bytes: Uint8Array, tensor: number): Uint8Array {
  const copy = bytes.slice();
  const buffer = new ByteBuffer(copy);
  const vector = (table: number, field: number) => buffer.__vector(table + buffer.__offset(table, 4 + field * 2));
  const graph = buffer.__indirect(vector(buffer.__indirect(0), 2));
  buffer.writeInt32(vector(graph, 2), tensor);
  return copy;
}

async function prove(runtime: Runtime, bytes: Uint8Array, output: string, pictures: readonly Picture[]) {
  const tensor = readTflite(bytes).tensors.find(({ name }) => name === output)!;
  const pixels = pictures.map((picture) => picture.pixels);
  const theirs = await runtime.run(endingAt(bytes, tensor.index), SIZE, pixels);
  const { scale, zeroPoint } = tensor.quantisation!;
  const ours = await converted(bytes, output, pictures);
  const real = theirs.map((integers) => integers.map((value) => (value - zeroPoint[0]!) * scale[0]!));
  return { figures: { step: scale[0]!, ...compare(theirs, ours, scale[0]!, zeroPoint[0]!) }, real, ours };
}

/** `441 7.34, 964 6.27, ...` */
function topFive(values: ArrayLike<number>): string {
  const order = Array.from(values, (value, index) => ({ value, index })).sort(
    (a, b) => b.value - a.value || a.index - b.index,
  );
  return order
    .slice(0, 5)
    .map(({ value, index }) => `${index} ${value.toFixed(4)}`)
    .join(', ');
}

const [models, folder, flag] = process.argv.slice(2);
if (!models || !folder) throw new Error('Usage: prove-tflite.ts MODELS PICTURES [--values]');
const pictures = [synthetic(SIZE), ...(await photographs(folder, SIZE))];
await withTflite(async (runtime) => {
  for (const { file, logits } of MODELS) {
    const bytes = await readFile(join(models, file));
    const probability = await prove(runtime, bytes, readTflite(bytes).outputs[0]!.name, pictures);
    const logit = await prove(runtime, bytes, logits, pictures);
    const figures = { probabilities: probability.figures, logits: logit.figures };
    console.log(JSON.stringify({ model: file, pictures: pictures.length, ...figures }));
    if (flag !== '--values') continue;
    pictures.forEach(({ name }, i) => {
      console.log(`  ${name}: ${topFive(logit.real[i]!)} (converted: ${topFive(logit.ours[i]!)})`);
    });
  }
});
