import type { Media, Taxon, VisitDetail } from '../../api/types.ts';

const MOST = 5;

/** The likeliest names of all tracks, the machine's own name left out, the likeliest first; five at most. Pure. */
export function likeliestOf({ tracks, taxon }: Pick<VisitDetail, 'tracks' | 'taxon'>): Taxon[] {
  const best = new Map<string, { taxon: Taxon; score: number }>();
  for (const { verdict } of tracks)
    for (const { top } of verdict?.opinions ?? [])
      for (const one of top)
        if (one.taxon.id !== taxon.id && one.score > (best.get(one.taxon.id)?.score ?? 0)) best.set(one.taxon.id, one);
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map((one) => one.taxon);
}

/** Pictures that are still kept, the best first. Pure. */
export function bestFirst(media: readonly Media[]): Media[] {
  return media.filter(({ type, gone }) => type === 'crop' && !gone).sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}

/**
 * True where a first record waits for a second person and this one has confirmed it already: another confirmation of theirs would
 * change nothing. Names are compared as the box does. Pure.
 */
export function isOwnFirst({ outcome }: Pick<VisitDetail, 'outcome'>, name: string): boolean {
  const person = (said: string) => said.normalize('NFKC').trim().toLowerCase();
  return outcome?.status === 'awaiting' && outcome.by.some((by) => person(by) === person(name));
}
