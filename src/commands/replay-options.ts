import { DateTime, IANAZone } from 'luxon';
import { RoostError } from '../base/errors.ts';

/** The command's options as typed. */
export interface ReplayCommand {
  readonly start?: string;
  readonly camera?: string;
  readonly gap: string;
  /** A site.yaml; without it there is no prior. */
  readonly checklist?: string;
  /** IANA time zone: in it are times that name no offset and the months of the prior, and visits are cut at its midnights. */
  readonly zone: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly models: string;
  readonly mirror?: string;
}

/**
 * A time as typed, in milliseconds since the epoch.
 * @param zone meant where it has no offset
 * @throws RoostError where it is none
 */
export function timeOf(text: string, zone: string): number {
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid)
    throw new RoostError('read time', text, 'is no ISO 8601 time', 'Write it as 2026-05-01T06:00:00+08:00');
  return time.toMillis();
}

/** @throws RoostError where it is no time zone */
export function zoneOf(text: string): string {
  if (!IANAZone.isValidZone(text))
    throw new RoostError('read zone', text, 'is not a known time zone', 'Write it as Asia/Shanghai');
  return text;
}

/** A number of seconds as typed, in milliseconds. @throws RoostError where it is none from 1 to 3600 */
export function gapOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 3600))
    throw new RoostError('read gap', text, 'is no number of seconds from 1 to 3600');
  return seconds * 1000;
}
