import type { SiteClock } from '../../base/site-clock.ts';
import type { PresenceSlot } from '../store/presence.ts';
import { Crowd } from '../visit/crowd.ts';
import type { Span } from '../visit/span.ts';

/** Ten minutes, ms. Clocks are changed by whole hours or half hours, so slots fit into each hour of the site. */
export const SLOT = 600_000;

/** Start of the ten minutes of the site's clock that hold a time, ms. */
export function slotOf(at: number, clock: SiteClock): number {
  const { day } = clock.at(at);
  return day + Math.floor((at - day) / SLOT) * SLOT;
}

/**
 * When some animals of one day were there: in each ten minutes the most at once, and for how many seconds any of them was.
 * @param from leaves out slots that start before, ms
 */
export function slotsOf(spans: readonly Span[], clock: SiteClock, from = Number.NEGATIVE_INFINITY): PresenceSlot[] {
  const crowd = new Crowd(spans);
  const slots = new Map<number, number>();
  for (const { startAt, endAt } of unionOf(spans))
    for (let slot = slotOf(startAt, clock); slot <= endAt; slot += SLOT) {
      const until = Math.min(endAt, slot + SLOT);
      // What ends as a slot begins is not in it.
      if (until === slot && startAt < slot) break;
      slots.set(slot, (slots.get(slot) ?? 0) + until - Math.max(startAt, slot));
    }
  return [...slots]
    .filter(([slot]) => slot >= from)
    .map(([slot, ms]) => {
      const most = crowd.most({ startAt: slot, endAt: slot + SLOT - 1 });
      // The last moments of a track are beside nobody, and yet somebody is there.
      return { slot, most: Math.max(1, most), seconds: ms / 1000 };
    });
}

/** Spans as few that do not touch, by start. */
function unionOf(spans: readonly Span[]): Span[] {
  const union: { startAt: number; endAt: number }[] = [];
  for (const { startAt, endAt } of [...spans].sort((a, b) => a.startAt - b.startAt)) {
    const last = union.at(-1);
    if (last && startAt <= last.endAt) last.endAt = Math.max(last.endAt, endAt);
    else union.push({ startAt, endAt });
  }
  return union;
}
