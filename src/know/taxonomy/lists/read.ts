import { RoostError } from '../../../base/errors.ts';
import { formatMonths, type Months, ordered, parseMonths } from '../months.ts';
import { unknownName } from '../names.ts';
import type { Occurrence } from '../occurrences.ts';
import { readBarChart } from './bar-chart.ts';
import { type Columns, findColumns } from './columns.ts';
import { type DateOrder, readDates } from './dates.ts';
import { readGrids } from './grids.ts';
import { type Listed, listedAs } from './listed-name.ts';
import type { Grid } from './workbook.ts';

/** What a table of records tells, a line each for what of it could not be read, and for what no list can hold. */
export interface ReadOccurrences {
  readonly occurrences: readonly Occurrence[];
  readonly problems: readonly string[];
  /** Not wrong, but to be told: a hybrid, a name wider than a family, a name that lists use for different species. */
  readonly notes: readonly string[];
}

/** What is known of a file beside its bytes. */
export interface FileFacts {
  /** Its name in messages. */
  readonly file: string;
  /** The one of its sheets that is meant. */
  readonly sheet?: string;
  /** The order of the numbers in its dates. */
  readonly dates?: DateOrder;
}

/**
 * Reads a table of records or of species: XLSX, or text with commas, semicolons or tabs in UTF-8, UTF-16 or GB 18030 (GBK).
 * Its columns are found by their headers, also below a title: one or more of names, and, if there is one, `months` (any form
 * of `parseMonths`) or a date. An eBird bar chart is read as what it is. What was counted as none, or absent, is not listed.
 * A line whose name is not known is left out and told.
 * @throws RoostError where it is no table, has no column of names or several sheets of them, or dates whose order is not certain
 */
export async function readOccurrences(bytes: Uint8Array, facts: FileFacts): Promise<ReadOccurrences> {
  const grids = await readGrids(bytes, facts.file);
  const chart = grids.map(({ rows }) => readBarChart(rows)).find((one) => one !== undefined);
  if (chart) {
    const collected = new Collector(facts.file);
    if (chart.unknown.length > 0)
      collected.note(`: nobody looked in ${formatMonths(chart.unknown)}, so every species may be there then`);
    for (const { name, months } of chart.rows) collected.add([name], ordered([...months, ...chart.unknown]));
    return collected;
  }
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

function recordsOf(rows: Grid['rows'], columns: Columns, { file, dates: known }: FileFacts): ReadOccurrences {
  const collected = new Collector(file);
  const { months: monthsColumn, date: dateColumn, count, status } = columns;
  const column = monthsColumn ?? dateColumn;
  const cell = (row: readonly string[], place: number | undefined) => (place === undefined ? '' : (row[place] ?? ''));
  const texts = rows.map((row) => cell(row, column));
  const order = known ?? (columns.ebird ? 'month-first' : undefined);
  const read = monthsColumn === undefined ? readDates(texts, order) : { months: texts.map(monthsIn) };
  if ('unsure' in read && read.unsure !== undefined)
    throw new RoostError(
      'read records',
      file,
      `the dates of column ${columns.when} are not certain: ${read.unsure}`,
      'Write them as 2024-05-01, or say their order: --dates day-first or --dates month-first',
    );
  for (const [index, row] of rows.entries()) {
    const given = columns.names.map((place) => cell(row, place)).filter(Boolean);
    if (given.length === 0) {
      if (row.filter(Boolean).length > 1) collected.nameless(index + 1);
      continue;
    }
    if (/^0+(\.0+)?$/.test(cell(row, count)) || /^absent$/i.test(cell(row, status))) continue;
    const text = texts[index]!;
    const months = read.months[index];
    if (text && !months) collected.problem(`, record ${index + 1}: "${text}" in column ${columns.when} names no month`);
    // An empty cell in a list of months says "all year"; a record without a date says nothing of months.
    const allYear = column === undefined || (monthsColumn !== undefined && !text);
    collected.add(given, allYear ? undefined : (months ?? []));
  }
  return collected;
}

/** Months as words, or a whole date in a column of months. */
function monthsIn(text: string): Months | undefined {
  if (text === '') return undefined;
  return parseMonths(text) ?? (/^\d{4}\D\d{1,2}$/.test(text) ? readDates([text]).months[0] : undefined);
}

/** What is found in a file, each message once. */
class Collector implements ReadOccurrences {
  readonly occurrences: Occurrence[] = [];
  readonly #file: string;
  readonly #problems = new Set<string>();
  readonly #notes = new Set<string>();
  /** A file has many records of few names. */
  readonly #names = new Map<string, Listed>();
  #nameless: number[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  get problems(): string[] {
    const [first] = this.#nameless;
    const none = `${this.#file}: ${this.#nameless.length} records have no name, the first is record ${first}; were they formulas that nobody calculated?`;
    return [...this.#problems, ...(first === undefined ? [] : [none])];
  }

  get notes(): string[] {
    return [...this.#notes];
  }

  problem(what: string): void {
    this.#problems.add(`${this.#file}${what}`);
  }

  note(what: string): void {
    this.#notes.add(`${this.#file}${what}`);
  }

  nameless(record: number): void {
    this.#nameless.push(record);
  }

  /** Takes the first name that is known. @param months all year without them */
  add(names: readonly string[], months: Months | undefined): void {
    const listed = names.map((name) => this.#listed(name)).find((one) => one !== undefined);
    if (!listed) this.problem(`: ${names.map(unknownName).join(', ')}`);
    else if ('leftOut' in listed) this.#notes.add(`${this.#file}: "${names[0]}" ${listed.leftOut}`);
    else this.#take(names[0]!, listed, months);
  }

  #take(name: string, listed: Extract<Listed, { taxa: unknown }>, months: Months | undefined): void {
    if (listed.note) this.#notes.add(`${this.#file}: "${name}" ${listed.note}`);
    for (const { id } of listed.taxa) this.occurrences.push({ taxon: id, ...(months && { months }) });
  }

  #listed(name: string): Listed {
    if (!this.#names.has(name)) this.#names.set(name, listedAs(name));
    return this.#names.get(name);
  }
}
