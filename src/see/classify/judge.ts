import type { ModelOpinion, Rank, Scored } from '../../base/domain.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import { NAMED_RANKS, probability } from './calibration.ts';
import { candidateOf, type Scores, summed, withoutPrior, withPrior } from './evidence.ts';
import type { Look } from './fuse.ts';
import { type ClassScores, classScores } from './kind.ts';
import type { ClassifierModel } from './model.ts';
import type { Weigh } from './prior.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A taxon, how deep it is, and how likely it is right. */
export interface Named extends Scored {
  readonly rank: Rank;
}

/** What one classifier makes of an animal. */
export interface Judged {
  readonly opinion: ModelOpinion;
  /** The deepest taxon that passes its threshold; undefined where none does. */
  readonly named?: Named;
  /** The same as it would be without the prior. */
  readonly unweighed?: Named;
  /** Without the prior. */
  readonly classes: ClassScores;
}

/** How many taxa an opinion lists. */
const TOP = 5;

/**
 * What a classifier makes of looks at one animal: from the species upward, the first rank whose likeliest taxon is
 * likely enough to be right. Pure.
 * @param looks one or more, of this classifier
 */
export function judge(model: ClassifierModel, looks: readonly Look[], weigh: Weigh): Judged {
  const { id, vocabulary, calibration } = model;
  const sums = summed(vocabulary, looks, calibration.temperature);
  const scores = withPrior(vocabulary, sums, weigh);
  const plain = withoutPrior(sums);
  const best = candidateOf(vocabulary, plain, 'species');
  const named = deepest(model, scores);
  const unweighed = deepest(model, plain);
  return {
    opinion: {
      model: id,
      known: best ? probability(calibration.known, best) : 0,
      top: topOf(vocabulary, scores.fused.probabilities),
    },
    ...(named && { named }),
    ...(unweighed && { unweighed }),
    classes: classScores(vocabulary, scores.plain),
  };
}

/** The first rank from the species up that is likely enough. */
function deepest({ vocabulary, calibration }: ClassifierModel, scores: Scores): Named | undefined {
  for (const rank of NAMED_RANKS) {
    const candidate = candidateOf(vocabulary, scores, rank);
    if (!candidate) continue;
    const { threshold, ...logistic } = calibration.ranks[rank];
    const right = probability(logistic, candidate);
    if (right >= Math.max(threshold, protectedInTheWild(candidate.taxon) ? PROTECTED : 0))
      return { taxon: candidate.taxon, rank, score: right };
  }
  return undefined;
}

/** Species under national protection are named from this probability on, whatever is fitted: a wrong one costs most. */
export const PROTECTED = 0.85;

/** The likeliest of the taxa that labels name, each by its own labels alone. */
function topOf({ nodes, places }: Vocabulary, probabilities: Float64Array): Scored[] {
  const own = new Float64Array(nodes.length);
  for (const [output, place] of places.entries()) if (place >= 0) own[place]! += probabilities[output]!;
  return nodes
    .flatMap(({ taxon, labelled }, place) => (labelled ? [{ taxon, score: own[place]! }] : []))
    .sort((a, b) => b.score - a.score)
    .slice(0, TOP);
}
