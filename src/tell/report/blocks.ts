/** A cell of a table; one with a link leads to what its number counts. */
export type ReportCell = string | { readonly text: string; readonly link: string | undefined };

/** A table with its caption, which tells what is in it without the text around. */
export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReportCell[])[];
  /**
   * The first so many columns say what a row lies within. On paper and screen they are told once, as a line above all rows that
   * have the same in them; in CSV they stay columns.
   */
  readonly within?: number;
  /** The last row is the sum of those above. */
  readonly sum?: true;
  /** What the reader has to know of the numbers, below the table. */
  readonly note?: string;
}

/** A kept picture. */
export interface ReportPicture {
  readonly caption: string;
  /** Relative to the data folder. */
  readonly file: string;
  /** Leads to the visit that it is of. */
  readonly link: string | undefined;
}

/** A piece of a report, as every format writes it in its own way. */
export type Block =
  /** A section (1) or a part of one (2). */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | ReportTable
  | { readonly kind: 'chart'; readonly caption: string; readonly svg: string }
  | { readonly kind: 'pictures'; readonly pictures: readonly ReportPicture[] };

/** The title page: who answers for the report, each line with what it is called, and the place to sign. */
export interface Cover {
  readonly lines: readonly { readonly name: string; readonly value: string | undefined }[];
  /** Where people sign and put the stamp. */
  readonly signature: readonly string[];
}

/** A report in its order. */
export interface ReportDocument {
  readonly lang: 'zh' | 'en';
  /** The name of the site, and of what the report is. */
  readonly title: readonly [string, string];
  readonly subtitle: string;
  readonly cover: Cover;
  /** The heading of the summary, which has no number. */
  readonly summaryTitle: string;
  readonly summary: readonly Block[];
  readonly blocks: readonly Block[];
  /** Lists, numbered by letters. */
  readonly appendix: readonly Block[];
  /** More of them, that are too wide for a page unless it lies across. */
  readonly across: readonly Block[];
}

/** The text of a cell. */
export function textOf(cell: ReportCell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

/** The title of a report in one line. */
export function titleOf({ lang, title: [site, name] }: Pick<ReportDocument, 'lang' | 'title'>): string {
  return lang === 'zh' ? `${site}${name}` : `${site}: ${name}`;
}
