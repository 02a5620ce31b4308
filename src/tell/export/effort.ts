import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import { type Gap, gaps } from '../../count/tally/gaps.ts';
import type { Format } from './format.ts';
import { looked, standingPart } from './looked.ts';
import { type SiteDay, siteDays } from './site-days.ts';
import { Stands } from './stands.ts';

const COLUMNS = ['station', 'camera', 'date', 'hours_stood', 'hours_looked', 'camera_days', 'why_not'];
const HOUR = 3_600_000;

/**
 * Effort by itself: a line for each day on which a camera stood at a station, once, so that its columns can be summed. In tallies the
 * same effort stands in the row of each taxon. `camera_days` is `hours_looked / 24`; `why_not` tells what filled the
 * whole minutes in which nobody looked, longest first, in hours: `dark 9.5; down 1.25`.
 */
export const effortTable: Format<string> = {
  name: 'effort',
  summary: say('export-effort', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'effort.csv',
  write: async function* (source, query) {
    const { from, to } = standingPart(source, query);
    const days = siteDays(from, to, source.timeZone);
    yield csvLine(COLUMNS);
    for (const stand of new Stands(source).all()) {
      const missing = await gaps(source.store, stand.camera, from, to);
      for (const day of days) {
        const part = { from: Math.max(day.from, from), to: Math.min(day.to, to) };
        const known = looked(source, stand, part);
        if (!known) continue;
        const hours = known.lookedMs / HOUR;
        const why = whyNot(missing, { ...day, ...part });
        yield csvLine([
          stand.station,
          stand.camera,
          day.name,
          rounded(known.stoodMs / HOUR),
          rounded(hours),
          rounded(hours / 24),
          why,
        ]);
      }
      await yieldToOthers();
    }
  },
};

/** What kept a camera from looking in a day, with the hours of each, the longest first; empty where nothing did. */
export function whyNot(missing: readonly Gap[], { from, to }: Pick<SiteDay, 'from' | 'to'>): string {
  const spent = new Map<string, number>();
  for (const { startAt, endAt, why } of missing) {
    const ms = Math.min(endAt, to) - Math.max(startAt, from);
    if (ms > 0) spent.set(why, (spent.get(why) ?? 0) + ms);
  }
  const sorted = [...spent].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.map(([why, ms]) => `${why} ${Math.round((ms / HOUR) * 100) / 100}`).join('; ');
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
