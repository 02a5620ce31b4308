import { csvLine, spreadsheetLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import { correctedCounts } from '../../count/correct/corrected.ts';
import { USUAL_SAMPLE } from '../../count/review/queue.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';
import type { Format } from './format.ts';

const COLUMNS = [
  ...['taxon', 'scientific', 'chinese', 'rank', 'visits', 'reviewed', 'in_sample'],
  ...['corrected', 'low', 'high', 'more_reviews'],
];

/**
 * Corrected counts of the range by taxon as CSV, made for spreadsheets: the plain count of visits, those that people decided are of
 * the taxon, those of the random sample that tell of it, and the corrected count with its 95 % interval. Empty: the sample is too
 * small, and `more_reviews` says how many more would do.
 */
export const correctedCsv: Format<string> = {
  name: 'corrected-counts',
  summary: say('export-corrected-counts', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'corrected-counts.csv',
  write: async function* ({ store, sample = USUAL_SAMPLE, scientific, reached }, { from, to, guard }) {
    const line = guard === false ? csvLine : spreadsheetLine;
    yield line(COLUMNS);
    const { rows } = await correctedCounts(store.visits, { from, to, sample });
    for (const { taxon, named, known, inSample, corrected } of rows) {
      const facts = taxonById(taxon);
      const names = [taxon, scientific(taxon), facts?.chinese ?? null, facts?.rank ?? null];
      const numbers =
        corrected.kind === 'refused'
          ? [null, null, null, corrected.moreReviews]
          : [corrected.count, corrected.low, corrected.high, null];
      yield line([...names, named, known, inSample, ...numbers]);
    }
    reached?.(to);
  },
};
