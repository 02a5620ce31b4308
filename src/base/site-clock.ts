import { DateTime } from 'luxon';

const HOUR = 3_600_000;

/** A moment on the site's clock. */
export interface SiteTime {
  /** Start of its day, ms. */
  readonly day: number;
  /** Start of the next day, ms: 23, 24 or 25 hours later. */
  readonly end: number;
  /** Hour of the day, 0 to 23. */
  readonly hour: number;
}

/** The clock of a site: days and hours of a time zone, remembered, since millions of moments share a few days. */
export class SiteClock {
  readonly zone: string;
  /** Days by the UTC day of the moment asked for: at most two of the site's touch one. */
  readonly #days = new Map<number, Omit<SiteTime, 'hour'>[]>();

  /** @param zone IANA name, e.g. `Asia/Shanghai` */
  constructor(zone: string) {
    this.zone = zone;
  }

  /** Day and hour of a moment. */
  at(at: number): SiteTime {
    const day = this.#day(at);
    // Only a day of 24 hours has every hour once.
    const even = day.end - day.day === 24 * HOUR;
    const hour = even ? Math.floor((at - day.day) / HOUR) : DateTime.fromMillis(at, { zone: this.zone }).hour;
    return { ...day, hour };
  }

  /** The day of a moment as it is written in ids: `20260501`. */
  nameOf(at: number): string {
    return DateTime.fromMillis(at, { zone: this.zone }).toFormat('yyyyMMdd');
  }

  #day(at: number): Omit<SiteTime, 'hour'> {
    const key = Math.floor(at / (24 * HOUR));
    const known = this.#days.get(key) ?? [];
    const found = known.find(({ day, end }) => day <= at && at < end);
    if (found) return found;
    const start = DateTime.fromMillis(at, { zone: this.zone }).startOf('day');
    const day = { day: start.toMillis(), end: start.plus({ days: 1 }).startOf('day').toMillis() };
    if (this.#days.size > 1_000) this.#days.clear();
    this.#days.set(key, [...known, day]);
    return day;
  }
}
