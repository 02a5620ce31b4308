import type { Rank, Scored } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { taxonById } from '../taxonomy/taxa.ts';
import type { Example, TaughtLook } from './example.ts';
import { type Packed, pack, unpack } from './packed.ts';

export type { Example, TaughtLook } from './example.ts';

/** Learned from examples; plain data that can be written as JSON. */
export interface TaughtHead {
  /** Id of the model whose features it reads. */
  readonly model: string;
  /** Ids of the taxa that were taught, sorted. */
  readonly taxa: readonly string[];
  /** Length of a feature. */
  readonly dimensions: number;
  /** What is taken from a feature before it is compared. */
  readonly centre: Packed;
  /** One direction of length 1 a taxon, in the order of `taxa`. */
  readonly directions: Packed;
  /** A taxon whose score is at least this is named. */
  readonly threshold: number;
  /** How the threshold came to be, in words. */
  readonly chosen: string;
}

/** A taxon that is certain enough. */
export interface TaughtName extends Scored {
  readonly rank: Rank;
}

/** What a head makes of the looks at one animal. */
export interface TaughtOpinion {
  /** The likeliest taxa that were taught, best first, at most five. */
  readonly top: readonly Scored[];
  /** The deepest taxon that is certain enough; undefined where it may well be a species that was not taught. */
  readonly named?: TaughtName;
}

/** How many taxa an opinion lists. */
const TOP = 5;
/** Share of the pictures of species that were not taught that may get a taught name. */
const MOST_OTHERS = 0.04;
/** From so many taxa on their mean says what is common to all pictures. */
const ENOUGH = 5;
/** The threshold where too few taxa were taught to fit one. */
const UNFITTED = 0.75;

/**
 * Learns a head from what was taught.
 * @param model id of the model that gave the features
 * @param examples one or more, features of one length
 * @throws RoostError where there are none, their features differ in length, or a taxon is not known
 */
export function fitHead(model: string, examples: readonly Example[]): TaughtHead {
  const dimensions = checked(examples);
  const taxa = [...new Set(examples.map(({ taxon }) => taxon))].sort();
  const means = taxa.map((taxon) =>
    mean(
      examples.filter((example) => example.taxon === taxon),
      dimensions,
    ),
  );
  const centre =
    taxa.length < ENOUGH
      ? new Float32Array(dimensions)
      : mean(
          means.map((feature) => ({ feature, weight: 1 })),
          dimensions,
        );
  const directions = means.map((feature) => direction(feature, centre));
  const impostors = examples.map(({ feature, taxon }) => {
    const own = direction(feature, centre);
    return Math.max(...directions.filter((_, i) => taxa[i] !== taxon).map((other) => dot(own, other)));
  });
  const fitted = taxa.length >= ENOUGH;
  const sorted = impostors.sort((a, b) => a - b);
  return {
    model,
    taxa,
    dimensions,
    centre: pack(centre),
    directions: pack(directions.flatMap((one) => [...one])),
    threshold: fitted ? sorted[Math.ceil((1 - MOST_OTHERS) * (sorted.length - 1))]! : UNFITTED,
    chosen: fitted ? `fitted on ${examples.length} pictures of ${taxa.length} taxa` : 'too few taxa to fit a threshold',
  };
}

/**
 * What a head makes of the looks at one animal. Pure.
 * @param looks one or more, with features of the head's model
 * @throws RoostError where a feature has another length than those that were taught
 */
export function opinionOf(head: TaughtHead, looks: readonly TaughtLook[]): TaughtOpinion {
  const { dimensions, taxa, threshold } = head;
  for (const { feature } of looks)
    if (feature.length !== dimensions) throw wrongLength(head.model, feature, dimensions);
  const own = direction(mean(looks, dimensions), unpack(head.centre));
  const directions = unpack(head.directions);
  const top = taxa
    .map((taxon, i) => ({
      taxon,
      score: Math.max(0, dot(own, directions.subarray(i * dimensions, (i + 1) * dimensions))),
    }))
    .sort((a, b) => b.score - a.score || (a.taxon < b.taxon ? -1 : 1))
    .slice(0, TOP);
  const best = top[0];
  if (!best || best.score < threshold) return { top };
  return { top, named: { ...best, rank: taxonById(best.taxon)!.rank } };
}

function checked(examples: readonly Example[]): number {
  const first = examples[0];
  if (!first) throw new RoostError('teach', 'head', 'no picture was taught', 'Teach it one picture or more');
  for (const { id, taxon, feature } of examples) {
    if (feature.length !== first.feature.length) throw wrongLength(id, feature, first.feature.length);
    if (!taxonById(taxon)) throw new RoostError('teach', id, `the taxonomy has no taxon ${taxon}`);
  }
  return first.feature.length;
}

function wrongLength(of: string, { length }: Float32Array, wanted: number): RoostError {
  return new RoostError(
    'teach',
    of,
    `a feature has ${length} numbers, not ${wanted}`,
    'Teach it again with this model',
  );
}

function mean(of: readonly TaughtLook[], dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  let total = 0;
  for (const { feature, weight } of of) {
    total += weight;
    for (let i = 0; i < dimensions; i++) sum[i]! += weight * feature[i]!;
  }
  return Float32Array.from(sum, (value) => value / total);
}

function direction(feature: Float32Array, centre: Float32Array): Float32Array {
  const out = feature.map((value, i) => value - centre[i]!);
  const length = Math.hypot(...out) || 1;
  return out.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
