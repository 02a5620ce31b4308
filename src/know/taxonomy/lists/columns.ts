/** Headers of columns that hold a name, the surest first; case, spaces and underscores do not matter. */
const NAMES = [
  ...['taxon', 'taxonid', 'scientificname', 'species', 'latinname', '学名', '拉丁名', '拉丁学名', '拉丁名称'],
  ...['中文名', '中文名称', '物种', '物种名称', '鸟种', '鸟种名称', '鸟名', '种名', '名称'],
  ...['vernacularname', 'commonname', 'englishname', '英文名', '英文名称'],
];
const MONTHS = ['months', '月份', 'month'];
const DATES = [
  ...[
    'eventdate',
    'date',
    'datetimeoriginal',
    'observationdate',
    '日期',
    '观测日期',
    '调查日期',
    '观察日期',
    '记录日期',
  ],
  ...['观测开始时间', '开始时间', '观测时间', '观察时间', '记录时间', '时间'],
];
const COUNTS = ['count', 'individualcount', 'observationcount', '数量', '个体数', '只数', '种群数量'];
const STATUS = ['occurrencestatus'];

/** Where the columns of a table are, by their place. */
export interface Columns {
  /** Place of the row that names them. */
  readonly header: number;
  /** Columns of names, the surest first. */
  readonly names: readonly number[];
  readonly months?: number;
  readonly date?: number;
  /** What the column of months or dates is called in the file. */
  readonly when: string;
  readonly count?: number;
  readonly status?: number;
  /** True for what eBird gives of one's own records, whose older dates are month, day, year. */
  readonly ebird: boolean;
}

/** Rows in which the header is looked for: there may be titles and remarks above it. */
const TITLES = 30;

/** The columns of a table, found by the first row that names one of names; undefined where none does. */
export function findColumns(rows: readonly (readonly string[])[]): Columns | undefined {
  for (const [header, row] of rows.slice(0, TITLES).entries()) {
    const titles = row.map(plain);
    const places = (known: readonly string[]) =>
      known.map((name) => titles.indexOf(name)).filter((place) => place >= 0);
    const names = places(NAMES);
    // A title such as 鸟种 above the true header stands alone in its row, and a list of names has one column of any width.
    if (names.length === 0 || (row.filter(Boolean).length === 1 && widerBelow(rows, header))) continue;
    const [months, date] = [places(MONTHS)[0], places(DATES)[0]];
    const [count, status] = [places(COUNTS)[0], places(STATUS)[0]];
    return {
      ...{ header, names, when: row[months ?? date ?? -1] ?? '', ebird: titles.includes('submissionid') },
      ...(months !== undefined && { months }),
      ...(date !== undefined && { date }),
      ...(count !== undefined && { count }),
      ...(status !== undefined && { status }),
    };
  }
  return undefined;
}

function widerBelow(rows: readonly (readonly string[])[], header: number): boolean {
  const next = rows.slice(header + 1).find((row) => row.some(Boolean));
  return (next?.filter(Boolean).length ?? 0) > 1;
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\ufeff]/g, '');
}
