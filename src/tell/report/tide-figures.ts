import type { PresenceRow } from '../../count/tally/presence-line.ts';
import { againstTide, type Rate, type TideCounts, type TideRow } from '../../count/tally/tide-counts.ts';
import type { Tide } from '../../know/tide/tide.ts';

/** Where heights of the tide are from: the name of a table, or those of harmonic constituents. */
export type TideOrigin = { readonly table: string } | { readonly constituents: readonly string[] };

/** The tide of the site, and where it is from. */
export interface SiteTide {
  readonly tide: Tide;
  readonly from: TideOrigin;
}

/** Birds against the tide, in the time of a report. */
export interface TideFigures extends Omit<TideCounts, 'rows'> {
  /** The days around the highest count, by ten minutes; none where nothing was seen. */
  readonly busiest: readonly TideRow[];
  readonly from: TideOrigin;
  /** What is in no sum, for it is not between two known high waters. */
  readonly untold: Rate;
}

const SLOT_HOURS = 1 / 6;
/** From one spring tide to the next is a little less. */
const FORTNIGHT = (15 * 24) / SLOT_HOURS;

/**
 * Presence of birds against the tide of their site.
 * @param line every ten minutes of the time of a report
 */
export function tideFigures(line: readonly PresenceRow[], { tide, from }: SiteTide): TideFigures {
  const { rows, ...counts } = againstTide(line, tide);
  return { ...counts, from, busiest: busiest(rows), untold: total(rows.filter(({ highWater }) => !highWater)) };
}

/** A fortnight of whole days about the highest count that has a high water, within the rows. */
function busiest(rows: readonly TideRow[]): readonly TideRow[] {
  let most: { readonly index: number; readonly individuals: number } | undefined;
  for (const [index, { individuals, highWater }] of rows.entries())
    if (highWater && individuals && individuals > (most?.individuals ?? 0)) most = { index, individuals };
  if (!most) return [];
  const day = 24 / SLOT_HOURS;
  const middle = Math.floor(most.index / day) * day - Math.floor(FORTNIGHT / 2 / day) * day;
  const start = Math.max(0, Math.min(middle, rows.length - FORTNIGHT));
  return rows.slice(start, start + FORTNIGHT);
}

function total(rows: readonly PresenceRow[]): Rate {
  const sum = { animalSeconds: 0, lookedSeconds: 0 };
  for (const { animalSeconds, lookedSeconds } of rows) {
    sum.animalSeconds += animalSeconds;
    sum.lookedSeconds += lookedSeconds;
  }
  return sum;
}
