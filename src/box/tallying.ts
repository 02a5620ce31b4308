import type { Deployment } from '../base/domain.ts';
import type { DailyRule } from '../count/tally/rule.ts';
import { type Stations, stationsOf } from '../count/tally/stations.ts';
import type { Config } from '../know/config/config.ts';

/** Where each camera was when: as deployments tell it, and for a camera without one as its file does. */
export function stationsIn({ cameras }: Pick<Config, 'cameras'>, deployments: readonly Deployment[]): Stations {
  return stationsOf(deployments, Object.fromEntries(cameras.map(({ id, station }) => [id, station ?? id])));
}

/** What tallies of the site follow. @param deployments every one that is stored */
export function dailyRule(config: Pick<Config, 'cameras' | 'site'>, deployments: readonly Deployment[]): DailyRule {
  const { site, independence } = config.site;
  return { timeZone: site.timeZone, stations: stationsIn(config, deployments), ...independence };
}
