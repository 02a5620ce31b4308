import { stringify } from 'csv-stringify/sync';

/** What a cell may hold; null is empty. */
export type Cell = string | number | null;

/** Tells spreadsheets that a file is UTF-8. */
export const BOM = '\uFEFF';

/**
 * One line of CSV with its line end (RFC 4180). Text that a spreadsheet would take for a formula is led by an apostrophe,
 * as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection): a name or a note may have been typed by
 * anybody. Numbers stay numbers, also below 0.
 */
export function csvLine(cells: readonly Cell[]): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))], {
    record_delimiter: '\r\n',
  });
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
