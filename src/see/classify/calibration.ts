import type { Rank } from '../../base/domain.ts';

/** Ranks that a classifier can reach by itself; the class is the detector's. Narrowest first. */
export const NAMED_RANKS = ['species', 'genus', 'family', 'order'] as const satisfies readonly Rank[];

/** A rank below the class. */
export type NamedRank = (typeof NAMED_RANKS)[number];

/** What speaks for a taxon at a rank. */
export interface Evidence {
  /** Its score: what its labels sum to, with the prior; 0 to 1. */
  readonly share: number;
  /** Share of the looks, by weight, whose own best at this rank it is; 0 to 1. */
  readonly agreement: number;
  /** Energy of the fused looks, see {@link fuse}. */
  readonly energy: number;
}

/** A logistic regression over the evidence: `1 / (1 + exp(-(bias + share * logit(share) + ...)))`. */
export interface Logistic {
  readonly bias: number;
  readonly share: number;
  readonly agreement: number;
  readonly energy: number;
}

/** Numbers that `roost eval --fit` worked out for one model from labelled pictures. */
export interface Calibration {
  /** Divides the logits before the softmax. */
  readonly temperature: number;
  /** How likely the animal is of a taxon that the model was taught. */
  readonly known: Logistic;
  /** For each rank: how likely its best taxon is right, and from where on it is said. */
  readonly ranks: Readonly<Record<NamedRank, Logistic & { readonly threshold: number }>>;
  /** Which pictures, how many, and when, in words. */
  readonly fitted: string;
}

/** Says that the share itself is how likely a taxon is right. */
const BY_SHARE: Logistic = { bias: 0, share: 1, agreement: 0, energy: 0 };

/**
 * For a model that nobody has fitted: SpeciesNet's rule, a species from 0.8 on, a wider taxon from 0.65 on
 * (Gadot et al. 2024, To crop or not to crop).
 */
export const UNFITTED: Calibration = {
  temperature: 1,
  known: BY_SHARE,
  ranks: {
    species: { ...BY_SHARE, threshold: 0.8 },
    genus: { ...BY_SHARE, threshold: 0.65 },
    family: { ...BY_SHARE, threshold: 0.65 },
    order: { ...BY_SHARE, threshold: 0.65 },
  },
  fitted: 'not fitted',
};

/** How likely a taxon is right, 0 to 1, by the evidence for it. */
export function probability({ bias, ...weights }: Logistic, evidence: Evidence): number {
  const features = featuresOf(evidence);
  const sum =
    bias + weights.share * features.share + weights.agreement * features.agreement + weights.energy * features.energy;
  return 1 / (1 + Math.exp(-sum));
}

/** Shares from this to 1 minus this differ for the regression; beyond lies rounding. */
const LEAST = 1e-4;

/** The evidence as the regression sees it: the share as log-odds, the rest as it is. */
export function featuresOf({ share, agreement, energy }: Evidence): Evidence {
  const kept = Math.min(1 - LEAST, Math.max(LEAST, share));
  return { share: Math.log(kept / (1 - kept)), agreement, energy };
}
