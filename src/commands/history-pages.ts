import { DateTime } from 'luxon';
import type { Track } from '../base/domain.ts';
import { foldingSite } from '../box/recording.ts';
import type { StoreReader } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import { isHistory } from '../try/again/history.ts';
import { type HistoryDiff, historyDiff } from '../try/again/history-diff.ts';
import type { Name } from '../try/again/name.ts';

/** Read at a time. */
const PAGE = 1_000;
/** Visits that are listed one by one. */
const MOST_LISTED = 200;

/** Tracks of history, oldest start first, some at a time. */
export function* historyPages({ tracks }: Pick<StoreReader, 'tracks'>): Generator<Track[]> {
  for (let page = tracks.page(undefined, PAGE); page.length > 0; page = tracks.page(page.at(-1), PAGE))
    yield page.filter(isHistory);
}

/** What counts of all of history would be by other names: visits as this box folds them. */
export function historyCompared(
  config: Config,
  store: Pick<StoreReader, 'tracks' | 'visits'>,
  names: ReadonlyMap<string, Name>,
): HistoryDiff {
  const { timeZone } = config.site.site;
  const clock = (at: number) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('HH:mm');
  const falsePlaces = store.visits
    .rejected()
    .flatMap(({ visit }) => store.tracks.placesOf(visit.id).map((place) => ({ ...place, by: '' })));
  const { listed: _, ...site } = foldingSite(config);
  const rule = { ...site, timeZone, gapMs: config.site.visits.gapSeconds * 1000, clock, falsePlaces };
  return historyDiff(historyPages(store), { candidate: (track) => names.get(track) }, rule, { most: MOST_LISTED });
}
