import type { CountsDiffFacts, FindsDiffFacts, ShadowReportFacts } from '../../tell/server/shadow-facts.ts';

/** What a candidate must have shown to be put into use without anybody's word. */
export interface PromotionRule {
  /** Tracks that both sides named; of a detector, followed animals that stood in pictures which both looked at. */
  readonly leastTracks: number;
  /** Most of the visits that it may have otherwise, or of the animals in pictures that it may find otherwise, 0 to 1. */
  readonly mostOtherwise: number;
  /** Most times as long a track, or a picture, may take it. */
  readonly mostSlower: number;
}

/**
 * Why a candidate is not put into use by rule, in words; undefined where it is. One by which fewer individuals of a protected species would
 * be counted never is, nor one that overlooks an animal of a protected species in each of its pictures.
 */
export function whyNotByRule(rule: PromotionRule, report: ShadowReportFacts): string | undefined {
  const { tracks, counts, finds, state } = report;
  if (state !== 'done') return `its run is ${state}`;
  if (tracks.looked < rule.leastTracks || (!counts && !finds))
    return `${tracks.looked} tracks were ${report.kind === 'detector' ? 'in pictures' : 'named'}, of at least ${rule.leastTracks}`;
  return (finds && whyNotFinding(rule, finds)) ?? (counts && whyNotNaming(rule, counts));
}

function whyNotNaming(rule: PromotionRule, { visits, changed, taxa, ms }: CountsDiffFacts): string | undefined {
  const share = changed / Math.max(1, visits.present);
  if (share > rule.mostOtherwise) return otherwise('of visits would be otherwise', share, rule);
  const lost = taxa.filter(
    ({ protection, present, candidate }) => protection !== undefined && candidate.individuals < present.individuals,
  );
  if (lost.length > 0) return `less would be counted of protected ${lost.map(({ taxon }) => taxon).join(', ')}`;
  return ms && slower('a track', ms, rule);
}

function whyNotFinding(rule: PromotionRule, { cameras, taxa }: FindsDiffFacts): string | undefined {
  const sum = (of: (camera: FindsDiffFacts['cameras'][number]) => number) =>
    cameras.reduce((before, camera) => before + of(camera), 0);
  const alone = sum(({ presentOnly, candidateOnly }) => presentOnly + candidateOnly);
  const both = sum(({ both }) => both);
  const share = (alone + sum(({ otherKind }) => otherKind)) / Math.max(1, alone + both);
  if (share > rule.mostOtherwise) return otherwise('of the animals in pictures would be found otherwise', share, rule);
  const lost = taxa.filter(({ protection, overlooked }) => protection !== undefined && overlooked > 0);
  if (lost.length > 0) return `it overlooks protected ${lost.map(({ taxon }) => taxon).join(', ')}`;
  const pictures = Math.max(
    1,
    sum(({ pictures }) => pictures),
  );
  const mean = (side: 'present' | 'candidate') => sum(({ pictures, ms }) => pictures * ms[side]) / pictures;
  return slower('a picture', { present: mean('present'), candidate: mean('candidate') }, rule);
}

function otherwise(what: string, share: number, { mostOtherwise }: PromotionRule): string {
  return `${Math.round(100 * share)} % ${what}, of at most ${Math.round(100 * mostOtherwise)} %`;
}

function slower(
  what: string,
  { present, candidate }: { readonly present: number; readonly candidate: number },
  { mostSlower }: PromotionRule,
): string | undefined {
  if (candidate <= mostSlower * present) return undefined;
  return `${what} takes ${candidate.toFixed(1)} ms of a core, where it takes ${present.toFixed(1)} now`;
}
