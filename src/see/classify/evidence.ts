import type { Rank, Scored } from '../../base/domain.ts';
import type { Evidence } from './calibration.ts';
import { type Fused, fuse, type Look } from './fuse.ts';
import { type Weigh, weighed, weightsOf } from './prior.ts';
import { sumUp, type Vocabulary } from './vocabulary.ts';

/** Looks at one animal, fused and added up the tree. */
interface Summed {
  readonly fused: Fused;
  /** Of the vocabulary's nodes, as the model gives them. */
  readonly plain: Float64Array;
  /** The same of each look alone, and the look's share of all weight. */
  readonly looks: readonly { readonly plain: Float64Array; readonly part: number }[];
}

/** Looks at one animal, fused, added up the tree and weighed. */
export interface Scores extends Pick<Summed, 'fused' | 'plain'> {
  /** The same with the prior. */
  readonly weighed: Float64Array;
  /** With the prior, for each look alone, and the look's share of all weight. */
  readonly each: readonly { readonly weighed: Float64Array; readonly part: number }[];
}

/** Scores every taxon of a vocabulary. @param looks one or more */
export function score(vocabulary: Vocabulary, looks: readonly Look[], temperature: number, weigh: Weigh): Scores {
  return withPrior(vocabulary, summed(vocabulary, looks, temperature), weigh);
}

/** What looks at one animal say before any prior. @param looks one or more */
export function summed(vocabulary: Vocabulary, looks: readonly Look[], temperature: number): Summed {
  const fused = fuse(looks, temperature);
  const total = looks.reduce((sum, { weight }) => sum + weight, 0);
  return {
    fused,
    plain: sumUp(vocabulary, fused.probabilities),
    looks: fused.each.map((probabilities, look) => ({
      plain: sumUp(vocabulary, probabilities),
      part: looks[look]!.weight / total,
    })),
  };
}

/** The same, weighed. */
export function withPrior(vocabulary: Vocabulary, { fused, plain, looks }: Summed, weigh: Weigh): Scores {
  const weights = weightsOf(vocabulary, weigh);
  return {
    fused,
    plain,
    weighed: weighed(vocabulary, plain, weights),
    each: looks.map((look) => ({ weighed: weighed(vocabulary, look.plain, weights), part: look.part })),
  };
}

/** The same where everything weighs 1, which is what is there already. */
export function withoutPrior({ fused, plain, looks }: Summed): Scores {
  return { fused, plain, weighed: plain, each: looks.map((look) => ({ weighed: look.plain, part: look.part })) };
}

/** The likeliest taxon of one rank, and what speaks for it. */
export interface Candidate extends Scored, Evidence {
  readonly rank: Rank;
}

/** The likeliest taxon of a rank with the prior; undefined where the vocabulary has none of the rank. */
export function candidateOf(vocabulary: Vocabulary, scores: Scores, rank: Rank): Candidate | undefined {
  const place = bestOf(vocabulary, scores.weighed, rank);
  if (place === undefined) return undefined;
  const share = scores.weighed[place]!;
  const agreement = scores.each
    .filter(({ weighed }) => bestOf(vocabulary, weighed, rank) === place)
    .reduce((sum, { part }) => sum + part, 0);
  const { taxon } = vocabulary.nodes[place]!;
  return { taxon, rank, score: share, share, agreement, energy: scores.fused.energy };
}

/** Place of the highest score of a rank. */
function bestOf({ nodes }: Vocabulary, scores: Float64Array, rank: Rank): number | undefined {
  let best: number | undefined;
  for (let place = 0; place < nodes.length; place++)
    if (nodes[place]!.rank === rank && (best === undefined || scores[place]! > scores[best]!)) best = place;
  return best;
}
