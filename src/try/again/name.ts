import { DateTime } from 'luxon';
import type { ReviewReason, Track, Verdict } from '../../base/domain.ts';
import { Asker, type Classify, type Looks, together } from '../../see/classify/ask.ts';
import { verdictOn } from '../../see/classify/verdict.ts';
import type { CropToName } from '../../see/classify/views.ts';
import type { Naming } from '../../see/watch/naming.ts';

/** What tracks are named again with. */
export interface NamingAgain {
  readonly naming: Naming;
  readonly classifier: Classify;
}

/** As much of a verdict as counting goes by. */
export interface Name {
  readonly taxon: string;
  readonly rank: Verdict['rank'];
  readonly score: number;
  readonly review: ReviewReason[];
}

/**
 * Names a track again from its kept crops, as its watcher did from those that it had: the same pictures of each crop, fusion, prior and
 * rules. The detector that found it is cited as before.
 * @returns undefined where no classifier is for its kind, or there is nothing to look at
 * @throws RoostError (rejects) where inference failed; the signal's reason where it was aborted
 */
export async function nameAgain(
  track: Pick<Track, 'kind' | 'camera' | 'score' | 'endAt' | 'verdict'>,
  crops: readonly CropToName[],
  { naming, classifier }: NamingAgain,
  signal?: AbortSignal,
): Promise<Verdict | undefined> {
  const asker = new Asker({ ...naming, camera: track.camera, classifier });
  if (!asker.asks(track.kind)) return undefined;
  const best = crops.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  let looks: Looks = new Map();
  for (const crop of best) looks = together(looks, await asker.look(track.kind, crop, looks, signal));
  if (best.length === 0) return undefined;
  const subject = {
    ...{ kind: track.kind, score: track.score, looks },
    crops: best.map(({ at, box }) => ({ at, box })),
  };
  const detector = track.verdict?.models[0] ?? naming.detector;
  const month = DateTime.fromMillis(track.endAt, { zone: naming.timeZone }).month;
  return verdictOn(subject, { ...naming, detector }, month);
}

/** Whether any classifier is asked about a kind. */
export function isAsked(kind: Track['kind'], { naming, classifier }: NamingAgain): boolean {
  return new Asker({ ...naming, camera: '', classifier }).asks(kind);
}

/** As much of a verdict as counting goes by; null of none. */
export function nameOfVerdict(verdict: Verdict | undefined): Name | null {
  if (!verdict) return null;
  const { taxon, rank, score, review } = verdict;
  return { taxon, rank, score, review: [...review] };
}
