import type { ShadowReportFacts } from '../../tell/server/shadow-facts.ts';

/** What a candidate must have shown to be put into use without anybody's word. */
export interface PromotionRule {
  /** Tracks that both sides named. */
  readonly leastTracks: number;
  /** Most of the visits that it may have otherwise, 0 to 1. */
  readonly mostOtherwise: number;
  /** Most times as long a track may take it. */
  readonly mostSlower: number;
}

/**
 * Why a candidate is not put into use by rule, in words; undefined where it is. One by which fewer individuals of a protected species would
 * be counted never is.
 */
export function whyNotByRule(rule: PromotionRule, { tracks, counts, state }: ShadowReportFacts): string | undefined {
  if (state !== 'done') return `its run is ${state}`;
  if (tracks.looked < rule.leastTracks || !counts)
    return `${tracks.looked} tracks were named, of at least ${rule.leastTracks}`;
  const share = counts.changed / Math.max(1, counts.visits.present);
  if (share > rule.mostOtherwise)
    return `${Math.round(100 * share)} % of visits would be otherwise, of at most ${Math.round(100 * rule.mostOtherwise)} %`;
  const lost = counts.taxa.filter(
    ({ protection, present, candidate }) => protection !== undefined && candidate.individuals < present.individuals,
  );
  if (lost.length > 0) return `less would be counted of protected ${lost.map(({ taxon }) => taxon).join(', ')}`;
  const { ms } = counts;
  if (ms && ms.candidate > rule.mostSlower * ms.present)
    return `a track takes ${ms.candidate.toFixed(1)} ms of a core, where it takes ${ms.present.toFixed(1)} now`;
  return undefined;
}
