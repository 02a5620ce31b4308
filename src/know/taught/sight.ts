import { RoostError } from '../../base/errors.ts';
import type { TaughtLook } from './example.ts';

/** How the numbers of a feature are to be read. */
export interface Layout {
  /** How many there are in all. */
  readonly dimensions: number;
  /** How many of them, at the end, are what the model says of its labels; 0 for a model without labels. */
  readonly said: number;
  /** What those are. */
  readonly gives: 'logits' | 'probabilities';
}

/** Looks at one animal as one: its embedding, and the model's logits less their mean, so that 0 says nothing. */
export interface Sight {
  readonly embedding: Float32Array;
  readonly logits: Float32Array;
}

/** Nothing that a model says is less likely than this: a probability of 0 has no logarithm. */
const LEAST = 1e-9;

/**
 * The weighted mean of looks, of their logits in log space, as verdicts fuse them.
 * @throws RoostError where a feature has another length
 */
export function sightOf(looks: readonly TaughtLook[], { dimensions, said, gives }: Layout): Sight {
  const mean = new Float32Array(dimensions);
  const from = dimensions - said;
  let total = 0;
  for (const { feature, weight } of looks) {
    if (feature.length !== dimensions) throw wrongLength(feature.length, dimensions);
    total += weight;
    const plain = gives === 'logits' ? dimensions : from;
    for (let i = 0; i < plain; i++) mean[i]! += weight * feature[i]!;
    for (let i = plain; i < dimensions; i++) mean[i]! += weight * Math.log(Math.max(LEAST, feature[i]!));
  }
  let middle = 0;
  for (let i = from; i < dimensions; i++) middle += mean[i]! / said;
  for (let i = 0; i < from; i++) mean[i]! /= total;
  for (let i = from; i < dimensions; i++) mean[i] = (mean[i]! - middle) / total;
  return { embedding: mean.subarray(0, from), logits: mean.subarray(from) };
}

function wrongLength(length: number, wanted: number): RoostError {
  const message = `a feature has ${length} numbers, not ${wanted}`;
  return new RoostError('read', 'feature', message, 'Was it made by another model? Teach it again');
}

/** What is common to all pictures, and tells nothing of any. */
export type Centre = Sight;

/** The mean of some sights; with `plain`, nothing at all. */
export function centreOf(sights: readonly Sight[], plain: boolean): Centre {
  const part = (of: (sight: Sight) => Float32Array) => {
    const sum = new Float64Array(of(sights[0]!).length);
    if (!plain)
      for (const sight of sights) for (const [i, value] of of(sight).entries()) sum[i]! += value / sights.length;
    return Float32Array.from(sum);
  };
  return { embedding: part((sight) => sight.embedding), logits: part((sight) => sight.logits) };
}

/**
 * A sight as a direction of length 1: half of it from the embedding, half from the logits, each less its centre and of one
 * length, so that the product of two such directions is the mean of both cosines.
 */
export function directionOf(sight: Sight, centre: Centre): Float32Array {
  const out = new Float32Array(sight.embedding.length + sight.logits.length);
  const share = sight.logits.length > 0 ? Math.SQRT1_2 : 1;
  write(sight.embedding, centre.embedding, share, out, 0);
  write(sight.logits, centre.logits, share, out, sight.embedding.length);
  return out;
}

function write(from: Float32Array, centre: Float32Array, share: number, to: Float32Array, at: number): void {
  let squares = 0;
  for (let i = 0; i < from.length; i++) squares += (from[i]! - centre[i]!) ** 2;
  const scale = squares > 0 ? share / Math.sqrt(squares) : 0;
  for (let i = 0; i < from.length; i++) to[at + i] = (from[i]! - centre[i]!) * scale;
}

/** The product of two directions of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  // Four sums at once: a single one would have each addition wait for the one before.
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let i = 0;
  for (const end = a.length - 3; i < end; i += 4) {
    s += a[i]! * b[i]!;
    t += a[i + 1]! * b[i + 1]!;
    u += a[i + 2]! * b[i + 2]!;
    v += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) s += a[i]! * b[i]!;
  return s + t + u + v;
}
