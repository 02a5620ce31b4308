import { DateTime } from 'luxon';

/** A moment that a file's name tells. */
export interface NamedTime {
  /** Milliseconds since the epoch; the start of the day where the name tells only a day. */
  readonly at: number;
  /** False where it tells only a day. */
  readonly timed: boolean;
}

/** `20260501`, `2026-05-01`, `2026年5月1日`; not the beginning of a longer number, unless a time follows at once. */
const DAY = /(?<!\d)(\d{4})(?:([-_.]?)(\d{2})\2(\d{2})(?=\D|$|\d{6})|年(\d{1,2})月(\d{1,2})日)/g;
/** `_061200`, ` 06.12.00`, `T06-12-00Z`, `06时12分00秒`; three digits more are milliseconds. */
const TIME =
  /^(?<t>[-_. @]{0,3}T?)(?:(\d{2})([-_.:]?)(\d{2})\3(\d{2})(?:\.?\d{3})?(?!\d)|(\d{1,2})时(\d{1,2})分(\d{1,2})秒)/;
/** What may stand behind `T061200`. */
const OFFSET = /^(?:Z|[+-]\d{2}:?\d{2})(?![\d])/;

/**
 * When a recording began, by the name of its file. Of several times the earliest counts: recorders write beginning and end,
 * people add the day of a copy. A day counts only where no time is told. Six digits behind a day are taken for a time where they can be one.
 * @param zone IANA name of the time zone that is meant where the name tells none
 * @returns undefined where the name holds no date of the calendar
 */
export function timeInName(name: string, zone: string): NamedTime | undefined {
  const found = [...name.matchAll(DAY)].flatMap((match) => {
    const [, year, , month, day, month2, day2] = match;
    return momentOf([year, month ?? month2, day ?? day2].map(Number), name.slice(match.index + match[0].length), zone);
  });
  const timed = found.filter((one) => one.timed);
  return (timed.length > 0 ? timed : found).sort((a, b) => a.at - b.at)[0];
}

function momentOf([year, month, day]: number[], rest: string, zone: string): NamedTime[] {
  const date = { year: year!, month: month!, day: day! };
  const time = TIME.exec(rest);
  if (time) {
    const [hour, minute, second] = [time[2] ?? time[6], time[4] ?? time[7], time[5] ?? time[8]].map(Number);
    const offset = time.groups!.t!.endsWith('T') ? OFFSET.exec(rest.slice(time[0].length))?.[0] : undefined;
    const at = valid({ ...date, hour: hour!, minute: minute!, second: second! }, zoneOf(offset) ?? zone);
    if (at !== undefined) return [{ at, timed: true }];
  }
  // A number of 14 digits that is no time is no date either.
  if (/^\d/.test(rest)) return [];
  const at = valid(date, zone);
  return at === undefined ? [] : [{ at, timed: false }];
}

function zoneOf(offset: string | undefined): string | undefined {
  if (offset === undefined) return undefined;
  return offset === 'Z' ? 'UTC' : `UTC${offset.slice(0, 3)}:${offset.slice(-2)}`;
}

function valid(parts: Record<string, number>, zone: string): number | undefined {
  const time = DateTime.fromObject(parts, { zone });
  return time.isValid ? time.toMillis() : undefined;
}
