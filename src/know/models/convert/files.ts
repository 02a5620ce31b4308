import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { messageOf, RoostError } from '../../../base/errors.ts';
import { convertModel, type NamedBytes } from './convert.ts';
import { isTflite } from './tflite/model.ts';

/** What model.json of a TensorFlow.js model says of the files beside it. */
const WeightFiles = z.object({ weightsManifest: z.array(z.object({ paths: z.array(z.string().min(1)) })) });

/**
 * Converts a model file by what is in it: a .tflite file, or the model.json of a TensorFlow.js graph model with its weights beside
 * it.
 * @param outputs names of the tensors to end at; the model's own without it
 * @returns bytes of a .onnx file
 * @throws RoostError that names the file where it cannot be read, is of another kind, or cannot be converted
 */
export async function convertFile(
  path: string,
  outputs: readonly string[] | undefined,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await read(path, signal);
  const file = { name: basename(path), bytes };
  if (bytes.length === 0) throw fault(path, 'it is empty', 'Fetch it again');
  if (isTflite(bytes)) return convertModel('tflite', [file], outputs);
  if (bytes[0] !== '{'.charCodeAt(0)) throw fault(path, 'it is neither a .tflite file nor a model.json');
  return convertModel('tfjs', [file, ...(await weightsBeside(path, bytes, signal))], outputs);
}

async function weightsBeside(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<NamedBytes[]> {
  const parsed = WeightFiles.safeParse(parse(path, bytes));
  if (!parsed.success) throw fault(path, 'it names no weights', 'It should be the model.json of a graph model');
  const names = parsed.data.weightsManifest.flatMap(({ paths }) => paths);
  return Promise.all(names.map(async (name) => ({ name, bytes: await read(join(dirname(path), name), signal) })));
}

function parse(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new RoostError('convert model', path, messageOf(cause), 'It should be the model.json of a graph model', {
      cause,
    });
  }
}

async function read(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal });
  } catch (cause) {
    throw new RoostError('read model', path, messageOf(cause), '', { cause });
  }
}

function fault(path: string, message: string, hint = ''): RoostError {
  return new RoostError('convert model', path, message, hint);
}
