import { join } from 'node:path';
import { DateTime } from 'luxon';
import { RoostError } from '../base/errors.ts';
import { foldingSite } from '../box/recording.ts';
import { dailyRule } from '../box/tallying.ts';
import { apply, type Rederived, rederive } from '../count/record/rederive.ts';
import { openStore } from '../count/store/open.ts';
import { rebuild } from '../count/tally/rebuild.ts';
import { ruleText } from '../count/tally/rule.ts';
import type { Config } from '../know/config/config.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { audited } from './access.ts';

/** The command's options as typed. */
export interface RederiveCommand {
  readonly gap?: string;
  readonly minScore?: string;
  readonly interval?: string;
  /** Do it, after telling what changes. */
  readonly yes?: boolean;
}

/** Taxa told of one by one. */
const MOST_LINES = 20;

/**
 * Derives visits and tallies of a stopped box again, as roost.yaml says now, and tells first what changes. Other rules can be
 * tried; only that of roost.yaml is kept, for the box goes on with it.
 * @throws RoostError where the box runs, an option is no number, or another rule is to be kept
 */
export async function rederiveCommand(
  config: Config,
  options: RederiveCommand,
  now: number,
  print: (line: string) => void,
): Promise<void> {
  const { visits, independence, site } = config.site;
  const gapSeconds = number('--gap', options.gap, visits.gapSeconds, 1, 3600);
  const minScore = number('--min-score', options.minScore, visits.minScore, 0, 1);
  const intervalMinutes = number('--interval', options.interval, independence.intervalMinutes, 0, 100_000);
  const tried =
    gapSeconds !== visits.gapSeconds ||
    minScore !== visits.minScore ||
    intervalMinutes !== independence.intervalMinutes;
  if (tried && options.yes)
    throw new RoostError(
      'rederive',
      'roost.yaml',
      'says otherwise than the options',
      'Put the rule into roost.yaml first: the box goes on with it',
    );
  const store = openStore(join(config.data, 'roost.db'));
  try {
    const clock = (at: number) => DateTime.fromMillis(at, { zone: site.timeZone }).toFormat('HH:mm');
    const rule = { ...foldingSite(config), minScore, gapMs: gapSeconds * 1000, clock };
    print(`Visit gap ${gapSeconds} s, names from ${minScore}, records independent at ${intervalMinutes} min.`);
    const result = rederive(store, rule, now);
    for (const line of told(result)) print(line);
    const daily = { ...dailyRule(config, store.deployments.all()), intervalMinutes };
    const stale = store.sums.rule() !== ruleText(daily);
    print(stale ? 'Tallies are made anew.' : 'Tallies follow the visits.');
    if (!options.yes) return print('Nothing was changed. Run it with --yes to do this.');
    const { before, after, changed, gone } = result;
    const body = { gapSeconds, minScore, intervalMinutes, visits: { before, after } };
    await audited(
      config,
      { what: 'roost rederive', subject: '', body },
      async () => {
        await store.write((tables) => {
          apply(tables, result, now);
          rebuild(tables, daily, ruleText(daily));
        });
        return { changed: changed.length, gone: gone.length };
      },
      (after) => ({ after }),
    );
    print('Done.');
  } finally {
    await store.close();
  }
}

function number(option: string, text: string | undefined, otherwise: number, least: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new RoostError('rederive', `${option} ${text}`, 'is not understood', `Give a number from ${least} to ${most}`);
}

function told({ before, after, changed, gone }: Rederived): string[] {
  const fresh = changed.filter(({ was }) => !was).length;
  const lines = [
    `${before} visits become ${after}: ${fresh} new, ${changed.length - fresh} changed, ${gone.length} gone.`,
  ];
  const sums = new Map<string, { before: number; after: number }>();
  const add = (taxon: string, key: 'before' | 'after', individuals: number) => {
    const sum = sums.get(taxon) ?? { before: 0, after: 0 };
    sums.set(taxon, { ...sum, [key]: sum[key] + individuals });
  };
  for (const { was, is } of changed) {
    if (was?.status === 'counted') add(was.taxon, 'before', was.individuals);
    if (is.status === 'counted') add(is.taxon, 'after', is.individuals);
  }
  for (const visit of gone) if (visit.status === 'counted') add(visit.taxon, 'before', visit.individuals);
  const moved = [...sums].filter(([, sum]) => sum.before !== sum.after).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [taxon, sum] of moved.slice(0, MOST_LINES))
    lines.push(
      `  ${taxonById(taxon)?.scientific ?? taxon}: individuals of these visits ${sum.before} become ${sum.after}`,
    );
  if (moved.length > MOST_LINES) lines.push(`  and ${moved.length - MOST_LINES} taxa more`);
  return lines;
}
