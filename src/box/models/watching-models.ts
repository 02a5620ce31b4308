import type { Store } from '../../count/store/store.ts';
import type { Config } from '../../know/config/config.ts';
import { ModelWatch, type ModelWatchParts } from './model-watch.ts';
import { ownChange } from './own-change.ts';
import { takenBackLately } from './state.ts';
import type { Turnover } from './turnover.ts';

const HOUR = 3_600_000;
/** People are reminded of a model that was taken back for so long, ms. */
const LATELY = 24 * HOUR;
/** Tracks by which one side is judged. */
const MOST_TRACKS = 500;

/** The watch over models of a box. */
export function watchModels(
  config: Pick<Config, 'data' | 'site'>,
  turnover: Turnover,
  store: () => Store | undefined,
  log: ModelWatchParts['log'],
): ModelWatch {
  const { hours, ...rules } = config.site.models.watch;
  return new ModelWatch({
    ...{ rules: { ...rules, ms: hours * HOUR }, turnover, log, now: Date.now },
    tracks: (from, to) => store()?.tracks.newestEnded(from, to, MOST_TRACKS) ?? [],
    audited: (what, subject, why, work) => ownChange(config, { what, subject, why }, work),
  });
}

/** Which model a box took back by itself lately, and why; undefined where none was, or nobody can say. */
export async function takenBack(turnover: Turnover, now: number): Promise<string | undefined> {
  return takenBackLately(await turnover.state().catch(() => ({ format: 1 as const, lines: {} })), now, LATELY);
}
