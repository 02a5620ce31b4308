import { DateTime, IANAZone } from 'luxon';

/** Why a cell cannot be read, led by its column. */
export interface Mistaken {
  readonly mistake: string;
}

const TIME =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T| +)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/i;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** No water on Earth is farther from any zero of a table, m: the greatest tide, in the Bay of Fundy, ranges over 17. */
const MOST = 25;

/** Reads the times of a table, in a zone where they name none. */
export class TableClock {
  readonly #zone: IANAZone;
  /** Offsets from UTC (minutes) at the start of days of UTC: years of rows share them, and each takes a while to find. */
  readonly #offsets = new Map<number, number>();

  /** @param zone IANA name */
  constructor(zone: string) {
    this.#zone = IANAZone.create(zone);
  }

  /**
   * A time of a table, ms. One that the clocks of the zone show twice is the first that is later than the row before.
   * @param before time of the row before
   */
  at(cell: string, before: number | undefined): number | Mistaken {
    const shown = JSON.stringify(cell.slice(0, 60));
    const parts = TIME.exec(cell);
    if (!parts) return { mistake: `time ${shown} is no time such as 2026-05-01 06:12, or 2026-05-01T06:12+08:00` };
    const numbers = parts.slice(1, 7).map((part) => Number(part ?? 0));
    const [year, month, day, hour, minute, second] = numbers as [number, number, number, number, number, number];
    const date = DateTime.utc(year, month, day);
    if (!date.isValid || hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0))
      return { mistake: `time ${shown} is none: there is no such day or hour` };
    const local = date.toMillis() + (hour * 60 + minute) * MINUTE + second * 1000;
    const all = this.#moments(local, parts);
    if (all.length === 0)
      return { mistake: `time ${shown} is none in ${this.#zone.name}: its clocks were set on over it` };
    const at = all.find((one) => before === undefined || one > before);
    return at ?? { mistake: `time ${shown} is not later than that of the row before` };
  }

  /** The moments at which clocks show a local time, ms: one, or none or two where they are changed. */
  #moments(local: number, [, , , , , , , utc, sign, hours, minutes]: readonly (string | undefined)[]): number[] {
    if (utc) return [local];
    if (sign) return [local - (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE];
    const day = Math.floor(local / DAY);
    const [before, after] = [this.#offset(day - 1), this.#offset(day + 2)];
    if (before === after) return [local - before * MINUTE];
    const moments = [before, after].map((offset) => local - offset * MINUTE).sort((a, b) => a - b);
    return moments.filter((at) => at + this.#zone.offset(at) * MINUTE === local);
  }

  #offset(day: number): number {
    const known = this.#offsets.get(day);
    if (known !== undefined) return known;
    const offset = this.#zone.offset(day * DAY);
    this.#offsets.set(day, offset);
    return offset;
  }
}

/** A height of a table, m. */
export function tableHeight(cell: string, unit: 'm' | 'cm'): number | Mistaken {
  const shown = JSON.stringify(cell.slice(0, 60));
  if (!/^[+-]?\d{1,6}(\.\d{1,6})?$/.test(cell))
    return { mistake: `height ${shown} is no number such as ${unit === 'm' ? '3.12' : '312'}` };
  const height = unit === 'm' ? Number(cell) : Number(cell) / 100;
  if (Math.abs(height) <= MOST) return height;
  const hint = unit === 'm' ? '; a table in centimetres needs "unit: cm" beside it' : '';
  return { mistake: `height ${shown} ${unit} is higher or lower than any tide${hint}` };
}
