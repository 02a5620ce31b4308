import type { Rank } from '../../base/domain.ts';
import { lineage } from '../taxonomy/taxa.ts';

/** Ranks that a taught name may have, deepest first. */
export const TAUGHT_RANKS = ['species', 'genus', 'family'] as const satisfies readonly Rank[];

/** What of the second best is taken from the best: two that are as likely as one another are neither one sure. */
const SECOND = 0.5;

/** The best of some groups of taxa. */
export interface Winner {
  /** Id of the group. */
  readonly group: string;
  /** Its best score, less a part of that of the best other group. */
  readonly value: number;
}

/** The taxon of that rank that each is part of; itself where it is of a wider rank, or has none of that rank above. */
export function groupsAt(taxa: readonly string[], rank: Rank): string[] {
  return taxa.map((taxon) => lineage(taxon).find((one) => one.rank === rank)?.id ?? taxon);
}

/**
 * Which group of taxa wins, and how clearly.
 * @param groups the group of each taxon
 * @param without a group that does not take part
 * @returns undefined where no group is left
 */
export function winnerOf(scores: Float64Array, groups: readonly string[], without?: string): Winner | undefined {
  let best = -1;
  for (let i = 0; i < scores.length; i++)
    if (groups[i] !== without && (best < 0 || scores[i]! > scores[best]!)) best = i;
  if (best < 0) return undefined;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++)
    if (groups[i] !== without && groups[i] !== groups[best]) second = Math.max(second, scores[i]!);
  return { group: groups[best]!, value: scores[best]! - (Number.isFinite(second) ? SECOND * second : 0) };
}
