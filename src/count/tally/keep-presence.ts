import { isDeepStrictEqual } from 'node:util';
import type { SiteClock } from '../../base/site-clock.ts';
import { contributionsOf } from '../review/parts.ts';
import type { VisitNews } from '../store/change.ts';
import type { PresenceSlot } from '../store/presence.ts';
import type { Tables } from '../store/store.ts';
import type { ReviewedHead, VisitHead } from '../store/visit-row.ts';
import { PresenceCells } from './presence-cells.ts';
import { counting } from './presence-sums.ts';
import { slotOf, slotsOf } from './slots.ts';

const HOUR = 3_600_000;

/** How the slots of a visit changed: those that were, and are; undefined where they did not. */
type Grown = { readonly was: readonly PresenceSlot[]; readonly is: readonly PresenceSlot[] } | undefined;

/** Keeps presence, and its sums, in step with visits. */
export class PresenceKeeper {
  readonly #clock: SiteClock;

  constructor(clock: SiteClock) {
    this.#clock = clock;
  }

  /** Takes a change of a visit over, inside its transaction. */
  take({ before, after }: VisitNews, tables: Tables): void {
    const grown = after && this.#slots(before, after, tables);
    if (!before || !after || !isDeepStrictEqual(countsAs(before), countsAs(after))) {
      if (before) this.#sumUp(tables, [before.visit, ...(after ? [after.visit] : [])]);
      else if (after) this.#add(tables, after, tables.presence.of(after.visit.id));
    } else if (grown) this.#grow(tables, before, after, grown);
  }

  /**
   * Brings the slots of a visit up to date: while it is open when a new slot begins, and when it is over; so that a colony that is
   * there all day does not cost more with each of its tracks. At once where a visit becomes shorter, as when a track turns out to be
   * of another visit: nothing may stand in slots that its own span no longer tells of.
   */
  #slots(was: ReviewedHead | undefined, { visit, outcome }: ReviewedHead, { presence, countable }: Tables): Grown {
    const before = presence.of(visit.id);
    if (contributionsOf({ visit, ...(outcome && { outcome }) }).length === 0) {
      if (before.length > 0) presence.put(visit.id, []);
      return undefined;
    }
    const last = before.at(-1)?.slot ?? Number.MIN_SAFE_INTEGER;
    const shorter = was && (visit.startAt > was.visit.startAt || visit.endAt < was.visit.endAt);
    if (!visit.closed && !shorter && slotOf(visit.endAt, this.#clock) <= last) return undefined;
    const from = visit.closed || shorter ? Number.MIN_SAFE_INTEGER : last;
    const is = slotsOf(countable.spansOf(visit.id, from), this.#clock, from);
    const known = before.filter(({ slot }) => slot >= from);
    if (isDeepStrictEqual(known, is)) return undefined;
    presence.put(visit.id, is, from);
    return { was: known, is };
  }

  #add({ presence }: Tables, { visit, outcome }: ReviewedHead, slots: readonly PresenceSlot[]): void {
    const cells = new PresenceCells(this.#clock);
    for (const slot of counting(slots, { visit, ...(outcome && { outcome }) })) cells.add(slot);
    for (const cell of cells.take()) presence.putCell(cell);
  }

  /** Adds by how much a visit is longer there; sums its hours up again where it is not only longer. */
  #grow(tables: Tables, before: ReviewedHead, after: ReviewedHead, { was, is }: NonNullable<Grown>): void {
    const known = new Map(was.map((slot) => [slot.slot, slot]));
    const now = new Map(is.map((slot) => [slot.slot, slot]));
    const less = was.some(({ slot, most, seconds }) => {
      const same = now.get(slot);
      return !same || same.most < most || same.seconds < seconds;
    });
    if (less || after.outcome) this.#sumUp(tables, [before.visit, after.visit]);
    else
      this.#add(
        tables,
        after,
        is.map((slot) => ({ ...slot, seconds: slot.seconds - (known.get(slot.slot)?.seconds ?? 0) })),
      );
  }

  /** Sums every hour of the site up again in which some visits were there. */
  #sumUp(tables: Tables, visits: readonly VisitHead[]): void {
    const hours = new Map<string, { readonly camera: string; readonly at: number }>();
    for (const { camera, startAt, endAt } of visits)
      for (let at = startAt; ; at = Math.min(at + HOUR, endAt)) {
        const { day, hour } = this.#clock.at(at);
        hours.set(JSON.stringify([camera, day, hour]), { camera, at });
        if (at >= endAt) break;
      }
    for (const { camera, at } of hours.values()) this.#sumHour(tables, camera, at);
  }

  #sumHour({ presence }: Tables, camera: string, at: number): void {
    const { day, end, hour } = this.#clock.at(at);
    // On a day on which the clock is set an hour lies elsewhere, or comes twice.
    const even = end - day === 24 * HOUR;
    const [from, to] = even ? [day + hour * HOUR, day + (hour + 1) * HOUR] : [day, end];
    const cells = new PresenceCells(this.#clock);
    for (const slot of presence.between(camera, from, to))
      if (even || this.#clock.at(slot.slot).hour === hour) cells.add(slot);
    presence.putHour({ day, hour, camera }, cells.take());
  }
}

/** What of a visit presence is summed by. */
function countsAs({ visit, outcome }: ReviewedHead) {
  return [visit.camera, visit.zone, contributionsOf({ visit, ...(outcome && { outcome }) })];
}
