import { isDeepStrictEqual } from 'node:util';
import { SiteClock } from '../../base/site-clock.ts';
import type { CountableVisit } from '../store/countable.ts';
import type { Tables } from '../store/store.ts';
import { rebuild } from './rebuild.ts';
import { rejudge } from './rejudge.ts';
import { type DailyRule, ruleOf, ruleText } from './rule.ts';
import { type MovedPart, movedParts, spansAt } from './stations.ts';
import { sumHour } from './sum-hour.ts';

/** What became of sums under a rule: as they were, those of some records judged anew, or all made anew. */
export type Kept = 'same' | 'judged' | 'remade';

/**
 * Has sums follow a rule from now on. Where only cameras belong to other stations than before, the records of those stations are
 * judged anew in that time, and what follows from them is summed anew. Otherwise, and where sums are out of date, all are made
 * anew, which reads every visit and minute. Inside `store.write` only.
 */
export function keepUnder(tables: Tables, rule: DailyRule): Kept {
  const text = ruleText(rule);
  const stored = tables.sums.rule();
  if (stored === text) return 'same';
  const kept = ruleOf(tables.sums);
  // A text that is written otherwise today is of sums that were made otherwise.
  if (kept && ruleText(kept) === stored && sameButStations(kept, rule)) {
    tables.daily.putRule(text);
    return rejudgeMoved(tables, movedParts(kept.stations, rule.stations), rule) ? 'judged' : 'same';
  }
  rebuild(tables, rule, text);
  return 'remade';
}

function sameButStations({ stations: _a, ...a }: DailyRule, { stations: _b, ...b }: DailyRule): boolean {
  return isDeepStrictEqual(a, b);
}

/** A part of time that is to be judged anew, from its first change to its last; ms. */
interface Changed {
  from: number;
  until: number;
}

/** @returns true where anything was recorded in the parts */
function rejudgeMoved(tables: Tables, parts: readonly MovedPart[], rule: DailyRule): boolean {
  const clock = new SiteClock(rule.timeZone);
  const lanes = new Map<string, Map<string, Changed>>();
  for (const part of parts)
    for (const taxon of tables.sums.taxa()) {
      const span = tables.countable.spanIn({ camera: part.camera, taxon }, part.from, part.to);
      if (!span) continue;
      for (const station of [part.before, part.after]) {
        const taxa = lanes.get(station) ?? new Map<string, Changed>();
        const known = taxa.get(taxon);
        const from = Math.min(known?.from ?? span.first, span.first);
        taxa.set(taxon, { from, until: Math.max(known?.until ?? span.last, span.last) });
        lanes.set(station, taxa);
      }
    }
  const hours = new Map<string, CountableVisit['visit']>();
  for (const [station, taxa] of lanes) {
    const spans = spansAt(rule.stations, station);
    for (const [taxon, { from, until }] of taxa)
      for (const visit of rejudge(tables.countable, { spans, taxon }, from, rule, until)) {
        const { day, hour } = clock.at(visit.startAt);
        hours.set(JSON.stringify([visit.camera, day, hour]), visit);
      }
  }
  for (const { camera, startAt } of hours.values()) sumHour(tables, clock, camera, startAt);
  return lanes.size > 0;
}
