// Times, lengths of time and names as the page writes them.
import { language, words } from './words.js';

let zone = 'UTC';

/** Sets the site's time zone, in which all times are shown. */
export function setZone(name) {
  zone = name;
}

function formatter(options) {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...options,
  });
}

/** 06:12 */
export function clock(at) {
  return formatter({ hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** 06:12:03 */
export function clockSeconds(at) {
  return formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at));
}

/** Friday, 1 May */
export function date(at) {
  return formatter({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));
}

/** 06:12 today, `30 Apr 06:12` on other days. */
export function moment(at, now, seconds = false) {
  const time = seconds ? clockSeconds(at) : clock(at);
  return dayOf(at) === dayOf(now)
    ? time
    : `${formatter({ day: 'numeric', month: 'short' }).format(new Date(at))} ${time}`;
}

/** A word for the site's calendar day, equal for times of the same day. */
export function dayOf(at) {
  return formatter({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** Hour of the site's day, 0 to 23. */
export function hourOf(at) {
  return Number(
    formatter({ hour: 'numeric' })
      .formatToParts(new Date(at))
      .find(({ type }) => type === 'hour').value,
  );
}

/** A length of time in one or two units: `42 s`, `8 min`, `2 h 5 min`, `3 d 4 h`. */
export function long(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} ${words.seconds}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${words.minutes}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${words.hours}${minutes % 60 ? ` ${minutes % 60} ${words.minutes}` : ''}`;
  return `${Math.floor(hours / 24)} ${words.days}${hours % 24 ? ` ${hours % 24} ${words.hours}` : ''}`;
}

/** A number with one decimal below 10, whole above. */
export function short(number) {
  return number < 9.95 ? number.toFixed(1) : String(Math.round(number));
}
