import type { RoomFacts } from '../count/record/make-room.ts';

/** So many days before the room is used up health says so. */
const EARLY_DAYS = 7;

/**
 * What is not as it should be with the room for pictures and clips, in words; undefined where all is well. That common clips go once
 * the room is used is no trouble: it is what was asked for. That it will soon begin is said before.
 */
export function roomTrouble(facts: RoomFacts): string | undefined {
  const { free, floor, budget, perDay, daysLeft, went, stuck, lost } = facts;
  if (stuck)
    return `The disk is filling up: ${size(free)} are free, ${size(floor)} should be, and no picture or clip is left that could go. Remove other files from the disk, or take a larger one`;
  if (lost)
    return `The disk is too small: no clip of a common visit is left, and others go as well. Keep more with a larger disk or retention.mediaGigabytes`;
  if (went.files > 0 || daysLeft === undefined || daysLeft > EARLY_DAYS) return undefined;
  return `Room for pictures and clips is left for ${days(daysLeft)} at ${size(perDay!)} a day (${size(budget)} at most, ${size(floor)} of the disk stay free); then clips of long common visits go first. Nothing need be done, or take a larger disk, or set evidence.clips`;
}

function days(left: number): string {
  return left < 1 ? 'less than a day' : `${Math.floor(left)} ${left < 2 ? 'day' : 'days'}`;
}

/** Bytes as people read them. */
function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
