import { isDeepStrictEqual } from 'node:util';
import type { Tables } from '../store/store.ts';
import { rebuild } from './rebuild.ts';
import { type DailyRule, ruleOf, ruleText } from './rule.ts';
import { movedSince } from './stations.ts';

/**
 * Has sums follow a rule from now on. They are made anew where they are out of date or anything that is stored may be judged
 * otherwise by it; where cameras only went to other stations after their last visits, nothing is. Inside `store.write` only.
 * @returns true where they were made anew, which reads every visit and minute
 */
export function keepUnder(tables: Tables, rule: DailyRule): boolean {
  const text = ruleText(rule);
  const stored = tables.sums.rule();
  if (stored === text) return false;
  const kept = ruleOf(tables.sums);
  // A text that is written otherwise today is of sums that were made otherwise.
  if (kept && ruleText(kept) === stored && judgesAlike(kept, rule, tables)) {
    tables.daily.putRule(text);
    return false;
  }
  rebuild(tables, rule, text);
  return true;
}

function judgesAlike(
  { stations: before, ...kept }: DailyRule,
  { stations: after, ...rule }: DailyRule,
  { visits }: Tables,
): boolean {
  if (!isDeepStrictEqual({ ...kept }, { ...rule })) return false;
  const to = Number.MAX_SAFE_INTEGER;
  return movedSince(before, after).every(
    ({ camera, from }) => visits.page({ from, to, cameras: [camera], limit: 1 }).length === 0,
  );
}
