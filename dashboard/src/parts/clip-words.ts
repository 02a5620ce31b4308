import type { VisitDetail } from '../api/types.ts';
import { now } from '../base/time.ts';
import { words } from '../words/words.ts';

/** A clip is cut once nothing can join the visit any more, ms after its end. */
const CUT_WITHIN = 10 * 60_000;

/** Why a visit shows no clip: it is not kept any more, it may still come, or there is none. */
export function noClipWords({ media, closed, endAt }: Pick<VisitDetail, 'media' | 'closed' | 'endAt'>): string {
  const { clipGone, clipFollows, noClip } = words.value.visits;
  if (media.some(({ type }) => type === 'clip')) return clipGone;
  return closed && now() - Date.parse(endAt) > CUT_WITHIN ? noClip : clipFollows;
}
