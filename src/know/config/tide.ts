import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DateTime } from 'luxon';
import { messageOf, RoostError } from '../../base/errors.ts';
import { predicted } from '../tide/constituents.ts';
import { readTideTable } from '../tide/table.ts';
import { Tide } from '../tide/tide.ts';
import type { Config } from './config.ts';

/** Constituents are predicted for this much more on either side (ms), so that the high waters around a range are known. */
const AROUND = 36 * 3_600_000;
/** Twenty years of heights by the hour have a third of this, bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The tide of the site as configured; undefined where it is not. A table is read as it is now, so that a new one counts at once.
 * @param range of which the tide must be known, ms; a table knows what it knows
 * @throws RoostError naming file, line and column of what is wrong with a table, or where constituents make no high water
 */
export function readTide(
  { site, folder }: Pick<Config, 'site' | 'folder'>,
  range: { readonly from: number; readonly to: number },
): Tide | undefined {
  const { tide, timeZone } = site.site;
  if (!tide) return undefined;
  const { table, constituents, meanLevel = 0 } = tide;
  if (table === undefined) {
    const waves = new Tide(predicted(constituents!, meanLevel, { from: range.from - AROUND, to: range.to + AROUND }));
    if (waves.highWaters.length > 0) return waves;
    const hint = 'Tides have at least M2, or K1, with an amplitude above 0';
    throw new RoostError('read tide', 'site.tide.constituents', 'make no high water', hint);
  }
  const file = resolve(folder, table);
  // Told as it is written in roost.yaml: whoever asks over the network is not told where files lie.
  const points = readTideTable(textOf(file, table), table, { zone: tide.timeZone ?? timeZone, unit: tide.unit ?? 'm' });
  return new Tide(points);
}

/** The text of the file. @param name what it is called in messages */
function textOf(file: string, name: string): string {
  const hint = 'It is the file of the key site.tide.table, relative to roost.yaml';
  try {
    const facts = statSync(file);
    // A pipe or a device may never end.
    if (!facts.isFile()) throw new RoostError('read tide', name, 'is no file', hint);
    if (facts.size > LARGEST)
      throw new RoostError(
        'read tide',
        name,
        `has more than ${LARGEST / 1024 / 1024} MB: no table of tides is so long`,
        hint,
      );
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof RoostError) throw cause;
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    throw new RoostError('read tide', name, `it cannot be read (${code})`, hint, { cause });
  }
}

/**
 * What is known of the site's tide, in a line: the next high water, to be held against an official table, or what is wrong.
 * @returns undefined where no tide is configured
 */
export function describeTide(
  config: Pick<Config, 'site' | 'folder'>,
  now: number,
): { readonly good: boolean; readonly line: string } | undefined {
  try {
    const tide = readTide(config, { from: now, to: now });
    if (!tide) return undefined;
    const { timeZone } = config.site.site;
    const local = (at: number) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
    const next = tide.highWaters.find(({ at }) => at >= now);
    const last = tide.highWaters.at(-1)!;
    const line = next
      ? `the next high water is ${next.height.toFixed(2)} m at ${local(next.at)} (${timeZone})`
      : `the table ends with the high water of ${local(last.at)} (${timeZone}): what is counted later is told against no tide`;
    return { good: true, line };
  } catch (error) {
    return { good: false, line: messageOf(error) };
  }
}
