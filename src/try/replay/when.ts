import { DateTime } from 'luxon';
import { timeInName } from './name-date.ts';

/** What tells when a recording began: the person, its container, its EXIF, the date in its name, or its file's age. */
export type TimeSource = 'start' | 'container' | 'exif' | 'name' | 'age';

/** When a recording began, and how that is known. */
export interface When {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: TimeSource;
  /** What a better source said and why it was not believed, and what of the time is a guess; empty where nothing is odd. */
  readonly doubts: readonly string[];
}

/** What a file tells of its time. */
export interface Told {
  /** Its name without folders. */
  readonly name: string;
  /** Written in the file itself, ISO 8601; without an offset it is the camera's local time. */
  readonly inside?: { readonly from: 'container' | 'exif'; readonly text: string };
  /** When it was last written, milliseconds since the epoch. */
  readonly writtenAt: number;
  /** Its length; 0 for a picture. */
  readonly seconds: number;
}

/** By which clock local times are meant, and what time it is now (milliseconds since the epoch). */
export interface Clock {
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  readonly now: number;
}

/** Clocks that nobody set begin in 1904, 1970, 1980, 2000 or 2001, as format and camera will have it. */
const EARLIEST = Date.UTC(2002, 0, 1);
/** A local time that was written as UTC is ahead by up to 14 hours; more is a wrong clock (ms). */
const AHEAD = 24 * 3_600_000;

const WORDS = { container: 'its container', exif: 'its EXIF' };

/**
 * When a recording began: what the file itself says, else a date in its name, else its own length before it was last
 * written. A time of an unset clock, one in the future, and one that is none, are passed over.
 */
export function whenOf({ name, inside, writtenAt, seconds }: Told, { zone, now }: Clock): When {
  const doubts: string[] = [];
  const believed = (at: number, says: string) => {
    const wrong =
      at < EARLIEST ? 'which is what a clock says that nobody set' : at > now + AHEAD && 'which is in the future';
    if (wrong) doubts.push(`${says} ${new Date(at).toISOString()}, ${wrong}`);
    return !wrong;
  };
  if (inside) {
    const at = DateTime.fromISO(inside.text, { zone });
    if (!at.isValid) doubts.push(`${WORDS[inside.from]} says ${inside.text}, which is no time`);
    else if (believed(at.toMillis(), `${WORDS[inside.from]} says`))
      return { at: at.toMillis(), from: inside.from, doubts };
  }
  const age = Math.round(writtenAt - seconds * 1000);
  const named = timeInName(name, zone);
  if (named && believed(named.at, 'its name says')) {
    if (named.timed) return { at: named.at, from: 'name', doubts };
    const day = DateTime.fromMillis(named.at, { zone });
    if (DateTime.fromMillis(age, { zone }).hasSame(day, 'day')) return { at: age, from: 'age', doubts };
    doubts.push('its name tells a day and no time of day: taken for its first moment');
    return { at: named.at, from: 'name', doubts };
  }
  // There is nothing after it: it holds, with what speaks against it.
  believed(age, 'its age says');
  return { at: age, from: 'age', doubts };
}
