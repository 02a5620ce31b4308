import { stringify } from 'csv-stringify/sync';

/** What a cell may hold; null is empty. */
export type Cell = string | number | null;

/** Writes one line of CSV with its line end. */
export type LineWriter = (cells: readonly Cell[]) => string;

/** Tells spreadsheets that a file is UTF-8. */
export const BOM = '\uFEFF';

/**
 * One line of CSV with its line end (RFC 4180): a reader gets back every text as it is, line breaks of any kind in it. Any
 * line break makes a cell quoted, not only the one that ends a record, for readers take a bare one for the end of a record too.
 */
export const csvLine: LineWriter = (cells) =>
  stringify([[...cells]], { record_delimiter: '\r\n', quoted_match: /[\r\n]|^\s|\s$/ });

/**
 * A line of a file that is made for spreadsheets: text that one would take for a formula is led by an apostrophe, as OWASP
 * advises (https://owasp.org/www-community/attacks/CSV_Injection), for a name or a note may have been typed by anybody.
 * This changes the text, so it is not for files that programs read. Numbers stay numbers, also below 0.
 */
export const spreadsheetLine: LineWriter = (cells) =>
  csvLine(cells.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell)));

/** Full-width signs are formulas, too, where a spreadsheet is set to Chinese or Japanese. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
