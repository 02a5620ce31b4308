/** A cell of a table; one with a link leads to the visits behind its number. */
export type ReportCell = string | { readonly text: string; readonly link: string };

/** A piece of a report, as every format writes it in its own way. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly ReportCell[])[] }
  | { readonly kind: 'chart'; readonly caption: string; readonly svg: string }
  /** A kept picture; `file` is relative to the data folder. */
  | { readonly kind: 'picture'; readonly caption: string; readonly file: string };

/** A report in its order. */
export interface ReportDocument {
  readonly lang: 'zh' | 'en';
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
}

/** The text of a cell. */
export function textOf(cell: ReportCell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
