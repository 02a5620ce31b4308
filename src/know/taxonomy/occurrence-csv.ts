import { parse } from 'csv-parse/sync';
import { messageOf, RoostError } from '../../base/errors.ts';
import { type Months, ordered, parseMonths, span } from './months.ts';
import { taxonNamed, unknownName } from './names.ts';
import type { Occurrence } from './occurrences.ts';
import type { Taxon } from './taxa.ts';

/** What a table of records tells, and what of it could not be read, a line each. */
export interface ReadOccurrences {
  readonly occurrences: readonly Occurrence[];
  readonly problems: readonly string[];
}

/** Headers of columns that hold a name, the surest first; case, spaces and underscores do not matter. */
const NAME_COLUMNS = [
  'taxon',
  'taxonid',
  'scientificname',
  'species',
  '学名',
  '拉丁名',
  '拉丁学名',
  '中文名',
  '中文名称',
  '物种',
  '物种名称',
  '鸟种',
  '种名',
  'vernacularname',
  'commonname',
  'englishname',
  '英文名',
];
const MONTHS_COLUMNS = ['months', '月份'];
const DATE_COLUMNS = [
  'eventdate',
  'month',
  'date',
  'datetimeoriginal',
  'observationdate',
  '日期',
  '观测日期',
  '调查日期',
];

type Row = Readonly<Record<string, string>>;

/**
 * Reads a table of records or of species: CSV with commas, semicolons or tabs, as UTF-8, UTF-16 with a byte-order mark,
 * or GB 18030 (GBK). Its columns are found by their headers: one or more of names, and, if there is one, `months` (any
 * form of `parseMonths`) or a date. A line whose name is not known is left out and told.
 * @param file its name in messages
 * @throws RoostError where it is no table, or has no column of names
 */
export function readOccurrences(bytes: Uint8Array, file: string): ReadOccurrences {
  const rows = table(decode(bytes), file);
  const columns = Object.keys(rows[0] ?? {});
  const names = present(NAME_COLUMNS, columns);
  if (names.length === 0)
    throw new RoostError(
      'read records',
      file,
      rows.length === 0 ? 'holds no line below its header' : `has no column of names among ${columns.join(', ')}`,
      'Its first line must name the columns, one of them scientificName, taxon, species or 中文名',
    );
  const [monthsColumn] = present(MONTHS_COLUMNS, columns);
  const [dateColumn] = present(DATE_COLUMNS, columns);
  const occurrences: Occurrence[] = [];
  const problems = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const given = names.map((column) => row[column]!).filter(Boolean);
    if (given.length === 0) continue;
    const taxon = firstKnown(given);
    if (!taxon) {
      problems.add(`${file}: ${unknownNames(given)}`);
      continue;
    }
    const column = monthsColumn ?? dateColumn;
    const text = column ? row[column]! : '';
    const months = monthsColumn ? parseMonths(text) : monthsOfDate(text);
    if (text && !months) problems.add(`${file}, record ${index + 1}: "${text}" in column ${column} names no month`);
    // An empty cell in a list of months says "all year"; a record without a date says nothing of months.
    const allYear = !column || (monthsColumn && !text);
    occurrences.push({ taxon: taxon.id, ...(!allYear && { months: months ?? [] }) });
  }
  return { occurrences, problems: [...problems] };
}

/** The text of a file; bytes that are no UTF-8 are taken for GB 18030, which Chinese spreadsheets write. */
function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (utf16) return new TextDecoder('utf-16le').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : utf8;
}

function table(text: string, file: string): Row[] {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(header, mark) > count(header, best) ? mark : best));
  try {
    return parse(text, {
      delimiter,
      columns: (names: string[]) => names.map((name, index) => plain(name) || `column ${index + 1}`),
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as Row[];
  } catch (cause) {
    throw new RoostError('read records', file, messageOf(cause), 'Save it as CSV, UTF-8', { cause });
  }
}

/** The months of a date, a time, or an interval of either: ISO 8601, `2024/5/1`, `2024年5月1日`, or a bare month. */
function monthsOfDate(text: string): Months | undefined {
  const ends = text.split(/\/(?=\d{4})/).map((date) => /^(\d{4})[-/.年](\d{1,2})(?!\d)/.exec(date.trim()));
  const [first, last = first] = ends;
  if (!first || !last) return parseMonths(text);
  const from = Number(first[1]) * 12 + Number(first[2]);
  const to = Number(last[1]) * 12 + Number(last[2]);
  const [start, end] = [Number(first[2]), Number(last[2])];
  if (start < 1 || start > 12 || end < 1 || end > 12 || to < from) return undefined;
  return to - from >= 11 ? parseMonths('all year') : ordered(span(start, end));
}

/** Columns of the file under a known header, in the order in which the headers are known. */
const present = (known: readonly string[], columns: readonly string[]) =>
  known.filter((name) => columns.includes(name));
const plain = (header: string) =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\ufeff]/g, '');
const count = (text: string, mark: string) => text.split(mark).length - 1;

function firstKnown(names: readonly string[]): Taxon | undefined {
  for (const name of names) {
    const taxon = taxonNamed(name);
    if (taxon) return taxon;
  }
  return undefined;
}

const unknownNames = (names: readonly string[]) => names.map(unknownName).join(', ');
