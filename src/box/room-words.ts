import { say } from '../base/said/said.ts';
import type { RoomFacts } from '../count/record/make-room.ts';

/** So many days before the room is used up health says so. */
const EARLY_DAYS = 7;

/**
 * What is not as it should be with the room for pictures and clips, in words; undefined where all is well. That common clips go once
 * the room is used is no trouble: it is what was asked for. That it will soon begin is said before.
 */
export function roomTrouble(facts: RoomFacts): string | undefined {
  const { free, floor, budget, perDay, daysLeft, went, stuck, lost } = facts;
  if (stuck) return say('disk-full', { free, floor });
  if (lost) return say('disk-too-small', {});
  if (went.files > 0 || daysLeft === undefined || daysLeft > EARLY_DAYS) return undefined;
  return say('room-ends-soon', { left: daysLeft, perDay: perDay!, budget, floor });
}
