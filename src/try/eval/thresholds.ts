import type { NamedRank } from '../../see/classify/calibration.ts';

/** What a fitted calibration must hold to, on animals that the regression was not fitted to. */
export interface FitAims {
  /** Of known animals named to the species, so many must be right. */
  readonly speciesRight: number;
  /** Of unknown animals, no more may be named to a species. */
  readonly unknownNamed: number;
  /** Of known animals named to a genus, family or order, so many must be right; and as many of unknown ones. */
  readonly widerRight: number;
}

/** What Roost's own models are fitted with. */
export const AIMS: FitAims = { speciesRight: 0.95, unknownNamed: 0.04, widerRight: 0.93 };

/** Whether the model has a label for an animal's species, has none, or has one that was taken out. */
export const GROUPS = ['known', 'unknown', 'forgotten'] as const;

/** The likeliest taxon of one animal at one rank. */
export interface Candidacy {
  readonly group: (typeof GROUPS)[number];
  readonly right: boolean;
  /** How likely it is right by a regression that has not seen its kind, 0 to 1. */
  readonly p: number;
}

/** Thresholds that are tried, from the least strict on; where none will do, the strictest. */
const THRESHOLDS = Array.from({ length: 50 }, (_, i) => (50 + i) / 100);
/** The aims must hold at so many thresholds in a row: at a single one they may hold by luck. */
const IN_A_ROW = 3;

/**
 * The least strict threshold at which, and just beyond which, the aims hold: for animals that the model knows, for those
 * that it does not, and for those that it knows and was made to forget, each by themselves.
 * @returns 0.5 to 0.99; 0.99 where the aims hold nowhere
 */
export function thresholdOf(rank: NamedRank, candidacies: readonly Candidacy[], aims: FitAims): number {
  const groups = GROUPS.map((group) => candidacies.filter((one) => one.group === group));
  const holds = (threshold: number) => {
    if (rank !== 'species') return groups.every((ones) => right(ones, threshold) >= aims.widerRight);
    const [known, ...unknown] = groups;
    return (
      right(known!, threshold) >= aims.speciesRight &&
      unknown.every((ones) => wrong(ones, threshold) <= aims.unknownNamed)
    );
  };
  const held = THRESHOLDS.map(holds);
  const first = held.findIndex((_, i) => held.slice(i, i + IN_A_ROW).every(Boolean));
  return THRESHOLDS[first < 0 ? THRESHOLDS.length - 1 : first]!;
}

/** Share right of those that are named; 1 where none is. */
function right(ones: readonly Candidacy[], threshold: number): number {
  const named = ones.filter(({ p }) => p >= threshold);
  return named.length === 0 ? 1 : named.filter((one) => one.right).length / named.length;
}

/** Share of all that are named, and wrong; 0 of none. */
function wrong(ones: readonly Candidacy[], threshold: number): number {
  return ones.length === 0 ? 0 : ones.filter((one) => one.p >= threshold && !one.right).length / ones.length;
}
