import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import { knownPart } from '../../count/tally/recorded.ts';
import { tally } from '../../count/tally/tally.ts';
import type { Format } from './format.ts';

const COLUMNS = ['taxon', 'scientific', 'hour', 'visits', 'present_hours', 'effort_hours', 'activity', 'share'];

/**
 * Activity by hour of the site's day, weighted by effort: `activity` is hours present a clear hour of effort in that hour of the day, and
 * `share` its part of the sum over the hours that were looked at, so that nights in which no camera sees do not look quiet. Both are
 * empty where nobody looked.
 */
export const activityByHour: Format<string> = {
  name: 'activity',
  summary: say('export-activity', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'activity.csv',
  write: async function* (source, query) {
    yield csvLine(COLUMNS);
    const part = knownPart(source.store, query, source.now, source.timeZone);
    if (!part) return;
    const rows = tally(source.store, {
      ...part,
      zone: source.timeZone,
      period: 'year',
      by: ['taxon', 'hour'],
      basis: query.basis,
    });
    const taxa = new Map<string, Hour[]>();
    for (const { taxon, hour, visits, presentHours, effortDays } of rows) {
      const hours = taxa.get(taxon!) ?? Array.from({ length: 24 }, () => ({ visits: 0, present: 0, effort: 0 }));
      const own = hours[hour!]!;
      own.visits += visits ?? 0;
      own.present += presentHours ?? 0;
      own.effort += effortDays * 24;
      taxa.set(taxon!, hours);
    }
    for (const [taxon, hours] of taxa) {
      if (hours.every(({ visits, present }) => visits === 0 && present === 0)) continue;
      const rates = hours.map(({ present, effort }) => (effort > 0 ? present / effort : undefined));
      const sum = rates.reduce<number>((total, rate) => total + (rate ?? 0), 0);
      for (const [hour, { visits, present, effort }] of hours.entries()) {
        const rate = rates[hour];
        const share = rate === undefined || sum === 0 ? null : rounded(rate / sum);
        yield csvLine([
          ...[taxon, source.scientific(taxon), hour, visits, rounded(present), rounded(effort)],
          ...[rate === undefined ? null : rounded(rate), share],
        ]);
      }
    }
  },
};

/** Of one taxon, in one hour of the day; hours. */
interface Hour {
  visits: number;
  present: number;
  effort: number;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
