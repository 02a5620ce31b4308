import { type Calibration, featuresOf, type Logistic, NAMED_RANKS, type NamedRank } from '../classify/calibration.ts';
import { type Candidate, candidateOf, score } from '../classify/evidence.ts';
import type { Look } from '../classify/fuse.ts';
import type { Vocabulary } from '../classify/vocabulary.ts';
import { isWithin, taxonById } from '../taxonomy/taxa.ts';
import { type Case, logisticFit } from './regression.ts';

/** One labelled animal as a classifier saw it. */
export interface Sample {
  /** Id of its taxon. */
  readonly truth: string;
  readonly looks: readonly Look[];
}

/** What the fit aims at. */
export interface FitAims {
  /** A name at a rank is said from this probability of being right on. */
  readonly thresholds: Readonly<Record<NamedRank, number>>;
  /** Words for the manifest: which pictures, when. */
  readonly fitted: string;
}

const TEMPERATURES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3];
/** More of each feature never makes a name less likely. */
const POSITIVE = [true, true, true];
const EVEN = () => 1;

/**
 * Fits a model's calibration to labelled pictures: the temperature by the likelihood of the true species among those
 * the model knows; then, for each rank, a regression of "its best taxon is right" on what speaks for it.
 *
 * A species that the model does not know is what most of a site's birds are, and few labelled pictures show one. So each
 * sample of a known species is used a second time as if the model had never been taught it: with that label taken out
 * of every look (leave one class out). Known and unknown animals weigh the same in sum.
 */
export function fit(vocabulary: Vocabulary, samples: readonly Sample[], aims: FitAims): Calibration {
  const cases = [...samples.map((sample) => asIs(vocabulary, sample)), ...withoutTruth(vocabulary, samples)];
  const temperature = best(TEMPERATURES, (value) => likelihood(vocabulary, cases, value));
  const rows = cases.map((sample) => ({
    sample,
    candidates: NAMED_RANKS.map((rank) =>
      candidateOf(vocabulary, score(vocabulary, sample.looks, temperature, EVEN), rank),
    ),
  }));
  const known = rows.filter(({ sample }) => sample.known).length;
  const weightOf = (sample: Taught) => rows.length / 2 / (sample.known ? known : rows.length - known);
  const regress = (place: number, right: (sample: Taught, candidate: Candidate) => boolean): Logistic => {
    const fitted = rows.flatMap(({ sample, candidates }): Case[] => {
      const candidate = candidates[place];
      if (!candidate) return [];
      const { share, agreement, energy } = featuresOf(candidate);
      return [{ features: [share, agreement, energy], right: right(sample, candidate), weight: weightOf(sample) }];
    });
    const [bias, share, agreement, energy] = logisticFit(fitted, POSITIVE) as [number, number, number, number];
    return { bias, share, agreement, energy };
  };
  const isRight = ({ truth }: Taught, { taxon }: Candidate) => isWithin(truth, taxon);
  const rank = (name: NamedRank) => ({
    ...regress(NAMED_RANKS.indexOf(name), isRight),
    threshold: aims.thresholds[name],
  });
  return {
    temperature,
    known: regress(0, ({ known }) => known),
    ranks: { species: rank('species'), genus: rank('genus'), family: rank('family'), order: rank('order') },
    fitted: aims.fitted,
  };
}

interface Taught extends Sample {
  /** True where the model has a label for the species. */
  readonly known: boolean;
}

function asIs({ nodes }: Vocabulary, sample: Sample): Taught {
  return { ...sample, known: nodes.some(({ taxon, labelled }) => labelled && taxon === sample.truth) };
}

/** Every sample of a known species once more, as the model would see it had it not been taught that species. */
function withoutTruth({ nodes, places }: Vocabulary, samples: readonly Sample[]): Taught[] {
  return samples.flatMap((sample) => {
    const place = nodes.findIndex(({ taxon, labelled }) => labelled && taxon === sample.truth);
    if (place < 0 || taxonById(sample.truth)?.rank !== 'species') return [];
    const looks = sample.looks.map((look) => ({
      ...look,
      logits: look.logits.map((value, output) => (places[output] === place ? UNTAUGHT : value)),
    }));
    return [{ truth: sample.truth, looks, known: false }];
  });
}

/** A logit that no softmax gives any weight, and that stays a number in every sum. */
const UNTAUGHT = -1e4;

/** Mean log-likelihood of the true species of known animals. */
function likelihood(vocabulary: Vocabulary, cases: readonly Taught[], temperature: number): number {
  const known = cases.filter((sample) => sample.known);
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
