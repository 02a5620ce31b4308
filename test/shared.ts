import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Path of a file of the shared material beside the checkout (weights, photographs), or undefined where it is not there.
 * Weights are also found where `roost models pull` puts them, and in the mirror.
 */
export function shared(path: string): string | undefined {
  const file = fileURLToPath(new URL(`../../shared/${path}`, import.meta.url));
  const elsewhere = path.startsWith('models/') ? WEIGHTS.map((folder) => join(folder, basename(path))) : [];
  return [file, ...elsewhere].find((candidate) => existsSync(candidate));
}

const WEIGHTS = [process.env.ROOST_MODEL_MIRROR, fileURLToPath(new URL('../data/models', import.meta.url))].filter(
  (folder) => folder !== undefined,
);

/** What a detector's weights are called: the default one's, and its fallback's. */
const DETECTORS = ['yolox_nano.onnx', 'centernet_mobilenetv3.onnx'];

/** The folder that holds a detector's weights, the default one's if they are to be had, or undefined. */
export function weights(): string | undefined {
  const [file] = DETECTORS.map((name) => shared(`models/${name}`)).filter((found) => found !== undefined);
  return file && dirname(file);
}
