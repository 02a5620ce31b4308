import { DateTime } from 'luxon';
import type { Alert } from '../../base/domain.ts';
import { isWithin, lineage } from '../../know/taxonomy/taxa.ts';

/** What an alert or a fault counts as for a channel. */
export type Tell = 'level-1' | 'level-2' | 'first-for-site' | 'first-of-year' | 'faults';

/** What a channel is told of. */
export interface Choice {
  /** Ids of taxa of any rank, each with all within it; all where it is empty. */
  readonly species: readonly string[];
  /** Left out; where a taxon lies within both, the narrower decides. */
  readonly except: readonly string[];
  readonly tells: readonly Tell[];
}

/** Hours of the site's day in which nothing is sent, but for what breaks through. */
export interface QuietHours {
  /** `HH:MM`; a `to` before `from` is on the next day. */
  readonly from: string;
  readonly to: string;
  readonly breakThrough: readonly Tell[];
}

/** What an alert counts as: its reason, and the level of its species. */
export function tellsOf({ reason, level }: Pick<Alert, 'reason' | 'level'>): Tell[] {
  return [...(level ? [`level-${level}` as const] : []), ...(reason === 'protected' ? [] : [reason])];
}

/** True where a channel hears of an alert. */
export function hears({ species, except, tells }: Choice, alert: Pick<Alert, 'reason' | 'level' | 'taxon'>): boolean {
  if (!tellsOf(alert).some((tell) => tells.includes(tell))) return false;
  const wanted = species.length === 0 ? 0 : depthOf(alert.taxon, species);
  return wanted >= 0 && wanted > depthOf(alert.taxon, except);
}

/** How deep in the tree the narrowest of these taxa lies that holds a taxon; -1 where none does. */
function depthOf(taxon: string, among: readonly string[]): number {
  return Math.max(-1, ...among.filter((id) => isWithin(taxon, id)).map((id) => lineage(id).length));
}

/**
 * Until when nothing is sent, ms; undefined where it is not quiet. On the days on which clocks change, a time that
 * the clock passes over is the one after it, and of one that comes twice it is the first.
 * @param zone IANA name of the site's
 */
export function quietUntil({ from, to }: QuietHours, now: number, zone: string): number | undefined {
  const here = DateTime.fromMillis(now, { zone });
  const at = (day: DateTime, time: string) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return day.startOf('day').set({ hour, minute });
  };
  // Quiet hours over a midnight began the day before.
  for (const day of [here.minus({ days: 1 }), here]) {
    const start = at(day, from);
    const end = at(to > from ? day : day.plus({ days: 1 }), to);
    if (start <= here && here < end) return end.toMillis();
  }
  return undefined;
}
