import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { RoostError } from '../base/errors.ts';
import { replaceFile } from '../base/whole-file.ts';
import { madeReport } from '../box/reporting.ts';
import { readStore } from '../count/store/open.ts';
import { halfYearOf } from '../count/tally/half-year.ts';
import type { Config } from '../know/config/config.ts';
import { requirePlace } from './require-place.ts';

/** The command's options as typed. */
export interface ReportCommand {
  readonly lang: 'zh' | 'en';
  readonly format: 'html' | 'docx' | 'csv';
  readonly output?: string;
  /** Address at which readers find the box's API, for links; `publicAddress` in roost.yaml without it. */
  readonly link?: string;
  /** Day of the report, e.g. `2026-07-03`; today without it. */
  readonly date?: string;
  /** Lead what a spreadsheet would take for a formula by an apostrophe, in CSV; so it is where nothing is said. */
  readonly guard?: boolean;
}

/**
 * Writes the report of a half-year, also while the box runs, which is told what the report cites, so that its pictures stay. A file that is there is not written over.
 * @returns path of the file
 * @throws RoostError where the half-year is none or has not begun, the table of tides cannot be read, the file exists, or the disk refuses
 */
export async function report(name: string, box: Config, options: ReportCommand, now: number): Promise<string> {
  const { timeZone } = box.site.site;
  const half = halfYearOf(name, timeZone);
  const { lang, format, guard } = options;
  const style = { lang, format, guard, date: dayOf(options.date, timeZone), link: addressOf(options.link) };
  const output = resolve(options.output ?? `${half.name}-${lang}.${format}`);
  if (existsSync(output))
    throw new RoostError('report', output, 'it exists', 'Name a new file with --output, or move the old one aside');
  await requirePlace(output);
  const store = readStore(join(box.data, 'roost.db'));
  try {
    const made = await madeReport(box, store, half.name, style, now);
    await replaceFile(output, made.report);
    if (!made.citationsLeft)
      process.stderr.write(`${box.data} cannot be written: the box does not learn which visits this report cites\n`);
    return output;
  } finally {
    store.close();
  }
}

/** @throws RoostError where a day is none */
function dayOf(date: string | undefined, zone: string): string | undefined {
  if (date === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(date))
    throw new RoostError('report', `--date ${date}`, 'is no day', 'Write it as 2026-07-03');
  if (!DateTime.fromISO(date, { zone }).isValid)
    throw new RoostError('report', `--date ${date}`, 'there is no such day');
  return date;
}

/** @throws RoostError where a link is no address of the web */
function addressOf(link: string | undefined): string | undefined {
  if (link === undefined || (URL.canParse(link) && /^https?:$/.test(new URL(link).protocol))) return link;
  throw new RoostError('report', `--link ${link}`, 'is no address', 'Write it as https://roost.example.org');
}
