import { type Months, ordered, parseMonths, span } from '../months.ts';

/** In which order a date's numbers stand where the year does not lead with four digits. */
export type DateOrder = 'day-first' | 'month-first' | 'year-first';

/** A date as far as its text alone tells. */
type Read =
  /** Months that are certain. */
  | { readonly months: Months }
  /** Its month under each order that it can be read in. */
  | { readonly byOrder: ReadonlyMap<DateOrder, number> };

/** What the dates of a column tell. */
export interface ReadDates {
  /** Months of each cell, by its place; undefined where it is no date. An empty cell has none. */
  readonly months: readonly (Months | undefined)[];
  /** Why the column cannot be read, though its cells are dates: the order of their numbers is not certain. */
  readonly unsure?: string;
}

/**
 * The months of a column of dates, of which one may say how the others are written: beside `05/13/2024`, `05/01/2024`
 * is the first of May; beside `13/05/2024` it is the fifth of January. Where nothing says it, nothing is guessed.
 * @param cells as text; a date of a spreadsheet as `YYYY-MM-DD`
 * @param order the order that is known; what the cells tell without it
 */
export function readDates(cells: readonly string[], order?: DateOrder): ReadDates {
  const read = cells.map((cell) => (cell === '' ? { months: [] } : dateOf(cell)));
  let possible = new Set<DateOrder>(order ? [order] : ['day-first', 'month-first', 'year-first']);
  const told = new Map<string, string>();
  for (const [index, one] of read.entries()) {
    if (!one || !('byOrder' in one)) continue;
    const still = new Set([...possible].filter((each) => one.byOrder.has(each)));
    if (still.size === 0) {
      const other = [...told].at(-1)?.[1];
      const against = other ? `"${other}"` : `the order ${order}`;
      return { months: [], unsure: `"${cells[index]}" (record ${index + 1}) contradicts ${against}` };
    }
    if (still.size < possible.size) told.set([...still].join(), cells[index]!);
    possible = still;
  }
  const months = read.map((one) => {
    if (!one || 'months' in one) return one?.months;
    return ordered([...possible].map((each) => one.byOrder.get(each)!));
  });
  const unsure = read.findIndex((one, index) => one && 'byOrder' in one && months[index]!.length > 1);
  if (unsure < 0) return { months };
  const [first, second] = months[unsure]!;
  return {
    months: [],
    unsure: `"${cells[unsure]}" (record ${unsure + 1}) may be of month ${first} or of month ${second}, and no date of the column tells`,
  };
}

/** Serial dates of spreadsheets from 1954 to 2119: days since 1899-12-30, with the time as a fraction. */
const SERIAL = { from: 20_000, to: 80_000, epoch: Date.UTC(1899, 11, 30) };

function dateOf(text: string): Read | undefined {
  const plain = text.normalize('NFKC').trim();
  return interval(plain) ?? oneDate(withoutTime(plain));
}

/** ISO 8601's interval of two dates with four-digit years. */
function interval(text: string): Read | undefined {
  const ends = text.split(/\/(?=\d{4}-)/).map(withoutTime);
  if (ends.length !== 2) return undefined;
  const [first, last] = ends.map((end) => yearFirst(end));
  if (!first || !last) return undefined;
  const length = (last.year - first.year) * 12 + last.month - first.month;
  if (length < 0) return undefined;
  return { months: length >= 11 ? span(1, 12) : ordered(span(first.month, last.month)) };
}

function oneDate(text: string): Read | undefined {
  const iso = yearFirst(text);
  if (iso) return { months: [iso.month] };
  if (/^(19|20)\d{6}(\d{4}|\d{6})?$/.test(text)) return certain(Number(text.slice(4, 6)), Number(text.slice(6, 8)));
  if (/^\d{5}(\.\d+)?$/.test(text)) return serial(Number(text));
  if (/^\d+$/.test(text)) return undefined;
  const numbers = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{1,2}))?$/.exec(text);
  if (numbers) return inSomeOrder(Number(numbers[1]), Number(numbers[3]), numbers[4]);
  const [, month, year] = /^(\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  if (month && year) return certain(Number(month));
  return named(text);
}

/** `2024-05-01`, `2024/5/1`, `2024.5`, `2024年5月1日`. */
function yearFirst(text: string): { year: number; month: number } | undefined {
  const [, year, month, day] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(?:(\d{1,2})\s*日?)?)?$/.exec(text) ?? [];
  if (!certain(Number(month), day === undefined ? 1 : Number(day))) return undefined;
  return { year: Number(year), month: Number(month) };
}

/** Two or three short numbers: all orders in which they are a date. */
function inSomeOrder(a: number, b: number, last: string | undefined): Read | undefined {
  const byOrder = new Map<DateOrder, number>();
  const add = (order: DateOrder, month: number, day: number) => certain(month, day) && byOrder.set(order, month);
  if (last?.length !== 1) {
    add('day-first', b, a);
    add('month-first', a, b);
  }
  // A year of two digits leads as it stands: `24/5/1`.
  if (last !== undefined && last.length < 4) add('year-first', b, Number(last));
  return byOrder.size > 0 ? { byOrder } : undefined;
}

/** A date that names its month: `1-May-24`, `May 1, 2024`, `5月1日`, `五月`. */
function named(text: string): Read | undefined {
  const words = text.split(/[\s,.\-/]+/).filter(Boolean);
  const months = words.filter((word) => /^[a-z]{3,}$/i.test(word));
  const others = words.filter((word) => !/^[a-z]{3,}$/i.test(word));
  if (
    months.length === 1 &&
    others.length <= 2 &&
    others.every((word) => /^(\d{1,2}(st|nd|rd|th)?|\d{4})$/i.test(word))
  ) {
    const found = parseMonths(months[0]!);
    return found && { months: found };
  }
  const [, chinese] = /^(?:\d{2,4}年)?(\S{1,3}月)(?:份|[上中下]旬|初|中|底|末|\d{1,2}[日号]?)?$/.exec(text) ?? [];
  const found = chinese === undefined ? undefined : parseMonths(chinese);
  return found && { months: found };
}

function serial(days: number): Read | undefined {
  if (days < SERIAL.from || days > SERIAL.to) return undefined;
  return { months: [new Date(SERIAL.epoch + Math.floor(days) * 86_400_000).getUTCMonth() + 1] };
}

function certain(month: number, day = 1): { months: Months } | undefined {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { months: [month] } : undefined;
}

/** What stands before a time of the day. */
function withoutTime(text: string): string {
  return text
    .replace(/[T\s]+\d{1,2}[:时点]\d{0,2}.*$/i, '')
    .replace(/\s*(?:上午|下午|凌晨|中午|晚上).*$/, '')
    .trim();
}
