import { signal } from '@preact/signals';
import { language } from '../words/words.ts';

/** The site's time zone: all times are shown in it. */
export const zone = signal('UTC');
/** What the box's clock is ahead of this machine's, ms: that of a laptop in the field may be wrong. */
export const ahead = signal(0);

/** Now by the box's clock, ms. */
export function now(): number {
  return Date.now() + ahead.value;
}

/** A time of this machine's clock by the box's, ms. */
export function byBox(at: number): number {
  return at + ahead.value;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, locale = language.value === 'zh' ? 'zh-CN' : 'en-GB') {
  const key = JSON.stringify([locale, zone.value, options]);
  const made =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone.value, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

type Time = string | number | Date;
const date = (at: Time) => new Date(at);

/** E.g. 07:42. */
export const clock = (at: Time) => format({ hour: '2-digit', minute: '2-digit' }).format(date(at));
/** E.g. 07:42:09. */
export const clockSeconds = (at: Time) =>
  format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(date(at));
/** E.g. 3 May 2025. */
export const dayShort = (at: Time) => format({ day: 'numeric', month: 'short', year: 'numeric' }).format(date(at));
/** E.g. May 2025. */
export const month = (at: Time) => format({ month: 'short', year: 'numeric' }).format(date(at));
/** E.g. Saturday, 3 May 2025. */
export const dayLong = (at: Time) =>
  format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date(at));
/** E.g. 3 May 2025, 07:42. */
export const moment = (at: Time) =>
  format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(date(at));
/** The clock of today, and of another day also the day. */
export const when = (at: Time) => (dayKey(at) === dayKey(now()) ? clock(at) : moment(at));
/** The day of the site, e.g. 2025-05-03. */
export const dayKey = (at: Time) =>
  format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE').format(date(at));

/** The name of a month, e.g. May. @param month 1 to 12 */
export function monthName(month: number, length: 'long' | 'short' = 'long'): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1));
}

/** When a day of the site begins, ms. @param key e.g. 2025-05-03 */
export function dayStart(key: string): number {
  const utc = Date.parse(`${key}T00:00:00Z`);
  // The offset at the day's own beginning: one step is enough but where the clock is set at midnight.
  let at = utc - offset(utc);
  at = utc - offset(at);
  return at;
}

/** The day so many days later. @param key e.g. 2025-05-03 */
export function dayAfter(key: string, days = 1): string {
  return new Date(Date.parse(`${key}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What the site's clock is ahead of UTC, ms. */
function offset(at: number): number {
  const parts = format(
    { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    'sv-SE',
  );
  return Date.parse(`${parts.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
