import { isWithin, taxonById } from '../../know/taxonomy/taxa.ts';
import { type Calibration, featuresOf, type Logistic, type NamedRank } from '../../see/classify/calibration.ts';
import { type Candidate, candidateOf, score } from '../../see/classify/evidence.ts';
import type { Look } from '../../see/classify/fuse.ts';
import type { Vocabulary } from '../../see/classify/vocabulary.ts';
import { type Case, logisticFit } from './regression.ts';
import { type Candidacy, type FitAims, thresholdOf } from './thresholds.ts';

/** One labelled animal as a classifier saw it. */
export interface Sample {
  /** Id of the deepest taxon that it certainly is. */
  readonly truth: string;
  /** True where it is of a narrower taxon that the taxonomy lacks: whatever is narrower than `truth` is wrong. */
  readonly lacks: boolean;
  readonly looks: readonly Look[];
}

const TEMPERATURES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3];
/** More of a feature never makes a name less likely. */
const POSITIVE = [true, true];
const EVEN = () => 1;
/**
 * Fits a model's calibration to labelled pictures: the temperature by the likelihood of the true species among those
 * the model knows; for each rank a regression of "its best taxon is right" on what speaks for it; and thresholds that
 * hold to the aims where each true taxon in turn is left out of the regression and judged by it.
 *
 * A species that the model does not know is what most of a site's birds are, and few labelled pictures show one. So each
 * sample of a known species is used a second time as if the model had never been taught it: with that label taken out
 * of every look. Known and unknown animals weigh the same in sum.
 *
 * Energy is left out of the ranks: beside the share it told known and unknown birds apart no better (at 3 % of unknown
 * birds named, 48 % of known ones were named without it and 47 % with it, each stamp judged by the others), and its
 * level hangs on the pictures.
 * @param fitted words for the manifest: which pictures, when
 */
export function fit(vocabulary: Vocabulary, samples: readonly Sample[], aims: FitAims, fitted: string): Calibration {
  const taught = samples.map((sample) => asIs(vocabulary, sample));
  const temperature = best(TEMPERATURES, (value) => likelihood(vocabulary, taught, value));
  const rows = [...taught, ...withoutTruth(vocabulary, taught)].map((sample) => ({
    sample,
    scores: score(vocabulary, sample.looks, temperature, EVEN),
  }));
  const known = rows.filter(({ sample }) => sample.group === 'known').length;
  const weightOf = ({ group }: Taught) => rows.length / 2 / (group === 'known' ? known : rows.length - known);
  const casesOf = (rank: NamedRank, right: (sample: Taught, candidate: Candidate) => boolean | undefined) =>
    rows.flatMap(({ sample, scores }): RankCase[] => {
      const candidate = candidateOf(vocabulary, scores, rank);
      const isRight = candidate && right(sample, candidate);
      if (!candidate || isRight === undefined) return [];
      const { share, agreement } = featuresOf(candidate);
      return [{ sample, features: [share, agreement], right: isRight, weight: weightOf(sample) }];
    });
  const ofRank = (rank: NamedRank) => {
    const cases = casesOf(rank, rightness);
    return { ...toLogistic(logisticFit(cases, POSITIVE)), threshold: thresholdOf(rank, leftOut(cases), aims) };
  };
  return {
    temperature,
    known: toLogistic(
      logisticFit(
        casesOf('species', ({ group }) => group === 'known'),
        POSITIVE,
      ),
    ),
    ranks: { species: ofRank('species'), genus: ofRank('genus'), family: ofRank('family'), order: ofRank('order') },
    fitted,
  };
}

interface Taught extends Sample {
  readonly group: Candidacy['group'];
}

interface RankCase extends Case {
  readonly sample: Taught;
}

/** Whether a candidate is right; undefined where the truth is too wide to tell. */
function rightness({ truth, lacks }: Taught, { taxon }: Candidate): boolean | undefined {
  if (isWithin(truth, taxon)) return true;
  return !lacks && isWithin(taxon, truth) ? undefined : false;
}

function toLogistic(slopes: readonly number[]): Logistic {
  const [bias, share, agreement] = slopes.map((slope) => Math.round(slope * 1e4) / 1e4);
  return { bias: bias!, share: share!, agreement: agreement!, energy: 0 };
}

/** Every case with its probability by a regression that has seen none of its true taxon. */
function leftOut(cases: readonly RankCase[]): Candidacy[] {
  return [...new Set(cases.map(({ sample }) => sample.truth))].flatMap((truth) => {
    const slopes = logisticFit(
      cases.filter(({ sample }) => sample.truth !== truth),
      POSITIVE,
    );
    return cases
      .filter(({ sample }) => sample.truth === truth)
      .map((one) => {
        const sum = one.features.reduce((total, value, i) => total + value * slopes[i + 1]!, slopes[0]!);
        return { group: one.sample.group, right: one.right, p: 1 / (1 + Math.exp(-sum)) };
      });
  });
}

function asIs({ nodes }: Vocabulary, sample: Sample): Taught {
  const species = !sample.lacks && taxonById(sample.truth)?.rank === 'species';
  const known = species && nodes.some(({ taxon, labelled }) => labelled && taxon === sample.truth);
  return { ...sample, group: known ? 'known' : 'unknown' };
}

/** Every sample of a known species once more, as the model would see it had it not been taught that species. */
function withoutTruth({ nodes, places }: Vocabulary, samples: readonly Taught[]): Taught[] {
  return samples
    .filter(({ group }) => group === 'known')
    .map(({ truth, lacks, looks }) => {
      const place = nodes.findIndex(({ taxon }) => taxon === truth);
      const untaught = looks.map((look) => ({
        ...look,
        logits: look.logits.map((value, output) => (places[output] === place ? UNTAUGHT : value)),
      }));
      return { truth, lacks, looks: untaught, group: 'forgotten' as const };
    });
}

/** A logit that no softmax gives any weight, and that stays a number in every sum. */
const UNTAUGHT = -1e4;

/** Mean log-likelihood of the true species of known animals. */
function likelihood(vocabulary: Vocabulary, samples: readonly Taught[], temperature: number): number {
  const known = samples.filter(({ group }) => group === 'known');
  const sum = known.reduce((total, { truth, looks }) => {
    const { plain } = score(vocabulary, looks, temperature, EVEN);
    const place = vocabulary.nodes.findIndex(({ taxon }) => taxon === truth);
    return total + Math.log(Math.max(1e-9, plain[place]!));
  }, 0);
  return sum / Math.max(1, known.length);
}

function best(values: readonly number[], of: (value: number) => number): number {
  return values.reduce((a, b) => (of(b) > of(a) ? b : a));
}
