import { type AgainSetup, isAnimal, type Media, type NamedAgain, type Track } from '../../base/domain.ts';
import { isAsked, type NamingAgain, nameAgain } from './name.ts';
import { keptCrops } from './picture.ts';

/**
 * Why a track was not named again: no classifier is for its kind; no crop of it was ever kept; its crops went to make room or with
 * their time; people were wiped out of them, so that they do not show what the box saw; or they cannot be read.
 */
export type LeftOut = 'kind' | 'never-kept' | 'gone' | 'people' | 'unreadable';

/** What naming history again stands on. */
export interface HistoryParts {
  readonly setup: AgainSetup;
  readonly by: NamingAgain;
  /** The data folder. */
  readonly data: string;
  media(track: string): readonly Media[];
  now(): number;
}

/**
 * Names an ended track again from its kept crops.
 * @returns what it is called, or why it was left out
 * @throws RoostError (rejects) where inference failed; the signal's reason where it was aborted
 */
export async function nameOfHistory(
  track: Track,
  { setup, by, data, media, now }: HistoryParts,
  signal: AbortSignal,
): Promise<NamedAgain | LeftOut> {
  if (!isAsked(track.kind, by)) return 'kind';
  const rows = media(track.id);
  const crops = await keptCrops(rows, data, signal);
  if (crops.length === 0) return whyNone(rows);
  const verdict = await nameAgain(track, crops, by, signal);
  return verdict ? { track: track.id, setup, at: now(), verdict } : 'unreadable';
}

/** Whether a track is one that can be named again: an animal that is gone, and no second box around another one. */
export function isHistory({ kind, ended }: Track): boolean {
  return isAnimal(kind) && ended !== undefined && ended !== 'double';
}

/** Why none of a track's media shows what the box saw. */
function whyNone(media: readonly Media[]): LeftOut {
  const crops = media.filter(({ type }) => type === 'crop');
  if (crops.length === 0) return 'never-kept';
  const kept = crops.filter(({ gone }) => !gone);
  if (kept.length === 0) return 'gone';
  return kept.every(({ blurred }) => blurred) ? 'people' : 'unreadable';
}
