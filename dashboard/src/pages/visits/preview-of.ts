import type { Media, VisitDetail } from '../../api/types.ts';

/** What moves in the preview of a visit: a part of its clip from a second on, or its crops one after another. */
export type Moving =
  | { readonly clip: string; readonly from: number }
  | { readonly crops: readonly string[] }
  /** There is nothing that could move. */
  | 'nothing';

/** A preview begins so long before the visit, s: what comes is seen coming. */
const BEFORE = 0.5;
/** So many crops are stepped through. */
const MOST = 8;

/** What a preview of a visit shows. Pure. */
export function movingOf({ media, startAt }: Pick<VisitDetail, 'media' | 'startAt'>): Moving {
  const kept = media.filter(({ gone }) => !gone);
  const clip = kept.find(({ type }) => type === 'clip');
  if (clip) return { clip: clip.id, from: Math.max(0, (Date.parse(startAt) - Date.parse(clip.at)) / 1000 - BEFORE) };
  const crops = kept.filter(({ type }) => type === 'crop');
  if (crops.length < 2) return 'nothing';
  const best = [...crops].sort((a, b) => (b.score ?? 0) - (a.score ?? 0)).slice(0, MOST);
  return { crops: best.sort(inTime).map(({ id }) => id) };
}

const inTime = (a: Media, b: Media) => a.at.localeCompare(b.at);
