import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { csvLine, spreadsheetLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import { knownPart } from '../../count/tally/recorded.ts';
import { type TallyRow, tally } from '../../count/tally/tally.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { stamp } from './stamp.ts';

const COLUMNS = [
  ...[
    'date',
    'camera',
    'taxon',
    'scientific',
    'chinese',
    'rank',
    'visits',
    'records',
    'individuals',
    'max_individuals',
  ],
  ...[
    'reviewed',
    'adults',
    'juveniles',
    'females',
    'males',
    'camera_day_effort_hours',
    'camera_day_effort_days',
    'first',
    'last',
  ],
  ...['present_hours', 'domestic'],
] as const;

/**
 * Tallies by day, camera and taxon as CSV, made for spreadsheets. Empty counts: nobody looked. The effort of a camera's day stands in the
 * row of each taxon, as its columns' names say: the effort export has each hour once.
 */
export const talliesCsv: Format<string> = {
  name: 'tallies',
  summary: say('export-tallies', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'tallies.csv',
  write: async function* (source, query) {
    const line = query.guard === false ? csvLine : spreadsheetLine;
    yield line(COLUMNS);
    for await (const row of rows(source, query)) yield line(COLUMNS.map((column) => row[column]));
  },
};

/** The same as JSON, a row an object; null: nobody looked. */
export const talliesJson: Format<string> = {
  name: 'tallies-json',
  summary: say('export-tallies-json', {}),
  mediaType: 'application/json',
  file: 'tallies.json',
  write: async function* (source, query) {
    let lead = '[\n ';
    for await (const row of rows(source, query)) {
      yield `${lead}${JSON.stringify(row)}`;
      lead = ',\n ';
    }
    yield lead === '[\n ' ? '[]\n' : '\n]\n';
  },
};

/** Day by day, so that years need no more memory than a day. */
async function* rows(source: ExportSource, query: ExportQuery) {
  const { store, timeZone: zone, now } = source;
  const { basis } = query;
  const { from, to } = knownPart(store, query, now, zone) ?? { from: query.to, to: query.to };
  for (let start = from; start < to; await yieldToOthers()) {
    const end = Math.min(
      to,
      DateTime.fromMillis(start, { zone }).startOf('day').plus({ days: 1 }).startOf('day').toMillis(),
    );
    for (const row of tally(store, { from: start, to: end, zone, period: 'day', basis })) yield cells(row, zone);
    source.reached?.(end);
    start = end;
  }
}

function cells(row: TallyRow, zone: string): Record<(typeof COLUMNS)[number], string | number | null> {
  const taxon = taxonById(row.taxon!);
  const when = (at: number | undefined) => (at === undefined ? null : stamp(at, zone));
  return {
    date: stamp(row.startAt, zone).slice(0, 10),
    camera: row.camera!,
    taxon: row.taxon!,
    scientific: taxon?.scientific ?? row.taxon!,
    chinese: taxon?.chinese ?? null,
    rank: taxon?.rank ?? null,
    visits: row.visits,
    records: row.records,
    individuals: row.individuals,
    max_individuals: row.maxIndividuals,
    reviewed: row.reviewed,
    adults: row.adults,
    juveniles: row.juveniles,
    females: row.females,
    males: row.males,
    camera_day_effort_hours: Math.round(row.effortHours * 1000) / 1000,
    camera_day_effort_days: Math.round(row.effortDays * 100_000) / 100_000,
    first: when(row.firstAt),
    last: when(row.lastAt),
    present_hours: row.presentHours === null ? null : Math.round(row.presentHours * 1000) / 1000,
    domestic: isDomestic(row.taxon!) ? 1 : 0,
  };
}
