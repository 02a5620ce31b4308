import { RoostError } from '../../../base/errors.ts';
import { formatMonths, type Months, ordered, parseMonths } from '../months.ts';
import { readBarChart } from './bar-chart.ts';
import { type Columns, findColumns } from './columns.ts';
import { type DateOrder, readDates } from './dates.ts';
import { readGrids } from './grids.ts';
import { plainNames } from './plain-names.ts';
import type { Grid } from './workbook.ts';

/** What is known of a file beside its bytes. */
export interface FileFacts {
  /** Its name in messages. */
  readonly file: string;
  /** The one of its sheets that is meant. */
  readonly sheet?: string;
  /** The order of the numbers in its dates. */
  readonly dates?: DateOrder;
  /** True: where no line names columns, each line holds names. */
  readonly plain?: boolean;
}

/** What a line of a table says, below the one that names its columns. */
export interface TableRecord {
  /** Which one it is, from 1. */
  readonly record: number;
  /** The names that it gives of one taxon, the surest first. */
  readonly names: readonly string[];
  /** When; all year without it, none where the table tells months and this line does not. */
  readonly months?: Months;
  /** What stands where a month should and names none. */
  readonly strange?: string;
  /** True where it says that there was none. */
  readonly absent?: true;
}

/** A table as it is read. */
export interface Table {
  readonly records: readonly TableRecord[];
  /** Records without a name, by their number. */
  readonly nameless: readonly number[];
  /** What its column of months or dates is called. */
  readonly when: string;
  /** What else is to be told of it. */
  readonly note?: string;
}

/**
 * Reads a table of records or of species: XLSX, or text with commas, semicolons or tabs in UTF-8, UTF-16 or GB 18030 (GBK).
 * Its columns are found by their headers, also below a title: one or more of names, and, if there is one, `months` (any form
 * of `parseMonths`) or a date. An eBird bar chart is read as what it is.
 * @throws RoostError where it is no table, has no column of names or several sheets of them, or dates whose order is not certain
 */
export async function readTable(bytes: Uint8Array, facts: FileFacts): Promise<Table> {
  const grids = await readGrids(bytes, facts.file);
  const chart = grids.map(({ rows }) => readBarChart(rows)).find((one) => one !== undefined);
  if (chart) {
    const { unknown, rows } = chart;
    const records = rows.map(({ name, months }, index) => {
      return { record: index + 1, names: [name], months: ordered([...months, ...unknown]) };
    });
    const note = `nobody looked in ${formatMonths(unknown)}, so every species may be there then`;
    return { records, nameless: [], when: '', ...(unknown.length > 0 && { note }) };
  }
  const plain = facts.plain && grids.every(({ rows }) => findColumns(rows) === undefined);
  if (plain && grids.length === 1) return { records: plainNames(grids[0]!.rows), nameless: [], when: '' };
  const { grid, columns } = choose(grids, facts);
  return recordsOf(grid.rows.slice(columns.header + 1), columns, facts);
}

function choose(grids: readonly Grid[], { file, sheet }: FileFacts): { grid: Grid; columns: Columns } {
  const refuse = (what: string, hint: string) => new RoostError('read records', file, what, hint);
  const wanted = grids.filter((grid) => sheet === undefined || grid.sheet === sheet);
  const names = (some: readonly Grid[]) => some.map((grid) => `"${grid.sheet}"`).join(', ');
  if (wanted.length === 0) throw refuse(`has no sheet "${sheet}" among ${names(grids)}`, 'Name one of them');
  const tables = wanted.flatMap((grid) => {
    const columns = findColumns(grid.rows);
    return columns ? [{ grid, columns }] : [];
  });
  const [table, other] = tables;
  if (!table) {
    const header = wanted.flatMap(({ rows }) => rows.filter((row) => row.some(Boolean))).at(0);
    throw refuse(
      header ? `has no column of names among ${header.filter(Boolean).slice(0, 30).join(', ')}` : 'holds no line',
      'A line at its top must name the columns, one of them scientificName, taxon, species or 中文名',
    );
  }
  if (other)
    throw refuse(
      `has several sheets with names: ${names(tables.map(({ grid }) => grid))}`,
      `Say which one is meant: --csv '${file}#${table.grid.sheet}'`,
    );
  if (!table.grid.rows.slice(table.columns.header + 1).some((row) => row.some(Boolean)))
    throw refuse('holds no line below its header', 'Export it again');
  return table;
}

function recordsOf(rows: Grid['rows'], columns: Columns, { file, dates: known }: FileFacts): Table {
  const { months: monthsColumn, date: dateColumn, count, status, when } = columns;
  const column = monthsColumn ?? dateColumn;
  const cell = (row: readonly string[], place: number | undefined) => (place === undefined ? '' : (row[place] ?? ''));
  const texts = rows.map((row) => cell(row, column));
  const order = known ?? (columns.ebird ? 'month-first' : undefined);
  const read = monthsColumn === undefined ? readDates(texts, order) : { months: texts.map(monthsIn) };
  if ('unsure' in read && read.unsure !== undefined)
    throw new RoostError(
      'read records',
      file,
      `the dates of column ${when} are not certain: ${read.unsure}`,
      'Write them as 2024-05-01, or say their order: --dates day-first or --dates month-first',
    );
  const nameless: number[] = [];
  const records = rows.flatMap((row, index): TableRecord[] => {
    const names = columns.names.map((place) => cell(row, place)).filter(Boolean);
    if (names.length === 0) {
      if (row.filter(Boolean).length > 1) nameless.push(index + 1);
      return [];
    }
    const absent = /^0+(\.0+)?$/.test(cell(row, count)) || /^absent$/i.test(cell(row, status));
    const text = texts[index]!;
    const months = read.months[index];
    // An empty cell in a list of months says "all year"; a record without a date says nothing of months.
    const allYear = column === undefined || (monthsColumn !== undefined && !text);
    return [
      {
        ...{ record: index + 1, names },
        ...(!allYear && { months: months ?? [] }),
        ...(text && !months && { strange: text }),
        ...(absent && { absent }),
      },
    ];
  });
  return { records, nameless, when };
}

/** Months as words, or a whole date in a column of months. */
function monthsIn(text: string): Months | undefined {
  if (text === '') return undefined;
  return parseMonths(text) ?? (/^\d{4}\D\d{1,2}$/.test(text) ? readDates([text]).months[0] : undefined);
}
