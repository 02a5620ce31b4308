import { type ReportTable, textOf } from './blocks.ts';

/** What a column of a table needs to be read, in letters of the Latin alphabet; a Chinese character is as wide as two. */
export interface ColumnWidth {
  /** Narrower than this a number, a day or a name would be broken. */
  readonly least: number;
  /** Wide enough for its name in one line as well, where that is short. */
  readonly named: number;
  /** Wide enough for every cell in one line. */
  readonly whole: number;
}

/** Cells up to this wide are never broken. */
const SHORT = 14;
/** No column of words is narrower than four Chinese characters, and none of longer texts than twice that. */
const [WORDS, LINES] = [8, 16];
/** Words longer than this are broken. */
const LONGEST = 24;
/** Of a column's name two Chinese characters stay together. */
const HEAD = 4;

/** How wide each column of a table has to be, and how wide it would be best. */
export function columnWidths({ head, rows, within = 0 }: Pick<ReportTable, 'head' | 'rows' | 'within'>): ColumnWidth[] {
  return head.slice(within).map((name, index) => {
    const cells = rows.map((row) => textOf(row[index + within] ?? ''));
    const whole = Math.max(...cells.map(widthOf));
    const least = Math.max(0, ...cells.map((text) => (widthOf(text) <= SHORT ? widthOf(text) : longest(text, WORDS))));
    const narrow = Math.max(least, longest(name, HEAD), Math.min(whole, LINES));
    return { least: narrow, named: Math.max(narrow, Math.min(widthOf(name), SHORT)), whole: Math.max(whole, narrow) };
  });
}

/**
 * Shares of a width among columns: each gets what it needs; then, the least first, what its name needs to stand in one line; and what
 * is left goes to those that would be better wider, or to all where none would.
 * @param padding of a cell, both sides together, in letters
 * @returns shares that add up to 1
 */
export function shares(columns: readonly ColumnWidth[], width: number, padding: number): number[] {
  const got = columns.map((column) => column.least + padding);
  let left = width - sum(got);
  const byName = columns.map(({ least, named }, index) => ({ index, more: named - least }));
  for (const { index, more } of byName.sort((a, b) => a.more - b.more)) {
    if (more > left) break;
    got[index]! += more;
    left -= more;
  }
  const wanted = columns.map(({ whole }, index) => Math.max(0, whole + padding - got[index]!));
  const wider = Math.min(Math.max(0, left), sum(wanted));
  const shared = got.map((share, index) => share + (wider > 0 ? (wider * wanted[index]!) / sum(wanted) : 0));
  return shared.map((share) => share / sum(shared));
}

/** The width of a text in letters of the Latin alphabet. */
export function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0);
}

/** Chinese, its punctuation, and full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** The widest piece of a text that is not broken at the end of a line; Chinese is, but not into less than `chinese`. */
function longest(text: string, chinese: number): number {
  const pieces = text.split(/[\s/,;、，；|]+|(?<=–)|(?<=\D-)/u);
  const widths = pieces.map((piece) => Math.min(widthOf(piece), WIDE.test(piece) ? chinese : LONGEST));
  return Math.max(0, ...widths);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
