import { isAnimal, KINDS, type Kind } from '../../base/domain.ts';
import { isWithin } from '../../know/taxonomy/taxa.ts';
import { type KindSummary, kindSummary, ofKind } from './kinds.ts';
import type { Outcome, Result } from './outcome.ts';

/** Counts of outcomes, and the shares that matter; a share of nothing is null. */
export interface Share {
  readonly pictures: number;
  readonly results: Readonly<Record<Result, number>>;
  /** Named to the species, of all that were found or not. */
  readonly named: number | null;
  /** Right, of those named to the species. */
  readonly namedRight: number | null;
  /** Right at whatever rank the verdict has, of those found. */
  readonly anyRankRight: number | null;
}

/** A bar of the reliability curve: of verdicts with scores in a range, how many are right. */
export interface Reliability {
  readonly from: number;
  readonly to: number;
  readonly verdicts: number;
  readonly meanScore: number;
  readonly right: number;
}

/** A species that was called another, and how often. */
export interface Confusion {
  readonly truth: string;
  readonly called: string;
  readonly times: number;
}

/** A rule's result on the same pictures, for comparison. */
export interface RuleSummary {
  readonly known: { readonly named: number | null; readonly namedRight: number | null };
  readonly unknown: { readonly named: number | null };
}

/** What an evaluation came to. */
export interface Summary {
  readonly all: Share;
  /** Animals whose species a classifier knows. */
  readonly known: Share;
  /** Animals of species that no classifier knows. */
  readonly unknown: Share;
  /** The same two of one kind each. */
  readonly byKind: readonly { readonly kind: Kind; readonly known: Share; readonly unknown: Share }[];
  readonly kinds: KindSummary;
  readonly blanks: { readonly pictures: number; readonly false: number };
  readonly confusions: readonly Confusion[];
  readonly reliability: readonly Reliability[];
  readonly frigate: RuleSummary;
  readonly millisecondsMedian: number;
}

const RESULTS: readonly Result[] = [
  'species-right',
  'species-wrong',
  'rolled-up-right',
  'rolled-up-wrong',
  'unidentified',
  'missed',
  'blank',
  'false',
];

/** Counts and shares of an evaluation. Pure. */
export function summarise(outcomes: readonly Outcome[]): Summary {
  const animals = outcomes.filter(({ truth }) => truth !== undefined);
  const blanks = outcomes.filter(({ truth }) => truth === undefined);
  const known = animals.filter((outcome) => outcome.known);
  const unknown = animals.filter((outcome) => !outcome.known);
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    all: shareOf(animals),
    known: shareOf(known),
    unknown: shareOf(unknown),
    byKind: KINDS.filter(isAnimal).map((kind) => ({
      kind,
      known: shareOf(ofKind(known, kind)),
      unknown: shareOf(ofKind(unknown, kind)),
    })),
    kinds: kindSummary(animals),
    blanks: { pictures: blanks.length, false: blanks.filter(({ result }) => result === 'false').length },
    confusions: confusionsOf(animals),
    reliability: reliabilityOf(outcomes),
    frigate: { known: frigateOf(known), unknown: { named: frigateOf(unknown).named } },
    millisecondsMedian: times[Math.floor(times.length / 2)] ?? 0,
  };
}

function shareOf(outcomes: readonly Outcome[]): Share {
  const results = Object.fromEntries(
    RESULTS.map((name) => [name, outcomes.filter(({ result }) => result === name).length]),
  ) as Record<Result, number>;
  const named = results['species-right'] + results['species-wrong'];
  const right = results['species-right'] + results['rolled-up-right'] + results.unidentified;
  return {
    pictures: outcomes.length,
    results,
    named: ratio(named, outcomes.length),
    namedRight: ratio(results['species-right'], named),
    anyRankRight: ratio(right, outcomes.length - results.missed),
  };
}

function confusionsOf(outcomes: readonly Outcome[]): Confusion[] {
  const pairs = new Map<string, Confusion>();
  for (const { truth, verdict, result } of outcomes) {
    if (!verdict || !truth || (result !== 'species-wrong' && result !== 'rolled-up-wrong')) continue;
    const key = `${truth} ${verdict.taxon}`;
    pairs.set(key, { truth, called: verdict.taxon, times: (pairs.get(key)?.times ?? 0) + 1 });
  }
  return [...pairs.values()].sort((a, b) => b.times - a.times || a.truth.localeCompare(b.truth));
}

const BARS = 10;

/** Verdicts below the class, by score: a score of 0.9 should be right nine times in ten. A named blank is wrong. */
function reliabilityOf(outcomes: readonly Outcome[]): Reliability[] {
  const judged = outcomes.flatMap(({ verdict, result }) =>
    verdict && verdict.rank !== 'class' ? [{ score: verdict.score, right: result.endsWith('-right') }] : [],
  );
  return Array.from({ length: BARS }, (_, i) => {
    const inside = judged.filter(({ score }) => Math.min(BARS - 1, Math.floor(score * BARS)) === i);
    const mean = inside.reduce((sum, { score }) => sum + score, 0) / Math.max(1, inside.length);
    return {
      from: i / BARS,
      to: (i + 1) / BARS,
      verdicts: inside.length,
      meanScore: mean,
      right: inside.filter(({ right }) => right).length,
    };
  }).filter(({ verdicts }) => verdicts > 0);
}

function frigateOf(outcomes: readonly Outcome[]) {
  const named = outcomes.filter(({ frigate }) => frigate);
  const right = named.filter(({ frigate, truth }) => isWithin(truth!, frigate!.taxon));
  return { named: ratio(named.length, outcomes.length), namedRight: ratio(right.length, named.length) };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
