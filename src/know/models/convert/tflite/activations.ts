import type { TfliteTensor } from './model.ts';
import type { Activation } from './schema.ts';
import { shiftOf } from './values.ts';

/** Lowest and highest value. */
type Bounds = readonly [low: number, high: number];

/** Between what real values an activation clips; undefined for one that does not clip. */
export function realBounds(activation: Activation): Bounds | undefined {
  if (activation === 'relu') return [0, Number.POSITIVE_INFINITY];
  if (activation === 'relu-n1-to-1') return [-1, 1];
  return activation === 'relu6' ? [0, 6] : undefined;
}

/**
 * Between what uint8 values TFLite clips a quantised tensor for an activation: the bounds rounded to whole steps; undefined where the
 * tensor's range ends there anyway.
 */
export function integerBounds(activation: Activation, tensor: TfliteTensor): Bounds | undefined {
  const bounds = realBounds(activation);
  if (!bounds) return undefined;
  const { scale, zeroPoint } = tensor.quantisation!;
  const step = (real: number) => zeroPoint[0]! + shiftOf(tensor) + Math.round(real / scale[0]!);
  const [low, high] = [Math.max(0, step(bounds[0])), Math.min(255, step(bounds[1]))];
  return low === 0 && high === 255 ? undefined : [low, high];
}
