import type { Followed } from './followed.ts';
import { visible } from './overlap.ts';

/** How long a track is waited for, in milliseconds. */
export interface Patience {
  /** From the first look that did not find it, with two such looks at least. */
  readonly lostMs: number;
  /** The same for one that stood still and where nothing moved since: it cannot have left, the detector only blinks. */
  readonly stillMs: number;
  /** Since it was last seen, however rarely it was looked for. About three sweep periods. */
  readonly unlookedMs: number;
  /** The same for one that flew out of the frame. */
  readonly leftMs: number;
  /** For one seen once or twice and not confirmed yet. */
  readonly unconfirmedMs: number;
}

/** Waits for about 5 frames a second and a sweep every 4 s. */
export const PATIENCE: Patience = {
  lostMs: 2_500,
  stillMs: 20_000,
  unlookedMs: 12_000,
  leftMs: 600,
  unconfirmedMs: 1_500,
};

/** A track of whose expected box less than this share lies in the frame has left it. */
const LEFT_BELOW = 0.3;

/** True if a track was not seen for so long that whatever is seen next is another animal. */
export function expired(track: Followed, at: number, patience: Patience): boolean {
  const wait = track.misses > 0 && blinks(track) ? patience.stillMs : patience.unlookedMs;
  return at - track.seenAt > wait;
}

/** True if nothing moved where it stood since it was last seen: it is still there, and only the detector blinks. */
function blinks(track: Followed): boolean {
  return track.stands && !track.stirred;
}

/** True if a track is lost at a time: looked for in vain, flown out of the frame, or not seen for too long. */
export function lost(track: Followed, at: number, patience: Patience): boolean {
  const unseen = at - track.seenAt;
  if (unseen === 0) return false;
  if (expired(track, at, patience)) return true;
  if (unseen > patience.leftMs && visible(track.expected(at)) < LEFT_BELOW) return true;
  if (track.misses === 0) return false;
  if (!track.confirmed) return unseen > patience.unconfirmedMs;
  const wait = blinks(track) ? patience.stillMs : patience.lostMs;
  return track.misses >= 2 && at - track.missedSince > wait;
}

/** Shortest and longest time between two looks at an animal that stands, in milliseconds. */
const SOON = 250;
const SELDOM = 2_000;
const SELDOM_MISSED = 1_000;

/**
 * Milliseconds from the last look at a track to the next: 0 (every frame) for one that moves, is new or is missed,
 * doubling with each look for one that stands.
 */
export function rest(track: Followed): number {
  if (!track.confirmed || track.stirred || !track.stands) return 0;
  if (track.misses > 0) return Math.min(SELDOM_MISSED, SOON * 2 ** (track.misses - 1));
  return Math.min(SELDOM, SOON * 2 ** (track.stood - 1));
}
