import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { SiteClock } from '../../base/site-clock.ts';
import { contributionsOf, PARTS } from '../review/parts.ts';
import type { PresenceOf } from '../store/presence.ts';
import type { Store } from '../store/store.ts';
import { seenIn } from './presence-cells.ts';
import { type PresenceSource, slotsIn } from './presence-sums.ts';
import { SLOT, slotOf } from './slots.ts';
import { summedAs, type TallyQuery } from './tally.ts';

/** Ten minutes of the site's time. */
export interface PresenceRow {
  /** Its start, ms. */
  readonly at: number;
  /**
   * The most seen at once, by camera, zone and taxon, added up: those of one taxon in one visit after another are not added. Null
   * where nobody looked and nothing was seen.
   */
  readonly individuals: number | null;
  /** How long animals were there: of each visit the seconds, times the most of them at once. */
  readonly animalSeconds: number;
  /** How long cameras could see, that of several added. */
  readonly lookedSeconds: number;
}

/** What the line is read from. */
export interface LineSource extends PresenceSource {
  readonly effort: Pick<Store['effort'], 'cameras' | 'lookedBy'>;
  readonly sums: Pick<Store['sums'], 'presence' | 'rule' | 'taxa' | 'cameras'>;
}

/** Which presence: of what is within a taxon, of all wild animals without one, as tallies sum them. */
export type LineQuery = Pick<TallyQuery, 'from' | 'to' | 'zone' | 'cameras' | 'within' | 'domestic' | 'basis'>;

/** Ten minutes of one day at a time are read. */
const CHUNK = 144 * SLOT;

/**
 * Presence by ten minutes: every ten minutes that start in the range, also those in which nobody looked.
 * @param signal aborted when nobody waits for it any more
 */
export async function presenceLine(source: LineSource, query: LineQuery, signal?: AbortSignal): Promise<PresenceRow[]> {
  const clock = new SiteClock(query.zone);
  const cameras = query.cameras ?? [...new Set([...source.effort.cameras(), ...source.sums.cameras()])];
  const counted = { parts: PARTS[query.basis ?? 'best'], as: summedAs(source.sums.taxa(), query, false) };
  const began = slotOf(query.from, clock);
  const rows: PresenceRow[] = [];
  for (let from = began === query.from ? began : began + SLOT; from < query.to; from += CHUNK) {
    const range = { from, to: Math.min(from + CHUNK, query.to) };
    const sums = new Map<number, Sum>();
    const sumOf = (at: number) => {
      const sum = sums.get(at) ?? { most: new Map(), animalSeconds: 0, lookedSeconds: 0 };
      sums.set(at, sum);
      return sum;
    };
    for (const camera of cameras)
      for (const { at, lookedSeconds } of source.effort.lookedBy(SLOT, camera, from, from + CHUNK))
        sumOf(at).lookedSeconds += lookedSeconds;
    for (const slot of slotsIn(source, cameras, range, clock)) add(sumOf(slot.slot), slot, counted);
    for (let at = range.from; at < range.to; at += SLOT) rows.push(rowOf(at, sums.get(at)));
    await yieldToOthers();
    signal?.throwIfAborted();
  }
  return rows;
}

interface Sum {
  /** By camera, zone and taxon. */
  readonly most: Map<string, number>;
  animalSeconds: number;
  lookedSeconds: number;
}

function add(
  sum: Sum,
  slot: PresenceOf,
  { parts, as }: { parts: readonly string[]; as: ReadonlyMap<string, string> },
): void {
  for (const contribution of contributionsOf(slot)) {
    if (!parts.includes(contribution.part) || !as.has(contribution.taxon)) continue;
    const key = JSON.stringify([slot.camera, slot.zone, contribution.taxon]);
    const seen = seenIn(slot, contribution);
    sum.most.set(key, Math.max(seen, sum.most.get(key) ?? 0));
    sum.animalSeconds += seen * slot.seconds;
  }
}

function rowOf(at: number, sum: Sum | undefined): PresenceRow {
  if (!sum) return { at, individuals: null, animalSeconds: 0, lookedSeconds: 0 };
  const individuals = [...sum.most.values()].reduce((all, most) => all + most, 0);
  const known = sum.lookedSeconds > 0 || sum.most.size > 0;
  // To the millisecond, which tracks and minutes are told to.
  const [animalSeconds, lookedSeconds] = [sum.animalSeconds, sum.lookedSeconds].map((s) => Math.round(s * 1000) / 1000);
  return { at, individuals: known ? individuals : null, animalSeconds: animalSeconds!, lookedSeconds: lookedSeconds! };
}
