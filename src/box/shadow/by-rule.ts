import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import type { Config } from '../../know/config/config.ts';
import type { ShadowReportFacts } from '../../tell/server/shadow-facts.ts';
import { ownChange } from '../models/own-change.ts';
import type { Turnover } from '../models/turnover.ts';
import { whyNotByRule } from './rule.ts';

/** Puts a candidate into use whose run is done, where the config has a rule for that and the rule allows it. Never rejects. */
export async function promoteByRule(
  config: Pick<Config, 'data' | 'site'>,
  turnover: Pick<Turnover, 'staged' | 'promote'>,
  report: ShadowReportFacts,
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void },
): Promise<void> {
  const rule = config.site.models.promote;
  if (!rule) return;
  const { bundle: name } = report;
  const against = whyNotByRule(rule, report);
  if (against !== undefined) return log.info({ bundle: name, why: against }, 'a candidate is not put into use by rule');
  const why = say('by-rule', { tracks: report.tracks.looked });
  try {
    const bundle = await turnover.staged(name);
    if (bundle)
      await ownChange(config, { what: 'promote a model by rule', subject: name, why }, () =>
        turnover.promote(bundle, why),
      );
  } catch (error) {
    log.warn({ bundle: name, error: messageOf(error) }, 'a candidate cannot be put into use by rule');
  }
}
