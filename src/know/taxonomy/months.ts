/** Months of the year, 1 to 12, ascending, each once. */
export type Months = readonly number[];

const NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const ALL_YEAR = /^(all( year)?|全年|周年|终年)$/;

/** How months may be written, for messages. */
export const MONTHS_FORM = 'write months as "oct-mar", "mar-may, sep-nov" or [10, 11, 12]';

/**
 * Months from words: English names or their first three letters or more, numbers, Chinese (`10月`, `十月`), single, in
 * lists, and in ranges that may run over the new year. `5/1` is none: it is a day, of January or of May.
 * @example parseMonths('oct-mar, 5') // [1, 2, 3, 5, 10, 11, 12]
 * @returns undefined where a part is no month, or there is none
 */
export function parseMonths(text: string): Months | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  // A date without its year, in whatever order.
  if (/^\d+\s*\/\s*\d+$/.test(plain)) return undefined;
  if (ALL_YEAR.test(plain)) return NAMES.map((_, index) => index + 1);
  const ranges = plain.replace(/\s*(?:[-–—~至到]|\bto\b)\s*/g, '-').split(/[\s,、;/|]+/);
  const months = new Set<number>();
  for (const range of ranges.filter(Boolean)) {
    const ends = range.split('-').map(monthOf);
    const [first, last] = [ends[0], ends.at(-1)];
    if (!first || !last || ends.length > 2) return undefined;
    for (const month of span(first, last)) months.add(month);
  }
  return months.size > 0 ? ordered(months) : undefined;
}

/**
 * The shortest words for months, which `parseMonths` reads back; a run over the new year is one range.
 * @example formatMonths([1, 2, 11, 12]) // 'nov-feb'
 */
export function formatMonths(months: Iterable<number>): string {
  const present = new Set(months);
  if (present.size === 12) return 'all year';
  const starts = ordered(present).filter((month) => !present.has(previous(month)));
  return starts
    .map((start) => {
      let end = start;
      while (present.has(next(end))) end = next(end);
      return start === end ? short(start) : `${short(start)}-${short(end)}`;
    })
    .join(', ');
}

/** Every month from the first to the last, over the new year where the last comes earlier in the year. */
export function span(first: number, last: number): Months {
  const months = [first];
  for (let month = first; month !== last; ) {
    month = next(month);
    months.push(month);
  }
  return months;
}

/** Months in the order of the year, each once. */
export function ordered(months: Iterable<number>): Months {
  return [...new Set(months)].sort((a, b) => a - b);
}

function monthOf(word: string): number | undefined {
  const bare = word.replace(/月份?$/, '').replace(/\.$/, '');
  if (/^0?[1-9]$|^1[0-2]$/.test(bare)) return Number(bare);
  const at = NUMERALS.includes(bare)
    ? NUMERALS.indexOf(bare)
    : NAMES.findIndex((name) => bare.length >= 3 && name.startsWith(bare));
  return at < 0 ? undefined : at + 1;
}

const next = (month: number) => (month % 12) + 1;
const previous = (month: number) => ((month + 10) % 12) + 1;
const short = (month: number) => NAMES[month - 1]!.slice(0, 3);
