import type { DailyRule } from '../count/tally/rule.ts';
import type { Config } from '../know/config/config.ts';

/** What tallies of the site follow. */
export function dailyRule({ site, cameras }: Config): DailyRule {
  const stations = Object.fromEntries(cameras.map(({ id, station }) => [id, station ?? id]));
  return { timeZone: site.site.timeZone, stations, ...site.independence };
}
